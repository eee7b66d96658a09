import { at, integer, isNullish } from "../yaml/access.ts";
import type { YamlNode } from "../yaml/tree.ts";

/**
 * Seconds from a container's start until a liveness or startup probe that never succeeds has it restarted, at the
 * earliest; null where a number is none. The kubelet probes for the first time when `initialDelaySeconds` have passed,
 * then every `periodSeconds`, and restarts the container with failure number `failureThreshold`: between the first and
 * the last are one period fewer than failures. It can take up to a period longer, because the probe's ticks do not start
 * with the container, and `timeoutSeconds` more where the server takes the connection and does not answer.
 * Sources: kubernetes/kubernetes pkg/kubelet/prober/worker.go (run, doProbe), pkg/apis/core/v1/defaults.go
 * (SetDefaults_Probe: a number of 0 is replaced by the default, that of the delay is 0).
 */
export function secondsUntilRestart(probe: YamlNode): number | null {
  const delay = numberOf(probe, "initialDelaySeconds", 0);
  const period = numberOf(probe, "periodSeconds", 10);
  const failures = numberOf(probe, "failureThreshold", 3);
  if (delay === null || period === null || failures === null) return null;
  return delay + (failures - 1) * period;
}

/** A negative number is rejected, so nothing follows from it. */
function numberOf(probe: YamlNode, name: string, byDefault: number): number | null {
  const node = at(probe, [name]);
  const written = isNullish(node) ? 0 : integer(node);
  if (written === null || written < 0) return null;
  return written === 0 ? byDefault : written;
}
