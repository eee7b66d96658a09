import { parseQuantity } from "../../k8s/quantity.ts";
import { at, fields, items, textAt } from "../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import type { LintContext } from "../context.ts";
import { perObject, type Rule, type RuleFinding } from "../rule.ts";

const LIMITS = ["spec", "limits"];

/** A limit range speaks for every container of the namespace, those without GPUs too. */
export const gpuLimitRange: Rule = {
  id: "gpu-limit-range",
  severity: "warning",
  title: "Limit range that gives GPUs to every container",
  fix: "none",
  about: () => ({
    why: "A LimitRange is about every container of its namespace: a default, and a maximum without a default too, is the limit of each container that says nothing, so every small sidecar asks for GPUs.",
    advice:
      "Limit GPUs by a ResourceQuota (`requests.nvidia.com/gpu`), or set the default to 0 beside the maximum.",
    sources: [
      { title: "Limit Ranges", url: "https://kubernetes.io/docs/concepts/policy/limit-range/" },
      {
        title: "kubernetes/kubernetes: SetDefaults_LimitRangeItem",
        url: "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go",
      },
    ],
    bad: `apiVersion: v1
kind: LimitRange
metadata:
  name: gpus
spec:
  limits:
    - type: Container
      max:
        nvidia.com/gpu: 2
`,
    good: `apiVersion: v1
kind: LimitRange
metadata:
  name: gpus
spec:
  limits:
    - type: Container
      default:
        nvidia.com/gpu: 0
      max:
        nvidia.com/gpu: 2
`,
  }),
  check: perObject(["LimitRange"], ({ root }, context) =>
    items(at(root, LIMITS)).flatMap((item, index) =>
      textAt(item, ["type"]) === "Container" ? judge(item, [...LIMITS, index], context) : [],
    ),
  ),
};

function judge(item: YamlNode, path: FieldPath, context: LintContext): readonly RuleFinding[] {
  const resources = new Set(
    ["default", "max", "defaultRequest", "min"].flatMap((section) =>
      fields(at(item, [section]))
        .map(({ name }) => name)
        .filter((name) => isDevice(name, context)),
    ),
  );
  return [...resources].flatMap((resource) => judgeResource(resource, item, path));
}

function judgeResource(resource: string, item: YamlNode, path: FieldPath): readonly RuleFinding[] {
  const limit = ["default", "max"].find((section) => at(item, [section, resource]) !== null);
  const request = ["defaultRequest", "min"].find((section) => at(item, [section, resource]) !== null);
  const section = limit ?? request;
  if (section === undefined) return [];
  const amount = textAt(item, [section, resource]) ?? "";
  const quantity = parseQuantity(amount);
  if (quantity === null || quantity.numerator <= 0n) return [];
  return [
    {
      path: [...path, section, resource],
      at: "key",
      message:
        limit === undefined
          ? `every container that names no ${resource} gets a request of ${amount} without a limit, and is rejected`
          : `every container that names no ${resource} gets a limit of ${amount}`,
    },
  ];
}

function isDevice(name: string, { catalog }: LintContext): boolean {
  const kind = catalog.resource(name)?.kind;
  return kind !== undefined && kind !== "companion" && kind !== "slice";
}
