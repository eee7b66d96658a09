import { at, boolean } from "../../yaml/access.ts";
import { podExample } from "../examples/pod.ts";
import { perContainer, type Rule } from "../rule.ts";

/** Vendors whose pods take all devices of a node as a rule, so that there are no others to see. */
const WHOLE_NODE: ReadonlySet<string> = new Set(["google", "aws"]);

/** GPUs of a machine with as many as machines have. */
const WHOLE_MACHINE = 8;

/** A container that sees the GPUs of all others. */
export const gpuPrivileged: Rule = {
  id: "gpu-privileged",
  severity: "warning",
  title: "Privileged container with a GPU",
  overrides: "devices",
  fix: "none",
  about: () => ({
    why: "A privileged container sees every device of the node, not only the GPUs that it asked for: programs that take what they see run on GPUs that belong to other pods.",
    advice:
      "Remove `privileged: true`; a GPU needs none. Where a capability is needed, add that one (`IPC_LOCK` for RDMA).",
    sources: [
      {
        title: "A privileged pod sees all GPUs (NVIDIA device plugin)",
        url: "https://github.com/NVIDIA/k8s-device-plugin/issues/336",
      },
      {
        title: "Pod in privileged mode (AMD device plugin)",
        url: "https://github.com/ROCm/k8s-device-plugin/issues/137",
      },
    ],
    bad: podExample({ container: "securityContext:\n  privileged: true" }),
    good: podExample({ container: "securityContext:\n  allowPrivilegeEscalation: false" }),
  }),
  check: perContainer(({ view, asked }) => {
    const path = ["securityContext", "privileged"];
    if (boolean(at(view.node, path)) !== true) return [];
    const [ask] = asked.filter(({ meaning }) => !WHOLE_NODE.has(meaning.vendor));
    if (ask === undefined) return [];
    const amount = (ask.limit ?? ask.request)?.amount;
    const takesMachine = amount?.kind === "whole" && amount.count >= WHOLE_MACHINE;
    return [
      {
        path: [...view.path, ...path],
        ...(takesMachine && { severity: "info" }),
        message: `container "${view.name}" asks for ${ask.resource} and is privileged, so it sees all GPUs of its node`,
      },
    ];
  }),
};
