import type { Advice, Refusal } from "../../kernel/diagnostic.ts";
import { joinRecords } from "../records/merge-records.ts";
import type { RestoreRecord } from "../records/restore-record.ts";
import type { Removal } from "./collapse.ts";
import type { GeneratedObject, ReasonedOperation } from "./decision.ts";

/** What one step of the work wants and has to tell. A part that is absent is empty. */
export interface StepResult {
  readonly operations: readonly ReasonedOperation[];
  readonly diagnostics: readonly Advice[];
  /** What keeps the workload from being changed at all. */
  readonly refusals: readonly Refusal[];
  /** Fields that go. They are joined over all steps before they become operations, so that no empty parent is left. */
  readonly removals?: readonly Removal[];
  /** What has to be remembered of it. */
  readonly record?: Partial<RestoreRecord>;
  readonly generated?: readonly GeneratedObject[];
}

/** A step that wants nothing. */
export const NOTHING: StepResult = { operations: [], diagnostics: [], refusals: [] };

/** A step that cannot be decided without the user. */
export function refusedStep(...refusals: readonly Refusal[]): StepResult {
  return { ...NOTHING, refusals };
}

/** Several steps as one, in order. */
export function joinSteps(results: readonly StepResult[]): Required<StepResult> {
  const operations: ReasonedOperation[] = [];
  const diagnostics: Advice[] = [];
  const refusals: Refusal[] = [];
  const removals: Removal[] = [];
  const records: Partial<RestoreRecord>[] = [];
  const generated: GeneratedObject[] = [];
  for (const one of results) {
    if (one === NOTHING) continue;
    operations.push(...one.operations);
    diagnostics.push(...one.diagnostics);
    refusals.push(...one.refusals);
    if (one.removals !== undefined) removals.push(...one.removals);
    if (one.record !== undefined && Object.keys(one.record).length > 0) records.push(one.record);
    if (one.generated !== undefined) generated.push(...one.generated);
  }
  const record = records.length === 0 ? {} : joinRecords(records);
  return { operations, diagnostics, refusals, removals, record, generated };
}
