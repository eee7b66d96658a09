import type { ContainerView } from "../../k8s/workload.ts";
import { secondsUntilRestart } from "../../workload/probes.ts";
import { isNullish, items, member, text } from "../../yaml/access.ts";
import { podExample } from "../examples/pod.ts";
import { perPod, type Rule } from "../rule.ts";

/** Seconds in which a model is surely not yet read from a disk or a network into a GPU, if it is large. */
const TOO_SHORT = 60;

/** Seconds that are little for a model of several GB. */
const SHORT = 180;

/** A model server that is killed while it loads its model. */
export const gpuStartupProbe: Rule = {
  id: "gpu-startup-probe",
  severity: "warning",
  title: "Liveness probe that ends a model server while it loads",
  fix: "none",
  about: () => ({
    why: "A server answers when its model is loaded, which takes minutes. A liveness probe that gives up before restarts the container, which then loads from the beginning, again and again.",
    advice:
      "Add a `startupProbe` with the same check and a long budget, such as `periodSeconds: 10` and `failureThreshold: 180`: the liveness probe waits for it.",
    sources: [
      {
        title: "Protect slow starting containers with startup probes",
        url: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-startup-probes",
      },
      {
        title: "llm-d: probes of model servers",
        url: "https://llm-d.ai/docs/usage/readiness-probes",
      },
    ],
    bad: podExample({ container: `${PORT}\nlivenessProbe:\n${PROBE}` }),
    good: podExample({
      container: `${PORT}\nlivenessProbe:\n${PROBE}\nstartupProbe:\n${PROBE}\n  failureThreshold: 180`,
    }),
  }),
  check: perPod((pod) => {
    const slow = pod.gpuContainers.flatMap(({ view }) => {
      const probe = member(view.node, "livenessProbe");
      if (
        view.role === "init" ||
        !loadsFirst(view) ||
        isNullish(probe) ||
        !isNullish(member(view.node, "startupProbe"))
      )
        return [];
      const budget = probe === null ? null : secondsUntilRestart(probe);
      return budget === null || budget >= SHORT ? [] : [{ view, budget }];
    });
    return slow.map(({ view, budget }) => ({
      container: view,
      path: [...view.path, "livenessProbe"],
      ...(budget > TOO_SHORT && { severity: "info" as const }),
      message: `container "${view.name}" is restarted when it does not answer ${budget} s after its start, and has no startupProbe`,
    }));
  }),
};

const PORT = "ports:\n  - containerPort: 8000";
const PROBE = "  httpGet:\n    path: /health\n    port: 8000\n  periodSeconds: 10";

/**
 * Servers that answer when their model is loaded, and not before: others load on the first request, or answer while
 * they load.
 */
const LOADING_FIRST =
  /\b(?:vllm|text-generation-(?:inference|launcher)|text-embeddings-(?:inference|router)|sglang|lmdeploy|trtllm-serve)\b/;

function loadsFirst({ image, node }: ContainerView): boolean {
  const words = ["command", "args"].flatMap((name) => items(member(node, name)).map(text));
  return [image, ...words].some((word) => word !== null && LOADING_FIRST.test(word));
}
