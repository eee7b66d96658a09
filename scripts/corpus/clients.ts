import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileResult } from "./check-file.ts";
import { decode } from "./files.ts";
import {
  type ClientName,
  inParallel,
  kubectlVersion,
  type Reading,
  readWithKubectl,
  readWithKustomize,
} from "./kubectl.ts";
import { readStream } from "./objects.ts";
import { judge, type OracleObject } from "./oracle.ts";
import type { CorpusRun } from "./report.ts";

/** What a real client found: how much it was asked, and where it disagrees. */
export interface ClientReport {
  readonly client: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly problems: readonly string[];
}

type Read = ReadonlyMap<string, readonly OracleObject[] | string>;

/**
 * Asks a real client about every patched file that it reads unpatched: it must read the output too, and what it
 * reads must be its own reading of the input with the reported changes.
 */
export async function checkWithClient(
  corpus: string,
  run: Pick<CorpusRun, "results">,
  client: ClientName | "kustomize",
): Promise<ClientReport> {
  const patched = run.results.filter((result) => result.output !== null);
  const files = [...new Set(patched.map(({ file }) => file))];
  const inputs = files.map((file) => ({ key: file, text: decode(readFileSync(join(corpus, file))) ?? "" }));
  const before = await readAll(client, inputs);
  const readable = patched.filter(({ file }) => typeof before.get(file) !== "string");
  // One file may be patched in several ways for one profile.
  const keys = new Map(readable.map((result, index) => [result, `${index}`]));
  const outputs = readable.map((result) => ({
    key: keys.get(result) ?? "",
    text: result.output?.text ?? "",
  }));
  const after = await readAll(client, outputs);
  const texts = new Map(inputs.map(({ key, text }) => [key, text]));
  const problems = readable.flatMap((result) =>
    compare(result, before, after.get(keys.get(result) ?? ""), texts.get(result.file) ?? "").map(
      (problem) => `${client}, ${result.profile} ${result.file}: ${problem}`,
    ),
  );
  const read = files.length - files.filter((file) => typeof before.get(file) === "string").length;
  return { client, inputs: read, outputs: outputs.length, problems };
}

async function readAll(client: ClientName | "kustomize", readings: readonly Reading[]): Promise<Read> {
  if (client !== "kustomize") return readWithKubectl(client, readings);
  const found = new Map<string, readonly OracleObject[] | string>();
  await inParallel(readings, async ({ key, text }) => {
    found.set(key, await readWithKustomize(text));
  });
  return found;
}

function compare(
  result: FileResult,
  before: Read,
  output: readonly OracleObject[] | string | undefined,
  text: string,
): readonly string[] {
  const input = before.get(result.file);
  if (input === undefined || typeof input === "string") return [];
  if (output === undefined) return ["not asked"];
  if (typeof output === "string") return [`reads the input but not the output: ${output.split("\n")[0]}`];
  return judge(withLines(input, text), output.map(withoutLabel), result.output?.changes ?? []);
}

/** Clients forget where an object stood; the independent reader knows, and tells twins apart by it. */
function withLines(objects: readonly OracleObject[], text: string): readonly OracleObject[] {
  const plain = objects.map(withoutLabel);
  try {
    const read = readStream(text).objects;
    if (read.length !== plain.length) return plain;
    return plain.map((object, index) => ({
      ...object,
      firstLine: read[index]?.firstLine ?? 0,
      lastLine: read[index]?.lastLine ?? 0,
    }));
  } catch {
    return plain;
  }
}

/** Takes away the label that `kubectl label` was told to add, and the map it stood in when it stood alone. */
function withoutLabel(object: OracleObject): OracleObject {
  const { value } = object;
  const metadata = value instanceof Map ? value.get("metadata") : undefined;
  const labels = metadata instanceof Map ? metadata.get("labels") : undefined;
  if (!(value instanceof Map && metadata instanceof Map && labels instanceof Map)) return object;
  if (!labels.has("gpuify-test")) return object;
  const rest = new Map([...labels].filter(([key]) => key !== "gpuify-test"));
  const others = [...metadata].filter(([key]) => key !== "labels");
  const kept = new Map(rest.size === 0 ? others : [...others, ["labels", rest]]);
  return {
    ...object,
    value: new Map([...value].filter(([key]) => key !== "metadata")).set("metadata", kept),
  };
}

/** Asks every client that is wanted; none where kubectl is not installed. */
export async function checkWithClients(
  corpus: string,
  run: Pick<CorpusRun, "results">,
  clients: readonly (ClientName | "kustomize")[],
): Promise<readonly ClientReport[]> {
  if (clients.length === 0 || (await kubectlVersion()) === null) return [];
  const reports: ClientReport[] = [];
  for (const client of clients) reports.push(await checkWithClient(corpus, run, client));
  return reports;
}
