import { deviceWord } from "../gpu/words.ts";
import { isRefusal } from "../kernel/diagnostic.ts";
import { counted } from "../kernel/words.ts";
import type { PatchOutcome, WorkloadOutcome } from "../pipeline/outcome.ts";
import { visibleLine } from "./visible.ts";

/** What the summary needs besides the outcome. */
interface SummaryFacts {
  /** Nothing is written: `would be patched`. */
  readonly preview: boolean;
  /** Walked files that could not be opened. */
  readonly unreadable: number;
  /** Findings that the input already had, and the command that tells them; null where there are none. */
  readonly left: { readonly more: number; readonly lint: string } | null;
}

/** One line that says what was done, and under it the commands that a live cluster needs. Ends with a newline. */
export function formatSummary(outcome: PatchOutcome, facts: SummaryFacts): string {
  const { workloads } = outcome;
  const parts = [
    ...workloadsPart(outcome, facts),
    ...gpuPart(workloads.filter(({ status }) => status !== "refused")),
    ...peakParts(workloads),
    ...undecidedPart(workloads),
  ];
  if (outcome.partFiles > 0)
    parts.push(`${outcome.partFiles} kustomize ${outcome.partFiles === 1 ? "patch" : "patches"} left alone`);
  if (outcome.passedThrough > 0) parts.push(`${outcome.passedThrough} passed through`);
  const lines = [parts.length > 0 ? parts.join(", ") : facts.preview ? NOTHING.preview : NOTHING.done];
  const skipped = outcome.files.filter((file) => file.status === "skipped").length;
  if (skipped > 0)
    lines.push(
      `${counted(skipped, "file")} skipped: not readable as a manifest, such as a template (--strict makes that an error)`,
    );
  if (facts.unreadable > 0)
    lines.push(
      `${counted(facts.unreadable, "file")} skipped: cannot be opened (--strict makes that an error)`,
    );
  if (facts.left !== null)
    lines.push(visibleLine(`${counted(facts.left.more, "more finding")}: ${facts.left.lint}`));
  for (const { command, reason } of outcome.commands)
    lines.push(visibleLine(`run on a live cluster: ${command}  # ${reason}`));
  return `${lines.join("\n")}\n`;
}

const NOTHING = { done: "no workload patched", preview: "no workload would be patched" } as const;

/** The files that a run left as they are because of errors, where it kept going over these. Empty where there are none. */
export function formatRefusedFiles(
  { files, diagnostics }: PatchOutcome,
  { preview }: Pick<SummaryFacts, "preview">,
): string {
  const refused = files.filter(({ status }) => status === "refused");
  if (refused.length === 0) return "";
  const errors = diagnostics.filter(isRefusal).length;
  const lines = [
    `${counted(refused.length, "file")} ${preview ? "would not be" : "not"} written because of ${counted(errors, "error")}:`,
    ...refused.map(({ name }) => visibleLine(`  ${name}`)),
  ];
  return `${lines.join("\n")}\n`;
}

/** The line that says that a refusal left everything as it was. Ends with a newline. */
export function formatRefusal({ diagnostics, scopeProblem }: PatchOutcome): string {
  const errors = diagnostics.filter(isRefusal).length;
  return `no manifest was written: ${counted(errors + (scopeProblem === null ? 0 : 1), "error")}\n`;
}

function workloadsPart({ workloads, files }: PatchOutcome, { preview }: SummaryFacts): readonly string[] {
  const patched = workloads.filter((workload) => workload.status === "patched").length;
  const same = workloads.filter((workload) => workload.status === "unchanged");
  const broken = same.filter(({ errors = 0 }) => errors > 0).length;
  const right = same.length - broken;
  const verb = preview ? "would be patched" : "patched";
  const isRefused = files.some(({ status }) => status === "refused");
  if (workloads.length === 0 && !isRefused) return ["no workloads matched"];
  return [
    ...(patched > 0 ? [`${counted(patched, "workload")} ${verb}`] : []),
    ...(right > 0 ? [`${patched > 0 ? right : counted(right, "workload")} already as wanted`] : []),
    ...(broken > 0 ? [`${counted(broken, "workload")} unchanged with errors`] : []),
  ];
}

function undecidedPart(workloads: readonly WorkloadOutcome[]): readonly string[] {
  const { length } = workloads.filter(({ status }) => status === "undecided");
  return length === 0 ? [] : [`${counted(length, "workload")} left alone: auto is not sure`];
}

/** How many GPUs more or less the workloads ask for; empty where there are none. */
export function gpuPart(workloads: readonly WorkloadOutcome[]): readonly string[] {
  const totals = gpuTotals(workloads);
  if (totals === null) return [];
  const { before, after, unit } = totals;
  const peak = sum(workloads.map((workload) => workload.gpus.peakAfter ?? workload.gpus.after));
  const change = after - before;
  const text =
    change === 0
      ? `${counted(after, unit)} as before`
      : `${change > 0 ? "+" : "−"}${counted(Math.abs(change), unit)}`;
  return [peak > after ? `${text} (up to ${peak} when scaled out)` : text];
}

/** How many devices the workloads ask for, and what they are; null where they ask for none. */
export function gpuTotals(
  workloads: readonly WorkloadOutcome[],
): { readonly before: number; readonly after: number; readonly unit: string } | null {
  const before = sum(workloads.map((workload) => workload.gpus.before));
  const after = sum(workloads.map((workload) => workload.gpus.after));
  return before === 0 && after === 0 ? null : { before, after, unit: unitOf(workloads) };
}

/** What is counted; devices of several kinds are accelerators. */
function unitOf(workloads: readonly WorkloadOutcome[]): string {
  const words = new Set(workloads.map(({ vendor }) => deviceWord(vendor ?? null)));
  const [word] = words;
  return words.size === 1 && word !== undefined ? word : "accelerator";
}

/** Peak CPU and memory before and after of what changes, where every workload's is known. */
function peakParts(workloads: readonly WorkloadOutcome[]): readonly string[] {
  const peaks = workloads.flatMap(({ status, peak }) =>
    peak === null || status !== "patched" ? [] : [peak],
  );
  if (peaks.length === 0) return [];
  const parts: string[] = [];
  const cpu = totals(peaks.map(({ before, after }) => [before.cpuMillis, after.cpuMillis]));
  if (cpu !== null) parts.push(`peak CPU ${formatCpu(cpu[0])} → ${formatCpu(cpu[1])}`);
  const memory = totals(peaks.map(({ before, after }) => [before.memoryBytes, after.memoryBytes]));
  if (memory !== null) parts.push(`peak memory ${formatMemory(memory[0])} → ${formatMemory(memory[1])}`);
  return parts;
}

type Pair = readonly [before: number | null, after: number | null];

/** Sums of both sides; a side where one is unknown is unknown; null when the after is. */
function totals(pairs: readonly Pair[]): readonly [number | null, number] | null {
  const side = (index: 0 | 1): number | null => {
    const values = pairs.map((pair) => pair[index]);
    return values.every((value) => value !== null) ? sum(values) : null;
  };
  const after = side(1);
  return after === null ? null : [side(0), after];
}

function formatCpu(millis: number | null): string {
  if (millis === null) return "unknown";
  return millis % 1000 === 0 ? String(millis / 1000) : `${millis}m`;
}

const UNITS = ["", "Ki", "Mi", "Gi", "Ti", "Pi"];

/** Bytes with the largest binary unit that keeps at most one decimal, rounded. */
function formatMemory(bytes: number | null): string {
  if (bytes === null) return "unknown";
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Math.round(value * 10) / 10}${UNITS[unit] ?? ""}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
