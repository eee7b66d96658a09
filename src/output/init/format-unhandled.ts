import { objectTitle } from "../../k8s/object.ts";
import { counted } from "../../kernel/words.ts";
import type { UnhandledObject } from "../../workload/unhandled-accelerators.ts";
import { listedAsks } from "../../workload/unhandled-words.ts";
import { comment, commentList } from "./yaml-lines.ts";

/** Objects that are listed; the rest is counted. */
const MOST = 60;
/** Kinds that a phrase names. */
const KINDS_NAMED = 4;

/** Objects that ask for an accelerator and that no rule can be made for, because their kinds are not handled. */
export function formatUnhandled(unhandled: readonly UnhandledObject[]): readonly string[] {
  if (unhandled.length === 0) return [];
  const [which, they] =
    unhandled.length === 1 ? ["it", "it stays unchanged"] : ["them", "they stay unchanged"];
  return [
    "",
    ...comment(`${unhandledPhrase(unhandled)}. No rule matches ${which}, so ${they}:`),
    ...commentList(unhandled.map(unhandledLine), MOST),
  ];
}

/** The same in a few words, with the kinds; a clause without a full stop. */
export function unhandledPhrase(unhandled: readonly UnhandledObject[]): string {
  const kinds = [...new Set(unhandled.map(({ object }) => object.kind))].sort();
  const named = kinds.length > KINDS_NAMED ? [...kinds.slice(0, KINDS_NAMED), "…"] : kinds;
  const [verb, noun] = unhandled.length === 1 ? ["asks", "a kind"] : ["ask", "kinds"];
  return `${counted(unhandled.length, "object")} of ${noun} that gpuify does not handle yet (${named.join(", ")}) ${verb} for an accelerator`;
}

function unhandledLine({ object, asks }: UnhandledObject): string {
  return `${objectTitle(object)} (${object.apiVersion}) in ${object.source.name}: ${listedAsks(object, asks)}`;
}
