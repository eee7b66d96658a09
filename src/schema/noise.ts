import type { ErrorObject } from "ajv";

/**
 * Leaves out what ajv says beside the point. Of alternatives (`anyOf`, `oneOf`) it reports what each of them misses;
 * the user meant one of them: the one whose type the value has. Where it has none, one error with all their types.
 */
export function withoutNoise(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const told = errors.filter(({ keyword }) => keyword !== "if" && keyword !== "propertyNames");
  const choices = told.filter(isChoice);
  if (choices.length === 0) return told;
  // The innermost come first; what they leave is judged by those around them.
  return choices.reduce(settle, told);
}

function isChoice({ keyword }: ErrorObject): boolean {
  return keyword === "anyOf" || keyword === "oneOf";
}

function settle(errors: readonly ErrorObject[], choice: ErrorObject): readonly ErrorObject[] {
  const inside = errors.filter((error) => belongsTo(error, choice));
  if (inside.length === 0) return errors;
  const rest = errors.filter((error) => error !== choice && !inside.includes(error));
  const branches = new Map<string, ErrorObject[]>();
  for (const error of inside) {
    const branch = error.schemaPath.slice(choice.schemaPath.length).split("/")[1] ?? "";
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const isOther = (error: ErrorObject): boolean =>
    error.keyword === "type" && error.instancePath === choice.instancePath;
  const meant = [...branches.values()].filter((branch) => !branch.some(isOther));
  const [only] = meant.sort((a, b) => a.length - b.length);
  if (only !== undefined) return [...rest, ...only];
  const types = inside.filter(isOther).flatMap((error) => error.params.type as string | string[]);
  return [...rest, { ...choice, keyword: "type", params: { type: [...new Set(types)] } }];
}

/** True for what one of the alternatives says about the same value or something in it. */
function belongsTo(error: ErrorObject, choice: ErrorObject): boolean {
  return (
    error.schemaPath.startsWith(`${choice.schemaPath}/`) &&
    (error.instancePath === choice.instancePath || error.instancePath.startsWith(`${choice.instancePath}/`))
  );
}
