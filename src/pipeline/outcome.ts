import type { Json } from "../edit/operation.ts";
import type { TextEdit } from "../edit/text-edit.ts";
import type { Vendor } from "../gpu/types.ts";
import type { KubeObject } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import type { Span } from "../kernel/span.ts";
import type { Scope } from "../patch/selection/scope.ts";
import type { Peak, Step } from "../patch/shared/decision.ts";
import type { DecisionFlags } from "../profile/flags.ts";
import type { Origin, Settings } from "../profile/settings.ts";
import type { Source } from "../yaml/source.ts";
import type { FieldPath } from "../yaml/tree.ts";

/** What the command line asks of one run; every value as parsed and checked from flags. Absent: not given. */
export interface PatchRequest {
  /** Null where annotations and the config have to say. */
  readonly profile: string | null;
  readonly scope: Scope;
  /** Walked files that cannot be read are errors too. */
  readonly strict: boolean;
  /** A refusal leaves only its file as it is; otherwise it leaves all. */
  readonly keepGoing?: boolean;
  /** What a cluster wrote into the workloads that are patched is taken out; absent: it stays. */
  readonly liveFields?: "strip";
  /** Set where objects of kinds without a row may be patched, as far as their pods ask for a GPU. */
  readonly unknownKinds?: "found-by-shape";
  readonly flags: DecisionFlags;
}

/** One change that was made, for `--explain`, `--report` and the reasons behind `@@` in a diff. */
export interface Change {
  /** Name of the file the object is in. */
  readonly file: string;
  /** `Deployment/web`. */
  readonly object: string;
  readonly namespace: string | null;
  /** Index of the document in its file. */
  readonly document: number;
  /** Of the pod set that the field belongs to, empty where it needs no name; null for what is about an object. */
  readonly role: string | null;
  readonly step: Step;
  readonly op: "set" | "append" | "prepend" | "remove" | "add-object" | "remove-object";
  /** `spec.template.spec.tolerations`, from the object's top. */
  readonly path: string;
  /** The same path as steps. */
  readonly steps: FieldPath;
  /** From the document's root to the object: empty, or `["items", 3]` in a List. */
  readonly base: FieldPath;
  /** Source text of the old value, null when there was none. */
  readonly oldText: string | null;
  /** The new value, null when it was removed. */
  readonly newValue: Json;
  readonly reason: string;
  readonly origin: Origin;
  /** Ids of the catalog's sources. */
  readonly sources: readonly string[];
  /** Where it happens in the original: the old value, or the nearest parent. */
  readonly span: Span;
  readonly line: number;
  readonly column: number;
}

/** An edit of a file, with the object that it is in or beside. */
export interface PlacedEdit extends TextEdit {
  /** `Deployment/web`; null for an edit that takes the whole object out of the stream. */
  readonly object: string | null;
  readonly namespace: string | null;
}

/** What became of one input. Texts include a byte order mark where there is one. */
export interface FileOutcome {
  readonly name: string;
  readonly named: boolean;
  /**
   * `refused`: an error diagnostic names it; it stays as it is, and unless the run keeps going so do all others.
   * `skipped`: walked, and a template or not readable; passes through untouched.
   */
  readonly status: "changed" | "unchanged" | "refused" | "skipped";
  /** Null only when the bytes are not UTF-8. */
  readonly source: Source | null;
  /** The patched text; equal to the original where nothing changed. */
  readonly text: string;
  /** Sorted, not overlapping; offsets of the original text. */
  readonly edits: readonly PlacedEdit[];
  readonly changes: readonly Change[];
  /** False for files without any Kubernetes object, which standard output leaves out when inputs are joined. */
  readonly hasObjects: boolean;
  /** JSON text (its first character is a bracket), as kubectl tells it. */
  readonly json: boolean;
  /** Objects that were added to this file's stream, whole. */
  readonly generated: readonly { readonly [key: string]: Json }[];
}

/** What was done with one workload of the scope. */
export interface WorkloadOutcome {
  readonly file: string;
  readonly object: string;
  readonly namespace: string | null;
  readonly line: number;
  /** `undecided`: left as it is, because `auto` is not sure what it is. */
  readonly status: "patched" | "unchanged" | "undecided" | "refused";
  /** Errors of the linter about what is left of it; absent: none. It is not as wanted then, changed or not. */
  readonly errors?: number;
  /** Whose devices `gpus` counts; absent where that is not known. */
  readonly vendor?: Vendor;
  readonly gpus: { readonly before: number; readonly after: number; readonly peakAfter: number | null };
  readonly peak: { readonly before: Peak; readonly after: Peak } | null;
  /** What was left out on purpose, and why: clauses such as `no selector is written: …`. */
  readonly notes: readonly string[];
}

/** An accelerator that an object asks for whose kind is not handled: nothing was done for it. */
export interface UnhandledOutcome {
  readonly file: string;
  readonly object: string;
  readonly namespace: string | null;
  readonly apiVersion: string;
  readonly line: number;
  readonly resource: string;
  /** As it is written. */
  readonly amount: string;
}

/** The answer of the pipeline. */
export interface PatchOutcome {
  /** A refusal leaves everything as it was: nothing may be written. A run that keeps going has refused files instead. */
  readonly refused: boolean;
  /** In the order of the inputs. */
  readonly files: readonly FileOutcome[];
  /** Sorted by file, line and code. */
  readonly diagnostics: readonly Diagnostic[];
  readonly workloads: readonly WorkloadOutcome[];
  /** What objects of kinds that are not handled ask for. */
  readonly unhandled: readonly UnhandledOutcome[];
  /** Kubernetes objects that were left as they are; a document that was not read counts as one. */
  readonly passedThrough: number;
  /** Files with patches that kustomize merges into workloads, which are left alone. */
  readonly partFiles: number;
  /** Commands that a live cluster needs beside the manifests, such as `kubectl delete hpa/web`. */
  readonly commands: readonly { readonly command: string; readonly reason: string }[];
  /** Usage problem of the scope (no `--all` and several candidates): exit 2. */
  readonly scopeProblem: Diagnostic | null;
  /**
   * The only workload of the input, without a GPU, that a bare profile for GPUs chose and nobody has judged: it may be a
   * database. `RunSources.lone` judges it in another run.
   */
  readonly unjudged?: Workload | null;
  /** Objects of changed documents, read back; for checks of what is written. */
  readonly changed: readonly ChangedObject[];
  /** What the last word is about; null where nothing may be written, and where no profile decided. */
  readonly review: Review | null;
}

/** A workload that a profile was for, as it came in and as it goes out. */
export interface Subject {
  readonly before: KubeObject;
  /** The same as `before` where nothing was changed. */
  readonly after: KubeObject;
  readonly settings: Settings;
  /** Fields that the run writes or takes out, from the object's top; not lists that it only adds to. */
  readonly written: readonly FieldPath[];
}

/** What the linter's rules are held against in the end. */
export interface Review {
  readonly subjects: readonly Subject[];
  /** All objects of the run. */
  readonly before: readonly KubeObject[];
  readonly after: readonly KubeObject[];
}

/** An object before and after the run. */
export interface ChangedObject {
  /** Null for an object that was made. */
  readonly before: KubeObject | null;
  /** Nobody is told places in it. */
  readonly after: KubeObject;
  /** The 34 of the Kubernetes 1.34 that was named for it; null where nobody named one. */
  readonly minor: number | null;
}

export type { LabelRequirement, Scope } from "../patch/selection/scope.ts";
export type { DecisionFlags as PatchFlags } from "../profile/flags.ts";
