import { objectTitle } from "../../k8s/object.ts";
import { type PodSet, podLabels } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { ANNOTATION_PREFIX } from "../../profile/annotations.ts";
import { isExplicit } from "../../profile/origin.ts";
import { changeParts, partsOf } from "../../profile/setting-parts.ts";
import type { Settings } from "../../profile/settings.ts";
import { at, fields, items, stringMap, text, textAt } from "../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import type { PodSetContext } from "../shared/context.ts";
import { warn } from "../shared/diagnostics.ts";

/** A context without what cannot be written, with a word about each. */
export interface Admitted<Context = PodSetContext> {
  readonly context: Context;
  readonly diagnostics: readonly Advice[];
}

/** The settings with one of them changed; a setting that nothing is left of goes. */
export function withSetting<K extends "labels" | "annotations" | "nodeSelector" | "tolerations">(
  context: PodSetContext,
  name: K,
  value: Settings[K] | undefined,
): PodSetContext {
  const { [name]: _, ...others } = context.settings;
  return {
    ...context,
    settings: { ...others, ...(value !== undefined && { [name]: value }) } as unknown as Settings,
  };
}

/**
 * Labels by which the workload would lose its own pods are left out: the API server rejects a template that its
 * selector does not match (kubernetes pkg/apis/apps/validation: "`selector` does not match template `labels`").
 */
export function withoutLostPods(context: PodSetContext): Admitted {
  const { podSet, settings } = context;
  const labels = stringMap(podLabels(podSet));
  const selector = selectorOf(podSet);
  if (settings.labels === undefined || selector.length === 0) return { context, diagnostics: [] };
  const lost = new Set(
    partsOf(settings.labels).flatMap((part) =>
      Object.entries(part.value).flatMap(([key, value]) => {
        const isWritten = !labels.has(key) || isExplicit(part);
        const breaks = selector.some(
          (one) => one.key === key && holds(one, labels.get(key)) && !holds(one, value),
        );
        return isWritten && breaks ? [key] : [];
      }),
    ),
  );
  if (lost.size === 0) return { context, diagnostics: [] };
  const kept = changeParts(settings.labels, (map) => without(map, lost));
  return {
    context: withSetting(context, "labels", kept),
    diagnostics: [...lost].map((key) =>
      warn(podSet, selector.find((one) => one.key === key)?.path ?? ["spec", "selector"], {
        code: "own-label-selected",
        message: `the pod label ${key}=${settings.labels?.value[key]} is left out: ${objectTitle(podSet.object)} selects its pods by another value`,
      }),
    ),
  };
}

/** gpuify's own keys steer gpuify, so a profile that wrote them would change what the next run does. */
export function withoutOwnKeys(context: PodSetContext): Admitted {
  const { podSet, settings } = context;
  const isOurs = (key: string) => key.startsWith(ANNOTATION_PREFIX);
  const ours = (["annotations", "labels"] as const).flatMap((name) =>
    Object.keys(settings[name]?.value ?? {}).filter(isOurs),
  );
  if (ours.length === 0) return { context, diagnostics: [] };
  const cleaned = (["annotations", "labels"] as const).reduce((sum, name) => {
    const kept = changeParts(settings[name], (map) => without(map, new Set(ours)));
    return withSetting(sum, name, kept);
  }, context);
  return {
    context: cleaned,
    diagnostics: [
      warn(podSet, ["kind"], {
        code: "own-key-reserved",
        message: `${ours.join(", ")} is left out: keys of gpuify are read from workloads, and never written to pods by a config`,
      }),
    ],
  };
}

function without(
  map: Readonly<Record<string, string>>,
  keys: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.has(key)));
}

interface SelectorTest {
  readonly key: string;
  readonly path: FieldPath;
  /** As in `matchExpressions`; a selector with another one does not apply, and is not judged here. */
  readonly operator: string | null;
  readonly values: readonly (string | null)[];
}

/** The conditions of `spec.selector` on pod labels. */
function selectorOf({ object, kind, templatePath }: PodSet): readonly SelectorTest[] {
  if (kind.selector === "none") return [];
  const path = [...templatePath.slice(0, -1), "selector"];
  const selector = at(object.root, path);
  const isPlain = kind.selector === "map";
  const labelsPath = isPlain ? path : [...path, "matchLabels"];
  return [
    ...fields(at(object.root, labelsPath)).map(({ name, value }) => ({
      key: name,
      path: [...labelsPath, name],
      operator: "In",
      values: [text(value)],
    })),
    ...items(isPlain ? null : at(selector, ["matchExpressions"])).map((node, index) =>
      expressionTest(node, [...path, "matchExpressions", index]),
    ),
  ];
}

function expressionTest(node: YamlNode, path: FieldPath): SelectorTest {
  return {
    key: textAt(node, ["key"]) ?? "",
    path,
    operator: textAt(node, ["operator"]),
    values: items(at(node, ["values"])).map(text),
  };
}

/** True where pods with this value of the label, or without the label, are selected. */
function holds({ operator, values }: SelectorTest, actual: string | undefined): boolean {
  switch (operator) {
    case "In":
      return actual !== undefined && values.includes(actual);
    case "NotIn":
      return actual === undefined || !values.includes(actual);
    case "Exists":
      return actual !== undefined;
    case "DoesNotExist":
      return actual === undefined;
    default:
      return true;
  }
}
