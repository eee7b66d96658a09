import type { Location } from "../../kernel/span.ts";
import type { FileOutcome } from "../../pipeline/outcome.ts";

/** A patched file. */
export type NamedText = Pick<FileOutcome, "name" | "text">;

/** Manifests as text, or what the format cannot say, and where. */
export type Formatted =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string; readonly location: Location };
