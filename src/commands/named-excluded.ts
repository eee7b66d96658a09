import type { InputFile } from "../io/ports.ts";
import { type Advice, INFORMED } from "../kernel/diagnostic.ts";
import { EXIT, Failure } from "../kernel/failure.ts";
import { counted, someOf } from "../kernel/words.ts";
import { isJson } from "../pipeline/input/load.ts";
import { hasObject } from "../pipeline/input/relevance.ts";
import type { FileOutcome, PatchOutcome } from "../pipeline/outcome.ts";
import { decodeSource } from "../yaml/source.ts";
import { isStream } from "./stream-input.ts";

/** Files that a note names; the others are counted. */
const MOST_NAMED = 5;

/** What `--force-exclude` has left out, in a note; none where that is nothing. */
export function excludedNote(files: readonly InputFile[]): readonly Advice[] {
  if (files.length === 0) return [];
  const names = files.map(({ name }) => name);
  return [
    {
      ...INFORMED,
      code: "named-file-excluded",
      message: `skipped ${counted(files.length, "named file")} that \`exclude\` of a config leaves out: ${someOf(names, MOST_NAMED)}`,
    },
  ];
}

/**
 * The outcome with standard input as it came, where it is among the excluded: whoever pipes a text through gets it back.
 * The outcome is that of `inputs`, `all` gives the order.
 */
export function withExcludedStdin(
  outcome: PatchOutcome,
  inputs: readonly InputFile[],
  all: readonly InputFile[],
  excluded: readonly InputFile[],
): { readonly outcome: PatchOutcome; readonly inputs: readonly InputFile[] } {
  const stream = excluded.find(isStream);
  if (stream === undefined) return { outcome, inputs };
  const outcomes = new Map(inputs.map((file, index) => [file, outcome.files[index]]));
  const kept = all.filter((file) => file === stream || outcomes.has(file));
  const files = kept.flatMap((file) => outcomes.get(file) ?? untouched(file));
  return { outcome: { ...outcome, files }, inputs: kept };
}

function untouched({ name, bytes }: InputFile): FileOutcome {
  const source = decodeSource(name, bytes);
  if (!("text" in source)) throw new Failure(EXIT.input, source.message, source.advice);
  const { text } = source;
  return {
    name,
    named: true,
    status: "unchanged",
    source,
    text,
    edits: [],
    changes: [],
    hasObjects: hasObject(text),
    json: isJson(text),
    generated: [],
  };
}
