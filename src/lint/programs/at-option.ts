import type { KubeObject } from "../../k8s/object.ts";
import { type WrittenWord, writtenPart } from "../../workload/programs/written-word.ts";
import { asScalar, at } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { RuleFinding } from "../rule.ts";

/** Points at a word of a command; at `otherwise` if the manifest does not contain it. */
export function atOption(
  object: KubeObject,
  word: WrittenWord | null,
  otherwise: FieldPath,
): Pick<RuleFinding, "path" | "word"> {
  const place = word?.place ?? null;
  const text = place === null ? undefined : asScalar(at(object.root, place.path))?.text;
  if (word === null || place === null || text === undefined) return { path: otherwise };
  const { path } = place;
  const exact = writtenPart(text, word, place);
  return exact === null ? { path } : { path, word: { path, ...exact } };
}
