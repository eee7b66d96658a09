import type { Diagnostic } from "../../kernel/diagnostic.ts";
import type { Intent } from "../intent.ts";
import type { Removal } from "./collapse.ts";
import { joinRecords } from "./merge-record.ts";
import type { RestoreRecord } from "./record.ts";

/** What one step of the bursty profile wants. Removals are joined over all steps before they become intents. */
export interface Part {
  readonly removals: readonly Removal[];
  readonly intents: readonly Intent[];
  readonly diagnostics: readonly Diagnostic[];
  /** What has to be remembered of it. */
  readonly record: Partial<RestoreRecord>;
}

/** A part that wants nothing. */
export const NOTHING: Part = { removals: [], intents: [], diagnostics: [], record: {} };

/** Several parts as one, in order. */
export function joinParts(parts: readonly Part[]): Part {
  return {
    removals: parts.flatMap((part) => part.removals),
    intents: parts.flatMap((part) => part.intents),
    diagnostics: parts.flatMap((part) => part.diagnostics),
    record: joinRecords(parts.map((part) => part.record)),
  };
}
