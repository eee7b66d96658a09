import { ExecaError, execa } from "execa";
import { EXIT, Failure } from "../kernel/failure.ts";
import { shellWord } from "../kernel/shell-word.ts";
import { kubectlArguments } from "./kubectl-arguments.ts";
import { kubectlFailure } from "./kubectl-failure.ts";
import type { KubectlQuestion, OutputStream } from "./ports.ts";
import { endGroup, type GroupHead, HAS_GROUPS, killGroup, stopGroupAfter } from "./process-group.ts";
import { cleanWhenStopped } from "./signals.ts";

/** A run of kubectl on a stream of manifests. */
interface StreamRun extends KubectlQuestion {
  readonly input: string;
}

/**
 * Runs kubectl with a stream on its standard input. What it prints goes on as it comes, and its exit code is the answer. No
 * shell is in between; it and what it started are killed when they take too long or somebody stops this process.
 * @throws Failure (cluster) where kubectl cannot be started, is killed, or takes too long: nobody knows then what it did.
 */
export async function runKubectl(
  run: StreamRun,
  write: (stream: OutputStream, text: string) => void,
): Promise<number> {
  let head: GroupHead | undefined;
  return await cleanWhenStopped(
    () => {
      if (head !== undefined) endGroup(head);
    },
    async () =>
      await exitCodeOf(run, write, (started) => {
        head = started;
      }),
  );
}

async function exitCodeOf(
  run: StreamRun,
  write: (stream: OutputStream, text: string) => void,
  onStart: (head: GroupHead) => void,
): Promise<number> {
  const args = kubectlArguments(run);
  const command = ["kubectl", ...args.map(shellWord)].join(" ");
  const child = execa("kubectl", args, { input: run.input, buffer: false, detached: HAS_GROUPS });
  onStart(child);
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8");
    child[stream].on("data", (text: string) => write(stream, text));
  }
  const clock = stopGroupAfter(run.timeoutSeconds, child);
  try {
    await child;
    return 0;
  } catch (error) {
    killGroup(child);
    if (clock.isOver()) throw tooSlow(command, run.timeoutSeconds);
    if (!(error instanceof ExecaError)) throw error;
    const { code, exitCode, signal, originalMessage } = error;
    if (exitCode !== undefined) return exitCode;
    if (signal !== undefined) throw killed(command, signal);
    throw kubectlFailure(command, {
      stderr: "",
      code: code ?? null,
      exitCode: null,
      signal: null,
      tooMuch: null,
      message: originalMessage ?? "",
    });
  } finally {
    clock.cancel();
  }
}

/** It may have sent some of the objects, and nobody can tell which. */
const SO_FAR =
  "some objects may have been applied; run the same command again, or see what differs with --diff";

function killed(command: string, signal: string): Failure {
  return new Failure(EXIT.cluster, `kubectl was ended by ${signal}: ${command}`, SO_FAR);
}

function tooSlow(command: string, seconds: number): Failure {
  return new Failure(EXIT.cluster, `kubectl did not end within ${seconds} s and was stopped: ${command}`, [
    SO_FAR,
    `give it longer: --timeout ${seconds * 6}`,
  ]);
}
