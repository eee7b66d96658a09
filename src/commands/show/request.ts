import type { CatalogDocument } from "../../gpu/document.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import { EXIT, Failure } from "../../kernel/failure.ts";
import { nearest } from "../../kernel/suggest.ts";
import type { Source } from "../../yaml/source.ts";
import type { ConfigChoice } from "../invocation.ts";

/** What `gpuify show` was asked for. */
export interface ShowRequest {
  /** `profiles`, `models`, `platforms` or `rules`; anything else, and nothing, is a usage error. */
  readonly topic: string | null;
  /** One of the topic's names, or null for the list. */
  readonly name: string | null;
  /** YAML only of profiles. */
  readonly format: "text" | "json" | "yaml";
  /** What the list is narrowed to, as the user wrote it. */
  readonly vendor: string | null;
  readonly platform: string | null;
  /** Whose profiles are shown besides those of the program. */
  readonly config: ConfigChoice;
}

/** What is shown, or what is wrong with the config in whose light it should be. */
export interface Shown {
  /** Null where a config has to be mended first. */
  readonly text: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
}

/** The whole catalog, loaded when it is shown. */
export async function loadDocument(): Promise<CatalogDocument> {
  const { catalogDocument } = await import("../../gpu/document.ts");
  return catalogDocument();
}

/** More names than that are no help to read in a message. */
const READ_AT_A_GLANCE = 30;

/** A name that does not exist: the legal ones, nearest first told; of many, where they are listed. */
export function unknownName(what: string, name: string, legal: readonly string[]): Failure {
  const guess = nearest(name, legal);
  const suggestion = guess === undefined ? "" : `did you mean "${guess}"? `;
  const all =
    legal.length > READ_AT_A_GLANCE
      ? `\`gpuify show ${what}s\` lists them all`
      : `the ${what}s are ${legal.join(", ")}`;
  return new Failure(EXIT.usage, `unknown ${what} "${name}"`, `${suggestion}${all}`);
}

/** A problem of the catalog's as a usage error. Its sentences go on behind the program's name in lower case. */
export function asFailure(problem: {
  readonly message: string;
  readonly why?: string;
  readonly advice: string;
}): Failure {
  const { message, why, advice } = problem;
  const clauses = [why, advice].filter((sentence) => sentence !== undefined).map(asClause);
  return new Failure(EXIT.usage, message, clauses.join("; "));
}

/** A flag that would change nothing, with the reason. */
export function withoutEffect(message: string, advice: string): Failure {
  return new Failure(EXIT.usage, message, advice);
}

function asClause(sentence: string): string {
  const clauses = sentence.replace(/\.$/, "").replace("? The ", "? the ");
  return `${clauses[0]?.toLowerCase() ?? ""}${clauses.slice(1)}`;
}
