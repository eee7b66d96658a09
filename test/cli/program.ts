import { spawnSync } from "node:child_process";
import { join } from "node:path";

export const PROGRAM = join(import.meta.dirname, "..", "..", "bin", "gpuify.cjs");

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

/** Runs the built program as people do. Standard input is empty and no pipe unless `input` is given. */
export function gpuify(
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly input?: string | Uint8Array;
    readonly env?: Readonly<Record<string, string>>;
    readonly uid?: number;
  } = {},
): Run {
  const { input, env, ...rest } = options;
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
