import type { InputQuery } from "../io/ports.ts";
import type { ManifestFormat } from "../output/manifests/formats.ts";
import type { PatchRequest } from "../pipeline/outcome.ts";
import type { Profile } from "../profile/built-in.ts";

/** A format with the file it goes to; `file` null means standard output. */
export interface FormatTarget<Format extends string> {
  readonly format: Format;
  readonly file: string | null;
}

/** Where the patched manifests go. */
export type Delivery =
  | { readonly kind: "formats"; readonly targets: readonly FormatTarget<ManifestFormat>[] }
  | { readonly kind: "in-place" }
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "preview"; readonly diff: boolean; readonly check: boolean };

/** Which configs count: the nearest of each input, one for all, or none. */
export type ConfigChoice =
  | { readonly kind: "nearest" }
  | { readonly kind: "named"; readonly file: string }
  | { readonly kind: "none" };

/** One run of `gpuify patch`: what the arguments mean, every value checked. */
export interface PatchInvocation {
  readonly request: PatchRequest;
  readonly inputs: InputQuery;
  readonly config: ConfigChoice;
  /** What the config's `exclude` means for files that are named. */
  readonly namedExcluded: "read" | "skip";
  /** Refuses flags that mean nothing with the profile, once its base is known. */
  readonly assertFlagsMatter: (profile: Pick<Profile, "name" | "base">) => void;
  readonly delivery: Delivery;
  readonly explain: boolean;
  /** File for the report, or null. */
  readonly report: string | null;
  readonly quiet: boolean;
  readonly failOn: "error" | "warning";
}
