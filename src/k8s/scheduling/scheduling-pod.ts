import { memoized } from "../../kernel/memoized.ts";
import { textAt } from "../../yaml/access.ts";
import type { PodSet } from "../workload.ts";
import { daemonTolerations } from "./daemon-tolerations.ts";
import { nodeRequirements, type Requirement } from "./node-requirements.ts";
import { notText } from "./not-text.ts";
import { podRequests } from "./pod-requests.ts";
import { tolerationsOf } from "./tolerations.ts";
import type { SchedulingPod, SchedulingRead, SelectorRequirement } from "./types.ts";

/**
 * The pod that a workload makes, as the scheduler sees it, or why the API server would not have it. What admission
 * plugins of a cluster add (default tolerations, limit ranges, runtime classes) is not known here; what the DaemonSet
 * controller tolerates is.
 */
export const schedulingPod = memoized(readSchedulingPod);

function readSchedulingPod(podSet: PodSet): SchedulingRead<SchedulingPod> {
  const { podSpec, kind } = podSet;
  const requests = podRequests(podSet);
  const required = nodeRequirements(podSet);
  const problems = [...notText(podSet, required), ...(requests.ok ? [] : requests.problems)];
  if (problems.length > 0 || !requests.ok) return { ok: false, problems };
  const { selector, terms } = required;
  const added = kind.lifecycle === "per-node" ? daemonTolerations(podSpec) : [];
  return {
    ok: true,
    value: {
      nodeName: textAt(podSpec, ["nodeName"]) || null,
      nodeSelector: new Map(selector.map(({ key, values }) => [key, values[0] ?? ""])),
      terms:
        terms?.map(({ requirements, fields }) => ({
          expressions: requirements.map(withoutPath),
          fields: fields.map(withoutPath),
        })) ?? null,
      tolerations: [...tolerationsOf(podSpec), ...added],
      requests: requests.value,
    },
  };
}

function withoutPath({ key, operator, values }: Requirement): SelectorRequirement {
  return { key, operator, values };
}
