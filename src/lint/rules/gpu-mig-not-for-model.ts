import { partsOf } from "../../gpu/catalog/mig.ts";
import type { ModelRow } from "../../gpu/rows.ts";
import { isPositive, type Requirement } from "../../k8s/scheduling/node-requirements.ts";
import { ownOf } from "../../kernel/own.ts";
import { nearest } from "../../kernel/suggest.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { LintContext } from "../context.ts";
import { requiredOfAll } from "../platform.ts";
import type { Pod } from "../pod.ts";
import { isOffered } from "../resources/offered.ts";
import { perPod, type Rule, type RuleFinding } from "../rule.ts";
import { allProfiles, partLabels, profileIn, profilesOf } from "../sharing/mig-profiles.ts";
import { selectedModels } from "../sharing/selected.ts";
import { EKS_MIG, MIG_PROFILES } from "../sharing/sources.ts";

/** The sizes that MIG cuts are fixed by the GPU: a profile of another model is never offered. */
export const gpuMigNotForModel: Rule = {
  id: "gpu-mig-not-for-model",
  severity: "error",
  title: "MIG profile that the GPU model does not have",
  fix: "none",
  about: () => ({
    why: "The hardware fixes the profiles: `1g.5gb` is a part of an A100 with 40 GB, and an H200 is cut into `1g.18gb`. No node offers another one, so the pod stays Pending.",
    advice: "Ask for a profile of the model, or select a model that has it.",
    sources: [MIG_PROFILES, EKS_MIG],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    nvidia.com/gpu.product: NVIDIA-H200
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/mig-1g.10gb: 1
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  nodeSelector:
    nvidia.com/gpu.product: NVIDIA-H200
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/mig-1g.18gb: 1
`,
  }),
  check: perPod((pod, context) => [...byResource(pod, context), ...byLabel(pod, context)]),
};

function byResource(pod: Pod, context: LintContext): readonly RuleFinding[] {
  return pod.containers.flatMap(({ devices, view }) =>
    devices.flatMap(({ resource, limit, request }) => {
      const profile = profileIn(resource, context);
      const path = (limit ?? request)?.path;
      if (profile === null || path === undefined || isOffered(resource, context)) return [];
      return judge(profile, { path, at: "key" }, pod, context).map((found) => ({
        container: view,
        ...found,
      }));
    }),
  );
}

function byLabel(pod: Pod, context: LintContext): readonly RuleFinding[] {
  const requirements = requiredOfAll(pod.nodes).filter(({ operator }) => operator === "In");
  if (requirements.length === 0) return [];
  const keys = partLabels(context.platforms);
  return requirements
    .filter((one) => isPositive(one) && keys.includes(one.key))
    .flatMap(({ values, path }) =>
      values.flatMap((profile) => {
        const impossible = judge(profile, { path }, pod, context);
        return impossible.length > 0 ? impossible : notOffered(profile, path, pod, context);
      }),
    );
}

function judge(
  profile: string,
  place: Pick<RuleFinding, "path" | "at">,
  pod: Pod,
  context: LintContext,
): readonly RuleFinding[] {
  const { models } = context;
  const profiles = allProfiles(models);
  // A part of a part (`1c.3g.20gb`) is made by hand, and depends on how.
  if (/^\d+c\./.test(profile)) return [];
  if (!profiles.includes(profile)) return [unknown(profile, place, profiles)];
  const selected = selectedModels(pod, context);
  const possible = selected?.models.filter(({ vendor }) => vendor === "nvidia") ?? [];
  if (selected === null || possible.length === 0) return [];
  if (possible.some((model) => model.mig === null || partsOf(model, profile) !== null)) return [];
  return [
    {
      ...place,
      message: `${namesOf(possible)} ${possible.length === 1 ? "has" : "have"} no MIG profile ${profile}`,
      advice: adviceFor(possible, profile, models),
      related: [{ object: pod.object, path: selected.requirement.path, message: told(selected.requirement) }],
    },
  ];
}

function unknown(
  profile: string,
  place: Pick<RuleFinding, "path" | "at">,
  profiles: readonly string[],
): RuleFinding {
  const guess = nearest(profile, profiles);
  return {
    ...place,
    severity: "warning",
    message: `no GPU that gpuify knows has a MIG profile ${profile}`,
    ...(guess !== undefined && { advice: `Did you mean ${guess}?` }),
  };
}

/** A profile that the hardware has and the platform does not cut. */
function notOffered(
  profile: string,
  path: FieldPath,
  pod: Pod,
  context: LintContext,
): readonly RuleFinding[] {
  const selected = selectedModels(pod, context);
  if (selected === null) return [];
  const { key, values } = selected.requirement;
  const offered = selected.models.flatMap((model) =>
    pod.platforms.flatMap(({ name }) =>
      (model.platforms[name]?.labels ?? [])
        .filter((label) => label.key === key)
        .flatMap(({ partitions }) => values.map((value) => ownOf(partitions, value))),
    ),
  );
  if (offered.length === 0 || offered.some((one) => one === undefined || Object.hasOwn(one, profile)))
    return [];
  const names = [...new Set(offered.flatMap((one) => Object.keys(one ?? {})))];
  return [
    {
      path,
      severity: "warning",
      message: `the platform is not known to offer parts of ${profile} on ${namesOf(selected.models)}`,
      advice: `Known sizes: ${names.join(", ")}.`,
    },
  ];
}

function adviceFor(selected: readonly ModelRow[], profile: string, models: readonly ModelRow[]): string {
  const own = [...new Set(selected.flatMap(profilesOf))];
  const having = models.filter((model) => partsOf(model, profile) !== null).map(({ name }) => name);
  const others = `${profile} is a part of ${having.join(", ")}.`;
  return own.length === 0
    ? `MIG does not cut it at all; ${others}`
    : `Its profiles are ${own.join(", ")}; ${others}`;
}

function namesOf(models: readonly ModelRow[]): string {
  return models.map(({ name }) => name).join(" and ");
}

function told({ key, values }: Requirement): string {
  return `the pod selects ${key} ${values.join(", ")}`;
}
