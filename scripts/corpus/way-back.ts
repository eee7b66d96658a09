import type { Catalog } from "../../src/gpu/types.ts";
import type { PatchOutcome } from "../../src/pipeline/outcome.ts";
import { allWorkloads, type ProfileName, type ProfileRequest, runOne, type Subject } from "./check-file.ts";
import { readStream } from "./objects.ts";
import { differences } from "./value.ts";

/** How a file that went to CPUs and back compares with one that went to GPUs at once. */
export interface WayBack {
  readonly file: string;
  readonly result: "same bytes" | "same values" | "other order" | "broken";
  readonly problem: string | null;
}

/**
 * Takes a file with GPUs to `bursty` and back: rule 6 says that nothing is lost, so the result must mean the
 * same as the profile applied at once. Null for files without GPUs, and where a profile refuses.
 */
export function checkWayBack(
  subject: Subject,
  profile: ProfileName,
  catalog: Catalog,
  requestFor: (profile: ProfileName) => ProfileRequest = allWorkloads,
): WayBack | null {
  const patched = (bytes: Uint8Array, wanted: ProfileName) =>
    patchedBy(subject.file, bytes, requestFor(wanted), catalog);
  const away = patched(subject.bytes, "bursty");
  if (away === null || !away.workloads.some(({ gpus }) => gpus.before > 0)) return null;
  const direct = patched(subject.bytes, profile);
  if (direct === null) return null;
  const broken = (problem: string): WayBack => ({ file: subject.file, result: "broken", problem });
  const cpuOnly = new TextEncoder().encode(away.files[0]?.text ?? "");
  const back = patched(cpuOnly, profile);
  if (back === null) return broken(`${profile} refuses what bursty wrote`);
  const expected = direct.files[0]?.text ?? "";
  const actual = back.files[0]?.text ?? "";
  if (expected === actual) return { file: subject.file, result: "same bytes", problem: null };
  const before = gpusOf(direct);
  const after = gpusOf(back);
  if (before !== after) return broken(`GPUs were ${before} and came back as ${after}`);
  const titles = (text: string) =>
    readStream(text)
      .objects.map(({ title }) => title)
      .join(", ");
  if (titles(expected) !== titles(actual)) return broken(`the objects are ${titles(actual)}`);
  const values = (text: string) => readStream(text).objects.map(({ value }) => value);
  const same = differences(values(expected), values(actual)).length === 0;
  return { file: subject.file, result: same ? "same values" : "other order", problem: null };
}

function patchedBy(
  file: string,
  bytes: Uint8Array,
  request: ProfileRequest,
  catalog: Catalog,
): PatchOutcome | null {
  const outcome = runOne(file, bytes, request, catalog);
  if (typeof outcome === "string") return null;
  return outcome.diagnostics.some(({ severity }) => severity === "error") ? null : outcome;
}

function gpusOf(outcome: PatchOutcome): string {
  return outcome.workloads.map(({ object, gpus }) => `${object} ${gpus.after}`).join(", ");
}
