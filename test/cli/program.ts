import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { main } from "../../src/cli/main.ts";
import { nodePorts } from "../../src/io/node-ports.ts";
import type { Stdio } from "../../src/io/stdio.ts";

export const PROGRAM = join(import.meta.dirname, "..", "..", "bin", "gpuify.cjs");

/** What a run in this process came to. */
export type Answer = Omit<Run, "signal">;

export interface Run {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a plain shell: no colours, no debugging, nothing of the test runner's. */
export function plainEnv(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...extra };
}

interface RunOptions {
  readonly cwd?: string;
  /** Standard input, as a pipe; without it there is none. */
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** A line that somebody types: standard input is a terminal then. */
  readonly typed?: string;
}

/** Runs the program in this process: everything but its three streams is real. */
export async function gpuify(
  args: readonly string[],
  { cwd, input, env, typed }: RunOptions = {},
): Promise<Answer> {
  const written = { stdout: "", stderr: "" };
  const stdio: Stdio = {
    stdinKind: () => (input === undefined ? "nothing" : "stream"),
    readStdin: () =>
      typeof input === "string" ? new TextEncoder().encode(input) : (input ?? new Uint8Array()),
    write: (stream, text) => {
      written[stream] += text;
    },
    isTerminal: (stream) => stream === "stdin" && typed !== undefined,
    readLine: async () => typed ?? null,
  };
  const before = { folder: process.cwd(), env: process.env };
  if (cwd !== undefined) process.chdir(cwd);
  // kubectl inherits it.
  process.env = plainEnv(env);
  try {
    const code = await main(args, nodePorts(stdio, { calledAs: "gpuify", env: process.env }));
    return { code, ...written };
  } finally {
    process.chdir(before.folder);
    process.env = before.env;
  }
}

/** Runs the built program as people do, in a process of its own. */
export function spawnGpuify(
  args: readonly string[],
  { input, env, ...rest }: RunOptions & { readonly uid?: number } = {},
): Run {
  const run = spawnSync(process.execPath, [PROGRAM, ...args], {
    ...rest,
    env: plainEnv(env),
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    ...(input === undefined ? {} : { input }),
    maxBuffer: 256 * 1024 * 1024,
  });
  return {
    code: run.status,
    signal: run.signal,
    stdout: run.stdout.toString("utf8"),
    stderr: run.stderr.toString("utf8"),
  };
}

/** A Deployment that `-p continuous` changes in one place or two. */
export function deployment(name: string, extra = ""): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
      - name: main # the only one
        image: nginx
${extra}`;
}

export const CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a:   b}\n";
