import type { KubeObject } from "../../k8s/object.ts";
import type { Span } from "../../kernel/span.ts";
import type { WordPlace } from "../../program/command/words/word.ts";
import { asScalar, at } from "../../yaml/access.ts";
import { spanOfText } from "../../yaml/text-span.ts";

/** An option, or another word of a command, as `SaidOption` and `Load` have it. */
export interface WrittenWord {
  /** As people read it: `--tensor-parallel-size 4`, `NUM_SHARD=2`. */
  readonly said: string;
  readonly value: string | null;
  readonly place: WordPlace | null;
}

/**
 * The part of a scalar's text that a word is: values of variables that Kubernetes puts in make the text that is read longer
 * or shorter than what is written, and then the nearest place with the option's name is meant. Null where there is none.
 */
export function writtenPart(text: string, { said, value }: WrittenWord, { start, end }: Span): Span | null {
  const part = text.slice(start, end);
  const [name = ""] = said.split(/[ =]/);
  if (part === value || (name !== "" && part.includes(name))) return { start, end };
  const near = [text.lastIndexOf(name, start), text.indexOf(name, start)].filter((index) => index >= 0);
  const [nearest] = near.sort((a, b) => Math.abs(a - start) - Math.abs(b - start));
  return nearest === undefined || name === "" ? null : { start: nearest, end: nearest + name.length };
}

/** Where a word is written in its source; the whole scalar where its place in it is not known, null where there is none. */
export function writtenSpan({ source, root }: KubeObject, word: WrittenWord): Span | null {
  const node = word.place === null ? null : asScalar(at(root, word.place.path));
  if (word.place === null || node === null) return null;
  const part = writtenPart(node.text, word, word.place);
  return part === null ? node.span : spanOfText(source.text, node, part);
}
