import type { KubeObject } from "../k8s/object.ts";
import { at, fields, isNullish, items, textAt } from "../yaml/access.ts";
import { type FieldPath, resolveAlias, type YamlNode } from "../yaml/tree.ts";
import type { Autoscaler } from "./autoscalers.ts";

type Scaler = Pick<Autoscaler, "object" | "kind">;

/**
 * Where an autoscaler scales by CPU use and by nothing that tells load; null where it does not. Of several metrics the one
 * that asks for most pods counts, so CPU does no harm beside a real one. The path is `spec` for an HPA without metrics, which
 * scales by CPU (autoscaling/v2 default, 80 %).
 */
export function cpuMetricAlone(autoscaler: Scaler): FieldPath | null {
  return scalesByLoad(autoscaler) ? null : cpuMetricOf(autoscaler);
}

/** The metrics of GPUs that an autoscaler scales by, where their name says so, with the place of the name. */
export function gpuMetricsOf({
  object,
  kind,
}: Scaler): readonly { readonly text: string; readonly path: FieldPath }[] {
  const list = listOf(kind);
  return items(at(object.root, ["spec", list])).flatMap(
    (metric, index) => firstScalar(metric, ["spec", list, index], /gpu|dcgm/i) ?? [],
  );
}

function listOf(kind: Autoscaler["kind"]): "metrics" | "triggers" {
  return kind === "ScaledObject" ? "triggers" : "metrics";
}

function scalesByLoad({ object, kind }: Scaler): boolean {
  return items(at(object.root, ["spec", listOf(kind)])).some((one) => {
    const type = textAt(one, ["type"]) ?? "";
    return kind === "ScaledObject"
      ? !["cpu", "memory"].includes(type)
      : ["Pods", "Object", "External"].includes(type);
  });
}

function cpuMetricOf({ object, kind }: Scaler): FieldPath | null {
  return kind === "ScaledObject" ? cpuTrigger(object) : hpaCpuMetric(object);
}

function cpuTrigger({ root }: KubeObject): FieldPath | null {
  const index = items(at(root, ["spec", "triggers"])).findIndex(
    (trigger) => textAt(trigger, ["type"]) === "cpu",
  );
  return index < 0 ? null : ["spec", "triggers", index];
}

function hpaCpuMetric({ root }: KubeObject): FieldPath | null {
  if (!isNullish(at(root, ["spec", "targetCPUUtilizationPercentage"])))
    return ["spec", "targetCPUUtilizationPercentage"];
  const metrics = items(at(root, ["spec", "metrics"]));
  if (metrics.length === 0) return ["spec"];
  const index = metrics.findIndex(
    (metric) =>
      textAt(metric, ["resource", "name"]) === "cpu" ||
      textAt(metric, ["containerResource", "name"]) === "cpu",
  );
  return index < 0 ? null : ["spec", "metrics", index];
}

function firstScalar(
  node: YamlNode,
  path: FieldPath,
  pattern: RegExp,
): { readonly text: string; readonly path: FieldPath } | null {
  const resolved = resolveAlias(node);
  if (resolved.kind === "scalar") return pattern.test(resolved.text) ? { text: resolved.text, path } : null;
  const children: readonly (readonly [string | number, YamlNode])[] =
    resolved.kind === "map"
      ? fields(resolved).map(({ name, value }) => [name, value])
      : resolved.items.map((item, index) => [index, item]);
  for (const [step, child] of children) {
    const found = firstScalar(child, [...path, step], pattern);
    if (found !== null) return found;
  }
  return null;
}
