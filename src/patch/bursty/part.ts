import type { Diagnostic } from "../../kernel/diagnostic.ts";
import type { Removal } from "../collapse.ts";
import type { Intent } from "../intent.ts";
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
  const [first = NOTHING, ...others] = parts.filter((part) => part !== NOTHING);
  if (others.length === 0) return first;
  const some = [first, ...others];
  return {
    removals: some.flatMap((part) => part.removals),
    intents: some.flatMap((part) => part.intents),
    diagnostics: some.flatMap((part) => part.diagnostics),
    record: joinRecords(some.map((part) => part.record)),
  };
}
