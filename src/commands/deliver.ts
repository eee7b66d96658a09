import type { FileWrite, InputSet, Ports } from "../io/ports.ts";
import { EXIT, Failure } from "../kernel/failure.ts";
import { loadManifestFormat, type ManifestFormat } from "../output/manifests/formats.ts";
import type { Paint } from "../output/paint.ts";
import { visibleLine } from "../output/visible.ts";
import type { FileOutcome, PatchOutcome } from "../pipeline/outcome.ts";
import type { Delivery, FormatTarget } from "./invocation.ts";

/** Whether `--check` found files that would change. */
type Delivered = "done" | "checked-and-differs";

/** What there is to deliver. */
export interface Goods {
  readonly inputs: InputSet;
  readonly outcome: PatchOutcome;
  /** Files besides the manifests, such as the report: all are written, or none. */
  readonly also: readonly FileWrite[];
}

/** Puts the patched manifests where they belong, without the files that were refused. */
export async function deliver(
  delivery: Delivery,
  goods: Goods,
  ports: Ports,
  paint: Paint,
): Promise<Delivered> {
  const { inputs, outcome, also } = goods;
  switch (delivery.kind) {
    case "formats":
      await deliverFormats(delivery.targets, ports, goods);
      return "done";
    case "in-place":
      await writeFiles(ports, [...changedFiles(inputs, outcome), ...also]);
      return "done";
    case "folder":
      await writeFiles(ports, [...(await copies(delivery.folder, ports, inputs, outcome)), ...also]);
      return "done";
    case "preview":
      await writeFiles(ports, also);
      return await preview(delivery, ports, paint, outcome);
    default:
      return delivery satisfies never;
  }
}

/** Files first: when one cannot be written, nothing is on standard output. */
async function deliverFormats(
  targets: readonly FormatTarget<ManifestFormat>[],
  ports: Ports,
  { outcome, also }: Goods,
): Promise<void> {
  const writes: FileWrite[] = [...also];
  let stdout: string | null = null;
  // What could not be understood has no place in a stream for kubectl.
  const files = outcome.files.filter((file) => file.status !== "skipped");
  for (const { format, file } of targets) {
    const text = await textIn(format, files);
    if (file === null) stdout = text;
    else writes.push(newFile(file, text));
  }
  await writeFiles(ports, writes);
  if (stdout !== null) ports.writeStdout(stdout);
}

/** A file of its own that the user named. */
export function newFile(path: string, text: string): FileWrite {
  return { path, bytes: new TextEncoder().encode(text), expected: null, folders: "must-exist" };
}

/** The code that writes is loaded only when there is something to write. */
async function writeFiles(ports: Ports, writes: readonly FileWrite[]): Promise<void> {
  if (writes.length > 0) await ports.writeFiles(writes);
}

async function textIn(format: ManifestFormat, files: readonly FileOutcome[]): Promise<string> {
  const formatManifests = await loadManifestFormat(format);
  const made = formatManifests(files);
  if (made.ok) return made.text;
  const { file, line, column } = made.location;
  throw new Failure(
    EXIT.input,
    `${file}:${line}:${column}: this has no ${format.toUpperCase()}: ${made.reason}`,
    "kubectl refuses it too; mend it, or take -o yaml",
  );
}

function changedFiles(inputs: InputSet, outcome: PatchOutcome): readonly FileWrite[] {
  return inputs.files.flatMap((input, index): FileWrite[] => {
    const file = outcome.files[index];
    if (file?.status !== "changed" || input.path === null) return [];
    return [
      {
        path: input.path,
        bytes: new TextEncoder().encode(file.text),
        expected: input.bytes,
        folders: "must-exist",
      },
    ];
  });
}

async function copies(
  folder: string,
  ports: Ports,
  inputs: InputSet,
  outcome: PatchOutcome,
): Promise<readonly FileWrite[]> {
  const places = await ports.placeInFolder(folder, inputs);
  return places.flatMap(({ input, path }, index): FileWrite[] => {
    const file = outcome.files[index];
    // Who applies the folder must not get a manifest as it was; one that is missing shows.
    if (file?.status === "refused") return [];
    const bytes = file?.status === "changed" ? new TextEncoder().encode(file.text) : input.bytes;
    return [{ path, bytes, expected: null, folders: "make" }];
  });
}

async function preview(
  delivery: Extract<Delivery, { kind: "preview" }>,
  ports: Ports,
  paint: Paint,
  outcome: PatchOutcome,
): Promise<Delivered> {
  const changed = outcome.files.filter((file) => file.status === "changed");
  if (delivery.diff) {
    const { formatDiff } = await import("../output/diff.ts");
    ports.writeStdout(changed.map((file) => formatDiff(file, paint)).join(""));
  } else ports.writeStdout(changed.map((file) => `${visibleLine(file.name)}\n`).join(""));
  return delivery.check && changed.length > 0 ? "checked-and-differs" : "done";
}
