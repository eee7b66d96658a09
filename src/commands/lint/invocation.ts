import type { InputQuery } from "../../io/ports.ts";
import type { Severity } from "../../kernel/diagnostic.ts";
import type { Safety } from "../../lint/rule.ts";
import type { LintFormat } from "../../output/lint/formats/formats.ts";
import type { SchemaLocation } from "../../schema/location.ts";
import type { ConfigChoice, FormatTarget } from "../invocation.ts";

/** One run of `gpuify lint`: what the arguments mean, every value checked that can be without reading anything. */
export interface LintInvocation {
  readonly inputs: InputQuery;
  readonly config: ConfigChoice;
  /** What the config's `exclude` means for files that are named. */
  readonly namedExcluded: "read" | "skip";
  /** Null where the config or the manifests have to say. */
  readonly platform: string | null;
  /** The 34 of Kubernetes 1.34; null: by the config, else the newest. */
  readonly minor: number | null;
  /** Names of rules; empty: all. */
  readonly only: readonly string[];
  readonly schemaLocations: readonly SchemaLocation[];
  /** File null: standard output. */
  readonly targets: readonly FormatTarget<LintFormat>[];
  /** Findings at or above it fail the run; `none`: no finding does. */
  readonly failOn: Severity | "none";
  /** More warnings than this fail the run; null: any number is fine. */
  readonly maxWarnings: number | null;
  readonly baseline: { readonly file: string; readonly use: "compare" | "update" } | null;
  readonly fix: LintFix | null;
  /** Walked templates and files that cannot be opened are errors. */
  readonly strict: boolean;
  readonly quiet: boolean;
}

/** What `--fix` does. */
export interface LintFix {
  readonly safeties: readonly Safety[];
  readonly use: "write" | "preview";
}
