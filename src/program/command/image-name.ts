import { matchesGlob } from "../../kernel/glob/name-glob.ts";

/** The parts of an image reference. */
export interface ImageName {
  /** `docker.io` where none is written, as container runtimes read it. */
  readonly registry: string;
  /** Path without registry: `library/nginx`, `team/app`. */
  readonly repository: string;
  /** Last part of the repository. */
  readonly name: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

/**
 * Takes an image reference apart (distribution/reference: `[host[:port]/]path[:tag][@digest]`). The first part is a
 * host only with a dot, a colon, or as `localhost`. Null for text that cannot be one, such as a template.
 */
export function parseImage(text: string): ImageName | null {
  const [reference = "", digest = null] = text.trim().split("@", 2);
  const slash = reference.indexOf("/");
  const first = slash < 0 ? "" : reference.slice(0, slash);
  const hasRegistry = /[.:$]/.test(first) || first === "localhost";
  const rest = hasRegistry ? reference.slice(slash + 1) : reference;
  const match = /^([^\s:{}]+)(?::([\w.-]+|\$.*))?$/.exec(rest);
  const path = match?.[1];
  if (path === undefined) return null;
  return {
    registry: hasRegistry ? first : "docker.io",
    repository: hasRegistry || path.includes("/") ? path : `library/${path}`,
    name: path.slice(path.lastIndexOf("/") + 1),
    tag: match?.[2] ?? null,
    digest,
  };
}

/** `Gemma3LLMTrain_v2-gpu` → `gemma3 llm train v2 gpu`: words are bounded by signs and by capitals. */
export function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

/** True when the words of `pattern` stand side by side among `words`. */
export function hasWords(words: readonly string[], pattern: string): boolean {
  const wanted = pattern.split("-");
  return words.some((_, start) => wanted.every((word, index) => words[start + index] === word));
}

/** True for an image that one of some patterns is for: the end of the repository, and behind a colon the tag. */
export function isImageOf({ repository, tag }: ImageName, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const [path = "", ofTag = "*"] = pattern.split(":", 2);
    return matchesGlob(`*/${path}`, `/${repository}`) && matchesGlob(ofTag, tag ?? "");
  });
}
