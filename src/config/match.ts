import picomatch from "picomatch";
import type { Match } from "./types.ts";

/** What a rule looks at. */
export interface Subject {
  readonly kind: string;
  readonly name: string;
  /** Null where the object says none. */
  readonly namespace: string | null;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  /** Path of the file below the config's folder with `/`; null for a stream without a name, or a file elsewhere. */
  readonly path: string | null;
}

type Test = (text: string) => boolean;

/**
 * A match as one function. All conditions must hold; the globs are compiled here, once, and the cheapest conditions
 * come first, because a config has hundreds of rules and a repository thousands of objects.
 */
export function compileMatch(match: Match): (subject: Subject) => boolean {
  const tests: ((subject: Subject) => boolean)[] = [];
  const kind = globs(match.kind, { nocase: true });
  if (kind !== null) tests.push((subject) => kind(subject.kind));
  const namespace = globs(match.namespace);
  if (namespace !== null) tests.push((subject) => subject.namespace !== null && namespace(subject.namespace));
  const name = globs(match.name);
  if (name !== null) tests.push((subject) => name(subject.name));
  const labels = pairs(match.labels);
  if (labels !== null) tests.push((subject) => labels(subject.labels));
  const annotations = pairs(match.annotations);
  if (annotations !== null) tests.push((subject) => annotations(subject.annotations));
  const path = globs(match.path);
  if (path !== null) tests.push((subject) => subject.path !== null && path(subject.path));
  return (subject) => tests.every((test) => test(subject));
}

function globs(pattern: string | readonly string[] | undefined, options = {}): Test | null {
  if (pattern === undefined) return null;
  const list = typeof pattern === "string" ? [pattern] : [...pattern];
  if (list.every((one) => /^[A-Za-z0-9._/-]+$/.test(one)) && !("nocase" in options)) {
    const exact = new Set(list);
    return (text) => exact.has(text);
  }
  return remembered(picomatch(list, { dot: true, ...options }));
}

/** The same few kinds and namespaces are asked about again and again. */
function remembered(test: Test): Test {
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = test(text);
    if (known.size < 10_000) known.set(text, now);
    return now;
  };
}

function pairs(
  wanted: Readonly<Record<string, string>> | undefined,
): ((map: ReadonlyMap<string, string>) => boolean) | null {
  if (wanted === undefined) return null;
  const tests = Object.entries(wanted).map(([key, pattern]) => ({ key, test: globs(pattern) }));
  return (map) =>
    tests.every(({ key, test }) => {
      const value = map.get(key);
      return value !== undefined && (test === null || test(value));
    });
}
