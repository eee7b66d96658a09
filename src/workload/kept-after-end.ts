import type { KeptAfterEnd } from "../k8s/kind-row.ts";
import { apiVersionName } from "../k8s/kinds.ts";
import type { WorkloadObject } from "../k8s/workload.ts";
import { writtenValue } from "./written-value.ts";

/** What of a workload stays with its GPUs when the run has ended, and what is written in the field; null where nothing does. */
export function keptAfterEnd({
  kind: { kept },
  object,
}: WorkloadObject): (KeptAfterEnd & { readonly written: string }) | null {
  if (kept === undefined) return null;
  const version = apiVersionName(object.apiVersion);
  if (kept.versions !== null && !kept.versions.includes(version)) return null;
  if (kept.unless.some((path) => writtenValue(object.root, path) !== "")) return null;
  const written = writtenValue(object.root, kept.at);
  return kept.is.includes(written) ? { ...kept, written } : null;
}
