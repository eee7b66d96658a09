import { counted } from "../kernel/words.ts";
import type { PatchOutcome } from "../pipeline/outcome.ts";
import { gpuTotals } from "./summary.ts";
import { visibleLine } from "./visible.ts";

/** Asks whether the patched manifests shall go to the cluster. `context` is null where it has no name. Ends with a space. */
export function formatQuestion(outcome: PatchOutcome, context: string | null): string {
  const workloads = outcome.workloads.filter(({ status }) => status !== "refused");
  const objects = workloads.length + outcome.passedThrough;
  const totals = gpuTotals(workloads);
  const gpus = totals === null ? "" : ` (${totals.unit}s: ${totals.before} → ${totals.after})`;
  const cluster = context === null ? "the current context" : `context "${context}"`;
  return `${visibleLine(`Apply ${counted(objects, "object")}${gpus} to ${cluster}? [y/N]`)} `;
}
