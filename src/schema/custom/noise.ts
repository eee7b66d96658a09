import type { ErrorObject } from "ajv";
import type { Meter } from "./meter.ts";

/** Names in an error's `params` the fields of which one must be there. */
export const CHOICE = "gpuifyChoice";

/** An error and where it stands among those that are told. */
interface Told {
  readonly error: ErrorObject;
  readonly rank: number;
}

/**
 * Leaves out what ajv says beside the point. Of alternatives (`anyOf`, `oneOf`) it reports what each of them misses;
 * the user meant one of them: the one whose type the value has. Where it has none, one error with all their types; where
 * they differ only in the field that each requires, one error that none of these is there.
 * @throws TooComplex where there are too many.
 */
export function withoutNoise(all: readonly ErrorObject[], meter: Meter): readonly ErrorObject[] {
  const errors = all.filter(({ keyword }) => keyword !== "if" && keyword !== "propertyNames");
  const told: (Told | null)[] = errors.map((error, rank) => ({ error, rank }));
  let last = errors.length;
  // The innermost come first; what they leave is judged by those around them.
  for (const [index, choice] of errors.entries()) {
    if (choice.keyword !== "oneOf" && choice.keyword !== "anyOf") continue;
    const inside = insideOf(errors, told, index, meter);
    if (inside.length === 0) continue;
    const found = inside.flatMap((at) => told[at] ?? []).sort((a, b) => a.rank - b.rank);
    const one = missingField(choice, found);
    const kept = one === null ? meant(choice, found) : [];
    const ranks = new Map(kept.map((own) => [own, last++]));
    for (const at of inside) {
      const own = told[at];
      const rank = own ? ranks.get(own) : undefined;
      told[at] = own && rank !== undefined ? { ...own, rank } : null;
    }
    if (one !== null) told[index] = { error: one, rank: index };
    else told[index] = kept.length > 0 ? null : { error: ofOtherType(choice, found), rank: last++ };
  }
  const left = told.flatMap((one) => one ?? []);
  return left.sort((a, b) => a.rank - b.rank).map(({ error }) => error);
}

/**
 * Where the errors are that one of the alternatives gives about the same value or something in it: ajv reports them
 * right before the choice, and about nothing else in between.
 */
function insideOf(
  errors: readonly ErrorObject[],
  told: readonly (Told | null)[],
  choiceAt: number,
  meter: Meter,
): readonly number[] {
  const inside: number[] = [];
  const choice = errors[choiceAt];
  if (choice === undefined) return inside;
  for (let at = choiceAt - 1; at >= 0 && isWithin(errors[at], choice); at--) {
    meter.take(1);
    if (told[at]?.error.schemaPath.startsWith(`${choice.schemaPath}/`)) inside.push(at);
  }
  return inside;
}

function isWithin(error: ErrorObject | undefined, { instancePath }: ErrorObject): boolean {
  return error?.instancePath === instancePath || error?.instancePath.startsWith(`${instancePath}/`) === true;
}

/** Alternatives that differ only in the field that each requires are one mistake: that none of them is there. */
function missingField(choice: ErrorObject, inside: readonly Told[]): ErrorObject | null {
  const isChoice =
    inside.length > 1 &&
    inside.every(({ error }) => error.keyword === "required" && error.instancePath === choice.instancePath);
  if (!isChoice) return null;
  const names = new Set(
    inside.flatMap(({ error: { params } }) => params[CHOICE] ?? String(params.missingProperty)),
  );
  return { ...choice, keyword: "required", params: { ...choice.params, [CHOICE]: [...names] } };
}

/** What is told of the alternative that was meant: of those for the value's type the one with the fewest errors. */
function meant(choice: ErrorObject, inside: readonly Told[]): readonly Told[] {
  const branches = new Map<string, Told[]>();
  for (const one of inside) {
    const branch = one.error.schemaPath.slice(choice.schemaPath.length).split("/")[1] ?? "";
    const same = branches.get(branch);
    if (same === undefined) branches.set(branch, [one]);
    else same.push(one);
  }
  const possible = [...branches.values()].filter(
    (branch) => !branch.some(({ error }) => isOther(error, choice)),
  );
  return possible.sort((a, b) => a.length - b.length)[0] ?? [];
}

function isOther(error: ErrorObject, choice: ErrorObject): boolean {
  return error.keyword === "type" && error.instancePath === choice.instancePath;
}

function ofOtherType(choice: ErrorObject, inside: readonly Told[]): ErrorObject {
  const types = inside.flatMap(({ error }) =>
    isOther(error, choice) ? (error.params.type as string | string[]) : [],
  );
  return { ...choice, keyword: "type", params: { type: [...new Set(types)] } };
}
