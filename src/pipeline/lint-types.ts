import type { OwnKind } from "../config/types.ts";
import type { WholeCatalog } from "../gpu/catalog/whole-catalog.ts";
import type { KubeObject } from "../k8s/object.ts";
import type { ApiSchema } from "../k8s/schema/api-schema.ts";
import type { Diagnostic, Severity } from "../kernel/diagnostic.ts";
import type { Finding } from "../lint/finding.ts";
import type { Rule } from "../lint/rule.ts";
import type { Suppressed } from "../lint/suppression/suppress.ts";
import type { CustomVerdict } from "../schema/custom-verdict.ts";
import type { Source } from "../yaml/source.ts";
import type { LoadedFile } from "./input/load.ts";
import type { KustomizeRole } from "./kustomize/tree.ts";

/** What is said about the files of one config, or by flags for all. */
export interface LintSettings {
  /** By name of the rule; others keep the severity they have. */
  readonly severities: Readonly<Record<string, Severity | "off">>;
  /** A platform of the catalog or of the config that is named for an object; null where nobody says one. */
  readonly platformOf: (object: KubeObject) => string | null;
  /** The 34 of Kubernetes 1.34: one whose schema is known. */
  readonly minor: number;
  /** Kinds that a config describes. */
  readonly kinds?: readonly OwnKind[];
  /** The oldest for which a safe fix has to be right, where nobody names a version; else `minor` is meant. */
  readonly oldest?: number;
}

/** What one run of the linter stands on. */
export interface LintTools {
  readonly whole: WholeCatalog;
  /** Those that are looked for. */
  readonly rules: readonly Rule[];
  /** Names of all rules there are. */
  readonly ids: readonly string[];
  readonly settingsOf: (file: string) => LintSettings;
  /** By minor version: one for each that `settingsOf` gives. */
  readonly schemas: ReadonlyMap<number, ApiSchema>;
  /** What a file is called in fingerprints, however its path is written and wherever the run is. */
  readonly nameOf: (file: string) => string;
  /** What kustomize makes of a file; null where no kustomization that is known names it. */
  readonly roleOf: (file: string) => KustomizeRole | null;
  /** Schemas that users bring for custom resources; null where they brought none, or none for the object. */
  readonly checkCustom: ((object: KubeObject) => CustomVerdict | null) | null;
}

/** What became of one input. */
export interface LintedFile {
  readonly name: string;
  readonly named: boolean;
  /** Null only when the bytes are not UTF-8 or too many. */
  readonly source: Source | null;
  /** `template`: it has to be rendered first, and was left out. `nothing`: no Kubernetes object is in it. */
  readonly status: "linted" | "template" | "nothing";
  readonly objects: readonly KubeObject[];
  /** As it was read. */
  readonly loaded: LoadedFile;
}

/** What the linter found. */
export interface LintOutcome {
  readonly files: readonly LintedFile[];
  /** By file, then line and column. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  /** Templates, which cannot be linted before they are rendered. */
  readonly diagnostics: readonly Diagnostic[];
  /** One for each file with values that are placeholders, and that nothing was said of. */
  readonly placeholders: readonly Diagnostic[];
  /** One for each object that could not be judged by a schema of the user. */
  readonly unjudged: readonly Diagnostic[];
  /** Objects that are parts of others, such as kustomize's patches: only what is there was checked. */
  readonly fragments: number;
  /** Objects that were looked at; a document that no rule is about is none of them. */
  readonly objects: number;
}
