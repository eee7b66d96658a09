import { compilePathGlob, compileTextGlob } from "../kernel/glob/glob.ts";
import type { Match } from "./types.ts";

/** What a rule looks at. */
export interface MatchSubject {
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

/** The place of the first of `matches` that holds, or -1. */
type FirstMatch = (subject: MatchSubject) => number;

/**
 * A list of matches as one question. A config has hundreds of rules and a repository thousands of objects, but few
 * kinds and namespaces: which rules are left for each pair of them is found out once.
 */
export function compileMatches(matches: readonly Match[]): FirstMatch {
  const rules = matches.map((match, index) => ({ index, ...compileRule(match) }));
  const left = new Map<string, typeof rules>();
  return (subject) => {
    const key = subject.namespace === null ? subject.kind : `${subject.kind}\n${subject.namespace}`;
    const before = left.get(key);
    const candidates = before ?? rules.filter(({ admits }) => admits(subject));
    if (before === undefined && left.size < 10_000) left.set(key, candidates);
    return candidates.find(({ conditions }) => conditions.every((test) => test(subject)))?.index ?? -1;
  };
}

/** One match as a question. */
export function compileMatch(match: Match): (subject: MatchSubject) => boolean {
  const { admits, conditions } = compileRule(match);
  return (subject) => admits(subject) && conditions.every((test) => test(subject));
}

interface CompiledRule {
  /** Kind and namespace fit. */
  readonly admits: (subject: MatchSubject) => boolean;
  readonly conditions: readonly ((subject: MatchSubject) => boolean)[];
}

/** All conditions must hold; the globs are compiled here, once. */
function compileRule(match: Match): CompiledRule {
  const kind = texts(match.kind, { nocase: true });
  const namespace = texts(match.namespace);
  const name = texts(match.name);
  const path = paths(match.path);
  return {
    admits: (subject) =>
      (kind === null || kind(subject.kind)) &&
      (namespace === null || (subject.namespace !== null && namespace(subject.namespace))),
    conditions: [
      ...(name === null ? [] : [(subject: MatchSubject) => name(subject.name)]),
      ...pairs(match.labels, ({ labels }) => labels),
      ...pairs(match.annotations, ({ annotations }) => annotations),
      ...(path === null ? [] : [(subject: MatchSubject) => subject.path !== null && path(subject.path)]),
    ],
  };
}

type Pattern = string | readonly string[] | undefined;

/** Globs of paths: `*` stays within a folder, `jobs/` means all below it, and `./` says nothing. */
function paths(pattern: Pattern): Test | null {
  if (pattern === undefined) return null;
  const list = listOf(pattern).map((one) => one.replace(/^(?:\.\/+)+/, "").replace(/\/$/, "/**"));
  return anyOf(list.map((one) => withPrefix(one, compilePathGlob)));
}

/** Globs of other text: `*` stands for anything, also for slashes and nothing at all. */
function texts(pattern: Pattern, options: { readonly nocase?: true } = {}): Test | null {
  if (pattern === undefined) return null;
  const list = listOf(pattern);
  if (list.some((one) => /^\*+$/.test(one))) return () => true;
  if (options.nocase === undefined) return anyOf(list.map((one) => withPrefix(one, compileTextGlob)));
  const test = anyOf(list.map((one) => withPrefix(one.toLowerCase(), compileTextGlob)));
  return (text) => test(text.toLowerCase());
}

function listOf(pattern: NonNullable<Pattern>): readonly string[] {
  return typeof pattern === "string" ? [pattern] : pattern;
}

function anyOf(tests: readonly Test[]): Test {
  const [only, ...others] = tests;
  return only !== undefined && others.length === 0 ? only : (text) => tests.some((test) => test(text));
}

/** One glob. What comes before its first wildcard is compared first: most texts differ there. */
function withPrefix(pattern: string, compile: (glob: string) => Test): Test {
  const literal = /^[^*?[\]{}\\]*/.exec(pattern)?.[0] ?? "";
  if (literal === pattern) return (text) => text === pattern;
  const matches = compile(pattern);
  return (text) => text.startsWith(literal) && matches(text);
}

function pairs(
  wanted: Readonly<Record<string, string>> | undefined,
  of: (subject: MatchSubject) => ReadonlyMap<string, string>,
): readonly ((subject: MatchSubject) => boolean)[] {
  return Object.entries(wanted ?? {}).map(([key, pattern]) => {
    const test = texts(pattern);
    return (subject) => {
      const value = of(subject).get(key);
      return value !== undefined && (test === null || test(value));
    };
  });
}
