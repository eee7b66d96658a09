import { Bug } from "../../kernel/failure.ts";
import { nearest } from "../../kernel/suggest.ts";
import type { SchemaText } from "../../yaml/field-diagnostic.ts";
import { type FieldPath, formatPath } from "../../yaml/tree.ts";
import type { ApiDefinition, ApiSchema } from "./api-schema.ts";
import type { MinorRange } from "./table.ts";

/** An object on the way from the top to where the walk is. */
export interface Level {
  readonly path: FieldPath;
  readonly definition: ApiDefinition;
}

/** How many levels below a field is looked for: `spec.containers` of a Deployment belongs two levels down. */
const BELOW = 2;

/**
 * What is wrong with a field that the innermost level does not have. In a custom resource only a likely mistake is called
 * unknown: other versions of its operator have other fields, and what Kubernetes knows gets lost in older copies of pods.
 */
export function unknownField(
  schema: ApiSchema,
  levels: readonly Level[],
  name: string,
  owner: string,
): SchemaText {
  const [top] = levels;
  const here = levels.at(-1)?.definition;
  if (top === undefined || here === undefined) throw new Bug("a field stands in an object");
  if (here.keeps?.(name) === false)
    return {
      code: "schema-pruned-field",
      message: `\`${name}\` is a field of ${owner} in Kubernetes, but not in ${top.definition.owner}`,
      advice: "take it out, unless the operator in the cluster has a version that knows it",
    };
  const message = `\`${name}\` is no field of ${owner} in ${here.owner}`;
  const minors = here.otherVersions(name);
  if (minors !== undefined) {
    const advice = `Kubernetes knows it ${formatMinors(minors)}; name the cluster's version, or take it out`;
    return { code: here.origin === "copy" ? "schema-pruned-field" : "schema-unknown-field", message, advice };
  }
  const guess = guessMeant(schema, levels, here, name);
  if (guess !== null) return { code: "schema-unknown-field", message, advice: guess };
  return here.origin === "published"
    ? {
        code: "schema-pruned-field",
        message,
        advice: "take it out, unless the operator in the cluster has a version that knows it",
      }
    : { code: "schema-unknown-field", message, advice: "take it out" };
}

/** The surest guess at what was meant. */
function guessMeant(
  schema: ApiSchema,
  levels: readonly Level[],
  here: ApiDefinition,
  name: string,
): string | null {
  const above = levels.slice(0, -1).findLast(({ definition }) => definition.field(name) !== undefined);
  if (above !== undefined) {
    const place = above.path.length === 0 ? "the object itself" : `\`${formatPath(above.path)}\``;
    return `it is a field of ${place}: check the indentation`;
  }
  const below = findBelow(schema, here, name, BELOW);
  const path = levels.at(-1)?.path ?? [];
  if (below !== null) return `it is a field of \`${formatPath([...path, ...below])}\`: move it there`;
  const near = nearest(name, here.fields().keys());
  return near === undefined ? null : `did you mean \`${near}\`?`;
}

/** `from 1.34 on`, `until 1.30` or `from 1.31 to 1.33`. */
export function formatMinors({ first, last }: MinorRange): string {
  if (last === Number.POSITIVE_INFINITY) return `from 1.${first} on`;
  return first === 0 ? `until 1.${last}` : `from 1.${first} to 1.${last}`;
}

/** Too many objects have one of these for their place to say anything. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  "name",
  "type",
  "kind",
  "apiVersion",
  "status",
  "path",
  "key",
  "value",
]);

function findBelow(
  schema: ApiSchema,
  definition: ApiDefinition,
  name: string,
  depth: number,
): FieldPath | null {
  if (EVERYWHERE.has(name)) return null;
  const inOrder = [...definition.fields().values()].sort((a, b) => Number(b.required) - Number(a.required));
  const children = inOrder.flatMap(({ name: field, type }) =>
    type.form === "object" && field !== "status"
      ? [{ field, definition: schema.definition(type.definition) }]
      : [],
  );
  const direct = children.find((child) => child.definition.field(name) !== undefined);
  if (direct !== undefined) return [direct.field];
  if (depth === 1) return null;
  for (const child of children) {
    const found = findBelow(schema, child.definition, name, depth - 1);
    if (found !== null) return [child.field, ...found];
  }
  return null;
}
