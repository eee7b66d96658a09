import type { FieldPath } from "../../yaml/tree.ts";

/** A config whose form has not been checked, or has problems: every question may find something else than expected. */
export type Loose = Readonly<Record<string, unknown>>;

const NOTHING: Loose = Object.freeze(Object.create(null));

/** The value as a map; an empty one for anything else. */
export function looseMap(value: unknown): Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Loose) : NOTHING;
}

/** The value as a list; an empty one for anything else. */
export function looseList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text that is not empty, or null. */
export function looseText(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** A text, or the texts of a list, each with its path. */
export function looseTexts(
  value: unknown,
  path: FieldPath,
): readonly { readonly text: string; readonly path: FieldPath }[] {
  if (typeof value === "string") return value === "" ? [] : [{ text: value, path }];
  return looseList(value).flatMap((item, index) =>
    looseText(item) === null ? [] : [{ text: String(item), path: [...path, index] }],
  );
}
