import { nearest } from "../../kernel/suggest.ts";
import { type FieldPath, formatPath } from "../../yaml/tree.ts";
import { fieldSchema, resolved } from "./drop-nulls.ts";
import type { Keywords } from "./keywords.ts";

/** How many levels below a field is looked for. */
const BELOW = 2;

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

/** What to do about a field that the schema of the map at a path does not name: the surest guess, or to take it out. */
export function adviseUnknownField(root: Keywords, path: FieldPath, name: string): string {
  const levels = levelsOn(root, path);
  const here = levels.at(-1) ?? null;
  const above = levels
    .slice(0, -1)
    .findLastIndex((level) => level !== null && Object.hasOwn(fieldsOf(level), name));
  if (above >= 0) {
    const place = above === 0 ? "the object itself" : `\`${formatPath(path.slice(0, above))}\``;
    return `it is a field of ${place}: check the indentation`;
  }
  if (here === null) return "take it out";
  const below = findBelow(root, here, name, BELOW);
  if (below !== null) return `it is a field of \`${formatPath([...path, ...below])}\`: move it there`;
  const near = nearest(name, Object.keys(fieldsOf(here)));
  return near === undefined ? "take it out" : `did you mean \`${near}\`?`;
}

/** The schemas from the object's own down to that of a path; null from where none can be told. */
function levelsOn(root: Keywords, path: FieldPath): readonly (Keywords | null)[] {
  const levels: (Keywords | null)[] = [resolved(root, root)];
  for (const step of path) {
    const current = levels.at(-1) ?? null;
    const next =
      current === null ? undefined : typeof step === "number" ? current.items : fieldSchema(current, step);
    levels.push(resolved(root, next));
  }
  return levels;
}

function findBelow(root: Keywords, schema: Keywords, name: string, depth: number): FieldPath | null {
  if (EVERYWHERE.has(name)) return null;
  const children = Object.entries(fieldsOf(schema)).flatMap(([field, one]) => {
    const child = field === "status" ? null : resolved(root, one);
    return child === null ? [] : [{ field, child }];
  });
  const direct = children.find(({ child }) => Object.hasOwn(fieldsOf(child), name));
  if (direct !== undefined) return [direct.field];
  if (depth === 1) return null;
  for (const { field, child } of children) {
    const found = findBelow(root, child, name, depth - 1);
    if (found !== null) return [field, ...found];
  }
  return null;
}

function fieldsOf({ properties }: Keywords): Keywords {
  return (properties ?? {}) as Keywords;
}
