import { isPlaceholder } from "../../../k8s/placeholder.ts";
import { shortened } from "../../../kernel/words.ts";
import type { Variables } from "./word.ts";

/** `$(NAME)`, and `$$` which stands for one `$` (kubernetes third_party/forked/golang/expansion/expand.go). */
const REFERENCE = /\$\$|\$\(([^()\s]*)\)/g;

/** Variables that double each other would fill the memory; the API server takes no object of more than 1.5 MB. */
export const MOST_LETTERS = 262_144;

/** Stands for the value of a text beyond that. */
export const TOO_LONG = "a value that is too long to be read";

/** What a tool fills in before the text is applied: `{{ .Values.x }}`, `<model>`. */
const TEMPLATE = /\{\{|\{%|^<[^<>]+>$/;

/**
 * A text with Kubernetes' references to variables replaced. `unknown` says what keeps its value from being known; a
 * reference to nothing stays as it is for Kubernetes, and means that something else fills it in.
 */
export function expandReferences(
  raw: string,
  variables: Variables,
): { readonly text: string; readonly unknown: string | null } {
  let unknown: string | null = unknownIn(raw);
  let letters = raw.length;
  const text = raw.includes("$")
    ? raw.replace(REFERENCE, (whole, name: string | undefined) => {
        if (name === undefined) return "$";
        const value = variables.get(name)?.text ?? null;
        letters += value?.length ?? 0;
        if (letters > MOST_LETTERS) return "";
        if (value !== null) return value;
        unknown ??= `the variable ${name}`;
        return whole;
      })
    : raw;
  if (letters > MOST_LETTERS) return { text: raw, unknown: TOO_LONG };
  return { text, unknown };
}

/** What keeps a written text from being known before it is rendered, or null. */
export function unknownIn(raw: string): string | null {
  return isPlaceholder(raw) || TEMPLATE.test(raw) ? `the placeholder ${shortened(raw, 40)}` : null;
}
