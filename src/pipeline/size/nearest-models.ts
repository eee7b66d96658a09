import { nearest } from "../../kernel/suggest.ts";
import { weightsTable } from "../../program/weights/data.ts";
import { lastPart } from "../../program/weights/model-name.ts";

/** More names than that are no help in a message. */
const MOST = 3;

/** Models that are known and whose names are like one that is not: nearest first, at most three. */
export function nearestModels(name: string): readonly string[] {
  const ids = weightsTable().models.map(({ id }) => id);
  const wanted = lastPart(name);
  const byLetters = nearest(wanted, ids.map(lastPart));
  const words = wordsOf(wanted);
  const byWords = ids
    .map((id) => ({ id, shared: sharedWords(words, wordsOf(lastPart(id))) }))
    .filter(({ shared }) => shared > 0)
    .sort((one, other) => other.shared - one.shared);
  const found = [
    ...ids.filter((id) => lastPart(id) === byLetters),
    ...byWords.filter(({ shared }) => shared === byWords[0]?.shared).map(({ id }) => id),
  ];
  return [...new Set(found)].slice(0, MOST);
}

/** `Llama-3.1-70B` → `llama`, `3.1`, `70b`. */
function wordsOf(name: string): ReadonlySet<string> {
  return new Set(name.toLowerCase().match(/[a-z]+(?=[-_\d]|$)|\d+(?:\.\d+)?[a-z]?/g) ?? []);
}

/** How many words two names share; none where they share only numbers. */
function sharedWords(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word));
  return shared.some((word) => /^[a-z]{3,}$/.test(word)) ? shared.length : 0;
}
