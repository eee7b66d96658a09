import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "../../src/edit/operation.ts";
import { identity, readStream } from "./objects.ts";
import type { OracleObject } from "./oracle.ts";
import { fromJson } from "./value.ts";

/** What a program said. */
interface Answer {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** The ways in which kubectl reads manifests without a cluster. */
export const CLIENTS = {
  label: ["label", "--local", "-f", "-", "gpuify-test=1", "-o", "json"],
  patch: ["patch", "--local", "--type", "merge", "-p", "{}", "-f", "-", "-o", "json"],
} as const;
export type ClientName = keyof typeof CLIENTS;

/** A text to be read, and what it is called in a batch. */
export interface Reading {
  readonly key: string;
  readonly text: string;
}

/** `v1.32.4`, or null where there is no kubectl. */
export async function kubectlVersion(): Promise<string | null> {
  const answer = await kubectl(["version", "--client", "-o", "json"], "");
  return answer.ok ? String(JSON.parse(answer.stdout).clientVersion?.gitVersion ?? "unknown") : null;
}

/**
 * Reads texts with kubectl, many in one call: a marker object stands before each. A call that fails is halved
 * until the text that kubectl refuses stands alone; its value is kubectl's words.
 */
export async function readWithKubectl(
  client: ClientName,
  readings: readonly Reading[],
): Promise<ReadonlyMap<string, readonly OracleObject[] | string>> {
  const found = new Map<string, readonly OracleObject[] | string>();
  // kubectl tells JSON from YAML by the first bytes of the stream, so these go alone.
  const single = readings.filter(({ text }) => /^\uFEFF?\s*[[{]/.test(text) || text.startsWith("\uFEFF"));
  const batches = single.map((reading) => [reading]);
  const rest = readings.filter((reading) => !single.includes(reading));
  for (let at = 0; at < rest.length; at += 60) batches.push(rest.slice(at, at + 60));
  await inParallel(batches, (batch) => readBatch(client, batch, found));
  return found;
}

async function readBatch(
  client: ClientName,
  batch: readonly Reading[],
  found: Map<string, readonly OracleObject[] | string>,
): Promise<void> {
  const [first] = batch;
  if (first === undefined) return;
  const alone = batch.length === 1;
  const answer = await kubectl(CLIENTS[client], alone ? first.text : batch.map(withMarker).join("\n"));
  if (alone) {
    found.set(first.key, answer.ok ? objectsIn(answer.stdout).map(toObject) : answer.stderr.trim());
    return;
  }
  const groups = answer.ok ? groupByMarker(answer.stdout) : null;
  if (groups?.size === batch.length) {
    for (const [index, reading] of batch.entries()) found.set(reading.key, groups.get(index) ?? []);
    return;
  }
  const middle = Math.ceil(batch.length / 2);
  await readBatch(client, batch.slice(0, middle), found);
  await readBatch(client, batch.slice(middle), found);
}

const MARKER = "gpuify-marker-";

function withMarker({ text }: Reading, index: number): string {
  return `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${MARKER}${index}\n---\n${text}`;
}

function groupByMarker(stdout: string): ReadonlyMap<number, readonly OracleObject[]> {
  const groups = new Map<number, OracleObject[]>();
  let current: OracleObject[] = [];
  for (const object of objectsIn(stdout).map(toObject)) {
    const marker = object.title.startsWith(`ConfigMap/${MARKER}`);
    if (!marker) current.push(object);
    else {
      current = [];
      groups.set(Number(object.title.slice(`ConfigMap/${MARKER}`.length)), current);
    }
  }
  return groups;
}

/** kubectl prints one indented JSON object after the other. */
function objectsIn(stdout: string): Json[] {
  return stdout
    .split(/^\}$/m)
    .filter((part) => part.trim() !== "")
    .map((part): Json => JSON.parse(`${part}}`));
}

function toObject(json: Json): OracleObject {
  const value = fromJson(json);
  return { ...identity(value), value };
}

/**
 * What `kubectl kustomize` makes of a folder with just this manifest, or its words when it refuses. A text without a
 * line end at its end is given one: to kustomize a block text (`|`) that ends there has no last line break, to kubectl's
 * own reader it has one, so that a line behind it changes what the one reads and not what the other does.
 */
export async function readWithKustomize(text: string): Promise<readonly OracleObject[] | string> {
  const folder = mkdtempSync(join(tmpdir(), "gpuify-kustomize-"));
  try {
    writeFileSync(join(folder, "manifest.yaml"), text.endsWith("\n") ? text : `${text}\n`);
    writeFileSync(join(folder, "kustomization.yaml"), "resources: [manifest.yaml]\n");
    const answer = await kubectl(["kustomize", folder], "");
    return answer.ok ? readStream(answer.stdout).objects : answer.stderr.trim();
  } catch (error) {
    return String(error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function kubectl(args: readonly string[], input: string): Promise<Answer> {
  return new Promise((resolve) => {
    const child = spawn("kubectl", [...args], { env: { ...process.env, KUBECONFIG: "/dev/null" } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    child.on("error", (error) => resolve({ ok: false, stdout: "", stderr: String(error) }));
    child.on("close", (code) =>
      resolve({
        ok: code === 0,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      }),
    );
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** Two calls at a time: as many as the smallest machine has cores. */
export async function inParallel<T>(tasks: readonly T[], work: (task: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let task = tasks[next++]; task !== undefined; task = tasks[next++]) await work(task);
  };
  await Promise.all([worker(), worker()]);
}
