import type { Operation } from "../../edit/operation.ts";
import { parseQuantity, wholeNumber } from "../../k8s/quantity.ts";
import { amountAt, amountPath, podLevelResources } from "../../k8s/workload.ts";
import { at, type Field, fields, textAt } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { LintContext } from "../context.ts";
import type { Pod } from "../pod.ts";
import { type Fix, perPod, type Rule, type RuleFinding } from "../rule.ts";

const SECTIONS = ["limits", "requests"] as const;

/** Up to then the field is dropped where its feature gate is off, which is the default. */
const ON_BY_DEFAULT = 34;

/** A pod's own `resources` take cpu, memory and huge pages only; devices belong to containers. */
export const gpuInPodResources: Rule = {
  id: "gpu-in-pod-resources",
  severity: "error",
  title: "GPU in the resources of the pod as a whole",
  fix: "safe",
  applies: { from: 32 },
  about: () => ({
    why: "`spec.resources` of a pod takes `cpu`, `memory` and `hugepages-*` only: the API server rejects the pod, and where pod-level resources are off (by default before 1.34) it drops the field, so that no GPU is asked for.",
    advice: "Write the GPU under `resources.limits` of the container that uses it.",
    sources: [
      {
        title: "Assign Pod-level CPU and memory resources",
        url: "https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/",
      },
      {
        title: "KEP-2837: Pod level resource specifications",
        url: "https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/2837-pod-level-resource-spec",
      },
    ],
    bad: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  resources:
    limits:
      memory: 64Gi
      nvidia.com/gpu: 1
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
`,
    good: `apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  resources:
    limits:
      memory: 64Gi
  containers:
    - name: server
      image: vllm/vllm-openai:v0.11.0
      resources:
        limits:
          nvidia.com/gpu: 1
`,
  }),
  check: perPod((pod, context) => {
    const names = SECTIONS.flatMap((section) =>
      acceleratorsIn(section, pod, context).map(({ name }) => name),
    );
    return [...new Set(names)].map((resource): RuleFinding => {
      const fix = moved(resource, pod, context);
      return {
        path: placeOf(resource, pod),
        at: "key",
        message: `${resource} is asked for by the pod as a whole, not by a container`,
        ...(fix !== null && { fix }),
      };
    });
  }),
};

function acceleratorsIn(
  section: (typeof SECTIONS)[number],
  { workload }: Pod,
  { catalog }: LintContext,
): readonly Field[] {
  return fields(at(podLevelResources(workload), [section])).filter(
    ({ name }) => catalog.resource(name) !== null,
  );
}

function placesOf(resource: string, { workload, object }: Pod): readonly FieldPath[] {
  return SECTIONS.map((section) => [...workload.podSpecPath, "resources", section, resource]).filter(
    (path) => at(object.root, path) !== null,
  );
}

function placeOf(resource: string, pod: Pod): FieldPath {
  return placesOf(resource, pod)[0] ?? [...pod.workload.podSpecPath, "resources"];
}

/** To the only container; null where there are several, where it has the resource, or where the field is dropped. */
function moved(resource: string, pod: Pod, { minor }: LintContext): Fix | null {
  const main = pod.containers.filter(({ view }) => view.role === "main");
  const [only] = main;
  if (minor < ON_BY_DEFAULT || only === undefined || main.length > 1) return null;
  if (SECTIONS.some((section) => amountAt(only.view, section, resource) !== null)) return null;
  const places = placesOf(resource, pod);
  const counts = new Set(
    places.map((path) => {
      const quantity = parseQuantity(textAt(pod.object.root, path) ?? "");
      return quantity === null ? null : wholeNumber(quantity);
    }),
  );
  const [count] = counts;
  if (counts.size !== 1 || count == null || count < 0) return null;
  const operations: Operation[] = [
    ...emptied(places, pod).map((path) => ({ op: "remove", path }) as const),
    { op: "set", path: amountPath(only.view, "limits", resource) ?? only.view.path, value: count },
  ];
  const title = `move ${resource} to container "${only.view.name}"`;
  return { safety: "safe", title, operations, since: ON_BY_DEFAULT };
}

/** The places, or the maps around them that would be left empty. */
function emptied(places: readonly FieldPath[], { object }: Pod): readonly FieldPath[] {
  const isOnly = (path: FieldPath): boolean => fields(at(object.root, path.slice(0, -1))).length === 1;
  const sections = places.map((path) => (isOnly(path) ? path.slice(0, -1) : path));
  const resources = sections[0]?.slice(0, -1) ?? [];
  const isAll = places.every(isOnly) && fields(at(object.root, resources)).length === sections.length;
  return isAll ? [resources] : sections;
}
