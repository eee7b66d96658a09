import type { InputQuery } from "../io/ports.ts";
import type { PatchRequest } from "../pipeline/outcome.ts";

/** A format with the file it goes to; `file` null means standard output. */
export interface FormatTarget {
  readonly format: "yaml" | "json";
  readonly file: string | null;
}

/** Where the patched manifests go. */
export type Delivery =
  | { readonly kind: "formats"; readonly targets: readonly FormatTarget[] }
  | { readonly kind: "in-place" }
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "preview"; readonly diff: boolean; readonly check: boolean };

/** One run of `gpuify patch`: what the arguments mean, every value checked. */
export interface PatchInvocation {
  readonly request: PatchRequest;
  readonly inputs: InputQuery;
  readonly delivery: Delivery;
  readonly explain: boolean;
  /** File for the report, or null. */
  readonly report: string | null;
  readonly quiet: boolean;
  readonly failOn: "error" | "warning";
}
