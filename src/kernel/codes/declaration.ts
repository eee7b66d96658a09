/** How bad what a diagnostic tells is. `error`: nothing is written, or the API server rejects it. */
export type Severity = "error" | "warning" | "info";

/** A page that a statement rests on. */
export interface SourcePage {
  readonly title: string;
  readonly url: string;
}

/** What people are told about all diagnostics of one code. */
export interface Declaration {
  /** The strongest that they can have; circumstances may make one weaker. */
  readonly severity: Severity;
  /** What is found, in a few words without a full stop. */
  readonly title: string;
  /** Why it matters: one or two sentences. */
  readonly why: string;
  /** What to do: a sentence that begins with a verb. */
  readonly advice: string;
  /** Where a fact about Kubernetes, a platform or a program was read; absent where it is gpuify's own. */
  readonly sources?: readonly SourcePage[];
  /**
   * What it is about, where that is no place in a manifest: comments, annotations and `lint.rules` of the config do not
   * silence it then. `run` are the inputs and flags as a whole. Absent: a manifest.
   */
  readonly about?: "config" | "run";
}

/** Nobody silences an error, because a refusal stands whatever is said, nor what is about no manifest. */
export function canBeSilenced({ severity, about }: Declaration): boolean {
  return severity !== "error" && about === undefined;
}

/** Declarations of one subject, by code: lower-case words with `-`. */
export type Declarations = Readonly<Record<string, Declaration>>;
