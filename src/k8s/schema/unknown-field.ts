import { nearest } from "../../kernel/suggest.ts";
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

/** What to do about a field that the innermost level does not have: the surest guess, or to take it out. */
export function adviseUnknown(schema: ApiSchema, levels: readonly Level[], name: string): string {
  const here = levels.at(-1);
  if (here === undefined) return "take it out";
  const minors = here.definition.otherVersions(name);
  if (minors !== undefined)
    return `Kubernetes knows it ${formatMinors(minors)}; name the cluster's version, or take it out`;
  const above = levels.slice(0, -1).findLast(({ definition }) => definition.field(name) !== undefined);
  if (above !== undefined) {
    const place = above.path.length === 0 ? "the object itself" : `\`${formatPath(above.path)}\``;
    return `it is a field of ${place}: check the indentation`;
  }
  const below = findBelow(schema, here.definition, name, BELOW);
  if (below !== null) return `it is a field of \`${formatPath([...here.path, ...below])}\`: move it there`;
  const near = nearest(name, here.definition.fields().keys());
  return near === undefined ? "take it out" : `did you mean \`${near}\`?`;
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
  const children = [...definition.fields().values()].flatMap(({ name: field, type }) =>
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
