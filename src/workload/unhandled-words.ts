import type { KubeObject } from "../k8s/object.ts";
import { someOf } from "../kernel/words.ts";
import { landmark } from "../yaml/access.ts";
import type { UnhandledAsk } from "./unhandled-accelerators.ts";

/** How many lines a phrase names before it only counts. */
const NAMED = 5;
const LONGEST = 80;

/** The line of the file in which the amount is written. */
export function lineOfAsk({ source, root }: KubeObject, { path }: UnhandledAsk): number {
  return source.lines.position(landmark(root, path).span.start).line;
}

/** `4 × nvidia.com/gpu (line 11)`; the same amount of several roles is said once, with their lines. */
export function listedAsks(object: KubeObject, asks: readonly UnhandledAsk[]): string {
  const lines = new Map<string, number[]>();
  for (const ask of asks) {
    const text = askPhrase(ask);
    lines.set(text, [...(lines.get(text) ?? []), lineOfAsk(object, ask)]);
  }
  return [...lines].map(([text, where]) => `${text} (${linesPhrase(where)})`).join(" and ");
}

/** `4 × nvidia.com/gpu`. */
export function askPhrase({ resource, amount }: UnhandledAsk): string {
  return `${shortened(amount)} × ${shortened(resource)}`;
}

/** Names of resources and amounts are short, and a manifest may say anything. */
function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** `RayService (ray.io/v1)`: kinds of one name are in several groups. */
export function kindPhrase({ kind, apiVersion }: Pick<KubeObject, "kind" | "apiVersion">): string {
  return `${kind} (${apiVersion})`;
}

function linesPhrase(lines: readonly number[]): string {
  const different = [...new Set(lines)];
  const named = someOf(different.map(String), NAMED);
  return `${different.length === 1 ? "line" : "lines"} ${named}`;
}
