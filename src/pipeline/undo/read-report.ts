import type { Digest } from "./digest.ts";
import type { ReversibleEdit } from "./surroundings.ts";

/** An edit as the report of a run has it. */
export interface ReportedEdit extends ReversibleEdit {
  /** `Deployment/web`; null where the edit took the whole object out. */
  readonly object: string | null;
  readonly namespace: string | null;
}

/** An object that the run put into a file. */
interface MadeObject {
  readonly object: string;
  readonly namespace: string | null;
}

/** One input of the run. */
export interface ReportedFile {
  readonly name: string;
  /** Null where the input could not be decoded; then there are no edits. */
  readonly input: Digest | null;
  readonly output: Digest | null;
  /** Sorted and not overlapping; the lengths agree with the offsets. */
  readonly edits: readonly ReportedEdit[];
  readonly made: readonly MadeObject[];
}

/** The form of report that is understood (`schemas/report.schema.json`). */
const FORM = 1;

type Fields = Readonly<Record<string, unknown>>;

/** Reads the report of `gpuify patch --report`, or says why the text is none. It is untrusted: every number is checked. */
export function readReport(text: string): readonly ReportedFile[] | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    return { problem: `it is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isFields(value) || !Array.isArray(value.files)) return { problem: "it has no `files` list" };
  if (value.version !== FORM)
    return { problem: `its version is ${JSON.stringify(value.version)}, not ${FORM}` };
  const files: ReportedFile[] = [];
  for (const [index, entry] of value.files.entries()) {
    const file = readFile(entry);
    if (typeof file === "string") return { problem: `files[${index}] ${file}` };
    files.push(file);
  }
  return files;
}

function readFile(entry: unknown): ReportedFile | string {
  if (!isFields(entry) || typeof entry.name !== "string") return "has no `name`";
  const { name, edits, changes } = entry;
  if (!Array.isArray(edits) || !Array.isArray(changes)) return "lacks the `edits` or `changes` list";
  const [input, output] = [readDigest(entry.input), readDigest(entry.output)];
  if (input === undefined || output === undefined)
    return "lacks the `input` or `output` digest: an older version of gpuify wrote the report without the old texts";
  const read = edits.map(readEdit);
  const bad = read.indexOf(null);
  if (bad >= 0) return `has an edit that cannot be undone: edits[${bad}]`;
  const sorted = read.filter((edit) => edit !== null);
  const wrong = sorted.findIndex((edit, at) => !isInPlace(edit, sorted[at - 1], input?.length ?? 0));
  if (wrong >= 0) return `has an edit out of place: edits[${wrong}]`;
  return { name, input, output, edits: sorted, made: changes.flatMap(madeObject) };
}

/** Undefined for anything that is none. */
function readDigest(value: unknown): Digest | null | undefined {
  if (value === null) return null;
  if (!isFields(value) || !isOffset(value.length) || typeof value.sha256 !== "string") return undefined;
  return { length: value.length, sha256: value.sha256 };
}

function readEdit(value: unknown): ReportedEdit | null {
  if (!isFields(value)) return null;
  const { start, end, text, oldText, before, after, object, namespace } = value;
  if (!isOffset(start) || !isOffset(end) || typeof text !== "string" || typeof oldText !== "string")
    return null;
  if (typeof before !== "string" || typeof after !== "string") return null;
  if (!isTextOrNull(object) || !isTextOrNull(namespace)) return null;
  return { start, end, text, oldText, before, after, object, namespace };
}

/** In order, with texts as long as the offsets say, and surroundings between this edit and its neighbours. */
function isInPlace(edit: ReportedEdit, previous: ReportedEdit | undefined, length: number): boolean {
  const { start, end, oldText, before, after } = edit;
  const floor = previous === undefined ? 0 : previous.end + previous.after.length;
  const reach = previous === undefined ? 0 : previous.end;
  return (
    end - start === oldText.length &&
    start - before.length >= reach &&
    start >= floor &&
    end + after.length <= length
  );
}

function madeObject(change: unknown): readonly MadeObject[] {
  if (!isFields(change) || change.op !== "add-object" || typeof change.object !== "string") return [];
  return [
    { object: change.object, namespace: typeof change.namespace === "string" ? change.namespace : null },
  ];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOffset(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}
