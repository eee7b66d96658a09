import { lazy } from "../../kernel/lazy.ts";
import { escapedForRegExp } from "../../kernel/words.ts";
import { type WeightsRow, weightsTable } from "./data.ts";
import { lastPart } from "./model-name.ts";
import { sizeInName } from "./size-in-name.ts";

/** How far a row's size may be from the size in a name for the name to mean the row's model. */
const TOLERANCE = { least: 0.75, most: 1.5 } as const;

const patterns = lazy(() =>
  weightsTable().models.flatMap((row) =>
    [row.match, ...[row.id, ...(row.also ?? [])].map(literally)].map((match) => ({
      row,
      lead: leadOf(match),
      pattern: lazy(() => new RegExp(`(?:^|-)(?:${withHyphens(match)})`)),
    })),
  ),
);

/**
 * The row of a model: of those whose pattern is found, that with the longest match. A row whose size the name contradicts is
 * another model's: `DeepSeek-R1-0528-Qwen3-8B` is no DeepSeek-R1.
 * @param name as `modelName` gives it
 */
export function findRow(name: string): WeightsRow | null {
  const hyphens = name.replaceAll("_", "-");
  const found = patterns()
    .filter(({ lead }) => hyphens.includes(lead))
    .map(({ row, pattern }) => ({ row, length: pattern().exec(hyphens)?.[0].length ?? 0 }))
    .filter(({ length }) => length > 0)
    .sort((one, other) => other.length - one.length);
  return found.find(({ row }) => isSizeOf(row, name))?.row ?? null;
}

function isSizeOf(row: WeightsRow, name: string): boolean {
  const named = sizeInName(name);
  if (named.kind !== "size") return true;
  return (
    row.params_b >= named.params.least * TOLERANCE.least &&
    row.params_b <= named.params.likely * TOLERANCE.most
  );
}

/**
 * Letters that a name must have for the pattern to be found in it: of hundreds of patterns few have to be made, which takes
 * longer than all the rest. Empty where the pattern begins with anything else, or has alternatives.
 */
function leadOf(pattern: string): string {
  const [letters = ""] = /^[a-z]*/.exec(pattern) ?? [];
  if (withoutGroups(pattern).includes("|")) return "";
  return /^[?*{]/.test(pattern.slice(letters.length)) ? letters.slice(0, -1) : letters;
}

function withoutGroups(pattern: string): string {
  const fewer = pattern.replace(/\([^()]*\)/g, "");
  return fewer === pattern ? pattern : withoutGroups(fewer);
}

/** The longest sequence of a row's model, which may depend on the variant that is named; null where not known. */
export function longestOf(row: WeightsRow, name: string): number | null {
  const hyphens = name.replaceAll("_", "-");
  const variant = row.max_len_of?.find(({ match }) => new RegExp(withHyphens(match)).test(hyphens));
  return variant?.max_len ?? row.max_len ?? null;
}

/** A pattern that also takes a hyphen for a dot, as in names of Kubernetes objects: `llama-3-1-8b-instruct`. */
function withHyphens(pattern: string): string {
  return pattern.replaceAll("\\.", "[.-]").replaceAll("[._]", "[.-]");
}

function literally(id: string): string {
  return escapedForRegExp(lastPart(id).replaceAll("_", "-"));
}
