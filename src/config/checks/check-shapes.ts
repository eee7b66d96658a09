import { nodeOf } from "../../edit/node-of.ts";
import type { Json } from "../../edit/operation.ts";
import type { ApiSchema } from "../../k8s/schema/api-schema.ts";
import { checkObject } from "../../k8s/schema/check-object.ts";
import type { Code } from "../../kernel/codes/code.ts";
import { sentence } from "../../kernel/words.ts";
import type { ValueDiagnostic } from "../../schema/value-diagnostic.ts";
import type { SchemaDiagnostic, SchemaRuleId } from "../../yaml/field-diagnostic.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { type Loose, looseList, looseMap } from "./loose.ts";

/** A part of a config that goes into manifests as it is, in an object that has only that. */
interface Shape {
  readonly apiVersion: string;
  readonly kind: string;
  readonly object: Json;
  /** Where the part is in the object, and where in the config. */
  readonly inside: FieldPath;
  readonly path: FieldPath;
}

/** What the API server would reject in the parts of a config that are written in its own form. */
export function checkShapes(config: Loose, schema: ApiSchema): readonly ValueDiagnostic[] {
  return shapesOf(config).flatMap((shape) => {
    const root = nodeOf(shape.object, { start: 0, end: 0 });
    if (root.kind !== "map") return [];
    return checkObject(schema, { ...shape, root }).flatMap((finding): readonly ValueDiagnostic[] => {
      const isInside = shape.inside.every((step, index) => finding.path[index] === step);
      return isInside ? [problemOf(shape, finding)] : [];
    });
  });
}

function shapesOf(config: Loose): readonly Shape[] {
  return bodiesOf(config).flatMap(({ path, value }) => [
    ...(["metrics", "behavior"] as const).flatMap((part): readonly Shape[] => {
      const found = looseMap(value.autoscale)[part];
      if (found === undefined) return [];
      return [
        {
          apiVersion: "autoscaling/v2",
          kind: "HorizontalPodAutoscaler",
          object: { spec: { [part]: found as Json } },
          inside: ["spec", part],
          path: [...path, "autoscale", part],
        },
      ];
    }),
    ...looseList(value.env).flatMap((variable, index): readonly Shape[] => {
      const { valueFrom } = looseMap(variable);
      if (valueFrom === undefined) return [];
      return [
        {
          apiVersion: "v1",
          kind: "Pod",
          object: { spec: { containers: [{ env: [{ valueFrom: valueFrom as Json }] }] } },
          inside: ["spec", "containers", 0, "env", 0, "valueFrom"],
          path: [...path, "env", index, "valueFrom"],
        },
      ];
    }),
  ]);
}

function bodiesOf(config: Loose): readonly { readonly path: FieldPath; readonly value: Loose }[] {
  return [
    { path: ["defaults"], value: looseMap(config.defaults) },
    ...Object.entries(looseMap(config.profiles)).map(([name, profile]) => ({
      path: ["profiles", name],
      value: looseMap(profile),
    })),
    ...looseList(config.rules).map((rule, index) => ({ path: ["rules", index], value: looseMap(rule) })),
  ];
}

function problemOf({ inside, path, kind }: Shape, finding: SchemaDiagnostic): ValueDiagnostic {
  const { code, message, advice } = finding;
  const at: FieldPath = [...path, ...finding.path.slice(inside.length)];
  const isMissing = code === "schema-missing-field";
  return {
    code: CODES[code],
    severity: "error",
    path: isMissing ? at.slice(0, -1) : at,
    at: code === "schema-unknown-field" ? "key" : "value",
    message,
    why: `It goes into ${kind === "HorizontalPodAutoscaler" ? "the autoscaler" : "pods"} as it is, and the API server would reject it there.`,
    advice: sentence(advice),
  };
}

/** The words of configs for what is wrong with a field. */
const CODES: Readonly<Record<SchemaRuleId, Code>> = {
  "schema-unknown-field": "unknown-key",
  "schema-pruned-field": "unknown-key",
  "schema-missing-field": "missing-key",
  "schema-wrong-type": "wrong-type",
  "schema-out-of-range": "out-of-range",
  "schema-negative-number": "out-of-range",
  "schema-bad-quantity": "wrong-form",
  "schema-bad-time": "wrong-form",
  "schema-not-served": "wrong-value",
  "schema-wrong-value": "wrong-value",
  "schema-wrong-form": "wrong-form",
};
