import type { CatalogDocument } from "../../gpu/catalog/document.ts";
import type { CatalogDiagnostic } from "../../gpu/types.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import { EXIT, Failure } from "../../kernel/failure.ts";
import { nearest } from "../../kernel/suggest.ts";
import { clause } from "../../kernel/words.ts";
import type { Source } from "../../yaml/source.ts";
import type { ConfigChoice } from "../invocation.ts";

/** What `gpuify show` was asked for. */
export interface ShowRequest {
  /** `profiles`, `models`, `platforms`, `kinds`, `rules` or `codes`; anything else, and nothing, is a usage error. */
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
  const { catalogDocument } = await import("../../gpu/catalog/document.ts");
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

/** What the catalog cannot answer, as a usage error: its advice goes on behind the message. */
export function asFailure({ message, why, advice }: CatalogDiagnostic): Failure {
  const sentences = why === undefined ? [advice] : [why, advice];
  return new Failure(EXIT.usage, message, sentences.map(clause).join("; "));
}

/** A flag that would change nothing, with the reason. */
export function withoutEffect(message: string, advice: string): Failure {
  return new Failure(EXIT.usage, message, advice);
}

/**
 * For topics that no flag narrows.
 * @throws Failure (usage) for one that would.
 */
export function assertNotNarrowed({ vendor, platform }: ShowRequest, topic: string): void {
  const flag = vendor !== null ? "--vendor" : platform !== null ? "--platform" : null;
  if (flag !== null)
    throw withoutEffect(
      `${flag} says nothing about ${topic}`,
      `leave ${flag} out; it narrows models and platforms`,
    );
}
