import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { patchInvocation } from "../../../src/cli/patch/invocation.ts";
import { readArguments } from "../../../src/cli/read-arguments.ts";
import { formatReport } from "../../../src/output/report.ts";
import { chooseGpu } from "../../../src/pipeline/gpu-auto/choose-gpu.ts";
import type { PatchOutcome } from "../../../src/pipeline/outcome.ts";
import { patchManifests } from "../../../src/pipeline/patch.ts";
import { recognizeSettings } from "../../../src/pipeline/recognize.ts";
import { undoByReport } from "../../../src/pipeline/undo/by-report.ts";
import { type ReportedFile, readReport } from "../../../src/pipeline/undo/read-report.ts";
import { catalog } from "../run.ts";

/** A run that is over: the texts before and after, and its report. */
export interface PastRun {
  readonly before: string;
  readonly after: string;
  readonly report: string;
}

const CASES = join(import.meta.dirname, "..", "..", "..", "fixtures", "patch");

/** The fixtures of `patch`, each with its input and arguments. */
export const FIXTURES = readdirSync(CASES).map((name) => {
  const folder = join(CASES, name);
  const words = readFileSync(join(folder, "args.txt"), "utf8").split("\n");
  const input = words.find((word) => /^input\.(?:yaml|json)$/.test(word)) ?? "";
  return { name, words: words.filter((word) => word !== ""), input, text: read(join(folder, input)) };
});

function read(file: string): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
}

/** Patches a text with the arguments of the command line; `input` is its name. */
export async function patched(text: string, words: readonly string[], input: string): Promise<PastRun> {
  const asked = readArguments(words, "gpuify");
  if (asked.kind !== "command") throw new Error(`no call of patch: ${words.join(" ")}`);
  const { request } = patchInvocation(asked.raw, [input]);
  const outcome = patchManifests([fileOf(input, text)], request, catalog, {
    recognize: recognizeSettings,
    chooseGpu,
  });
  const after = outcome.files[0]?.text ?? "";
  return { before: text, after, report: await formatReport(outcome) };
}

/** Takes back a run in a text. */
export async function undone(text: string, report: string, name: string): Promise<PatchOutcome> {
  return await undoByReport([fileOf(name, text)], reportOf(report));
}

/** The report, which has to be a good one. */
export function reportOf(text: string): readonly ReportedFile[] {
  const report = readReport(text);
  if ("problem" in report) throw new Error(report.problem);
  return report;
}

/** The codes of what is wrong. */
export function errorsOf({ diagnostics }: PatchOutcome): readonly string[] {
  return diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
}

function fileOf(name: string, text: string) {
  return { name, bytes: new TextEncoder().encode(text), named: true };
}
