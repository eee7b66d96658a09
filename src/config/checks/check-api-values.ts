import { fieldName } from "../../schema/user-text.ts";
import type { ValueDiagnostic } from "../../schema/value-diagnostic.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { type Loose, looseList, looseMap } from "./loose.ts";

/**
 * Numbers in what is passed on in the API's own form: whole ones. A fraction is a quantity, and text is the form in
 * which the API server returns it; a number beyond 2^53 is not exact in JSON.
 */
export function checkApiValues(body: Loose, path: FieldPath): readonly ValueDiagnostic[] {
  const { metrics, behavior } = looseMap(body.autoscale);
  return [
    ...numbersIn(metrics, [...path, "autoscale", "metrics"]),
    ...numbersIn(behavior, [...path, "autoscale", "behavior"]),
    ...looseList(body.env).flatMap((variable, index) =>
      numbersIn(looseMap(variable).valueFrom, [...path, "env", index, "valueFrom"]),
    ),
  ];
}

function numbersIn(value: unknown, path: FieldPath): readonly ValueDiagnostic[] {
  if (typeof value === "number") return Number.isSafeInteger(value) ? [] : [noWholeNumber(value, path)];
  if (Array.isArray(value)) return value.flatMap((item, index) => numbersIn(item, [...path, index]));
  return Object.entries(looseMap(value)).flatMap(([name, item]) => numbersIn(item, [...path, name]));
}

function noWholeNumber(value: number, path: FieldPath): ValueDiagnostic {
  return {
    code: "wrong-type",
    severity: "error",
    path,
    at: "value",
    message: `${fieldName(path)} must be a whole number or a quantity, not ${value}`,
    why: "The API server takes a fraction only as a quantity, and JSON does not hold numbers above 2^53 exactly.",
    advice: 'Write a quantity as text, such as "500m" for a half.',
  };
}
