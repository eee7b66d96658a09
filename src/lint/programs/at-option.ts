import type { KubeObject } from "../../k8s/object.ts";
import type { WordPlace } from "../../program/command/words/word.ts";
import { asScalar, at } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { RuleFinding } from "../rule.ts";

/** An option, or another word of a command, as `SaidOption` and `Load` have it. */
interface SaidWord {
  /** As people read it: `--tensor-parallel-size 4`, `NUM_SHARD=2`. */
  readonly said: string;
  readonly value: string | null;
  readonly place: WordPlace | null;
}

/** Points at a word of a command; at `otherwise` where nobody has written it. */
export function atOption(
  object: KubeObject,
  word: SaidWord | null,
  otherwise: FieldPath,
): Pick<RuleFinding, "path" | "word"> {
  const place = word?.place ?? null;
  const text = place === null ? undefined : asScalar(at(object.root, place.path))?.text;
  if (word === null || place === null || text === undefined) return { path: otherwise };
  const { path } = place;
  const exact = found(text, word, place);
  return exact === null ? { path } : { path, word: { path, ...exact } };
}

/**
 * Values of variables that Kubernetes puts in make the text that is read longer or shorter than what is written: then the
 * nearest place with the option's name is meant.
 */
function found(
  text: string,
  { said, value }: SaidWord,
  { start, end }: WordPlace,
): Pick<WordPlace, "start" | "end"> | null {
  const part = text.slice(start, end);
  const [name = ""] = said.split(/[ =]/);
  if (part.includes(name) || (value !== null && part.includes(value))) return { start, end };
  const near = [text.lastIndexOf(name, start), text.indexOf(name, start)].filter((index) => index >= 0);
  const [nearest] = near.sort((a, b) => Math.abs(a - start) - Math.abs(b - start));
  return nearest === undefined || name === "" ? null : { start: nearest, end: nearest + name.length };
}
