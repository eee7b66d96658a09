import { ExecaError, execa } from "execa";
import { EXIT, Failure } from "../kernel/failure.ts";
import { shellWord } from "../kernel/shell-word.ts";
import { kubectlArguments } from "./kubectl-arguments.ts";
import { kubectlFailure, type TooMuch } from "./kubectl-failure.ts";
import type { KubectlQuestion } from "./ports.ts";
import { endGroup, type GroupHead, HAS_GROUPS, killGroup, stopGroupAfter } from "./process-group.ts";
import { cleanWhenStopped } from "./signals.ts";

/** How much of kubectl's output is read, in bytes; it is stopped when it prints more. */
export interface KubectlLimits {
  readonly stdout: number;
  readonly stderr: number;
}

const LIMITS: KubectlLimits = {
  // The largest clusters that Kubernetes supports: 5,000 nodes, of at most about 25 KB.
  stdout: 128 * 1024 * 1024,
  // Thousands of log lines; one says what is wrong.
  stderr: 1024 * 1024,
};

/**
 * Runs kubectl, which alone talks to the cluster, and returns its standard output. No shell is in between, and
 * standard input is closed, so that kubectl cannot ask for a password. What it prints beyond the limits is not read:
 * it and what it started are killed, as they are when they take too long or somebody stops this process.
 * @throws Failure (cluster) that says what went wrong: not installed, not logged in, no right, not reachable, too slow,
 * too much.
 */
export async function askKubectl(question: KubectlQuestion, limits: KubectlLimits = LIMITS): Promise<string> {
  let head: GroupHead | undefined;
  // Before anything is started: a signal that comes while it starts must end it too.
  return await cleanWhenStopped(
    () => {
      if (head !== undefined) endGroup(head);
    },
    async () =>
      await answerTo(question, limits, (started) => {
        head = started;
      }),
  );
}

async function answerTo(
  question: KubectlQuestion,
  limits: KubectlLimits,
  onStart: (head: GroupHead) => void,
): Promise<string> {
  const args = kubectlArguments(question);
  const command = ["kubectl", ...args.map(shellWord)].join(" ");
  const child = execa("kubectl", args, {
    stdin: "ignore",
    stripFinalNewline: false,
    // Counted in bytes, and decoded once.
    encoding: "buffer",
    maxBuffer: { ...limits },
    detached: HAS_GROUPS,
  });
  onStart(child);
  for (const stream of [child.stdout, child.stderr])
    stream.on("close", () => {
      // Beyond its limit a stream is not read to its end, and nobody need wait for who goes on printing.
      if (!stream.readableEnded) killGroup(child);
    });
  const clock = stopGroupAfter(question.timeoutSeconds, child);
  try {
    const { stdout } = await child;
    return Buffer.from(stdout).toString("utf8");
  } catch (error) {
    killGroup(child);
    if (clock.isOver()) throw tooSlow(command, question.timeoutSeconds);
    if (error instanceof ExecaError) throw kubectlFailure(command, reportOf(error, limits));
    throw error;
  } finally {
    clock.cancel();
  }
}

function reportOf(error: ExecaError, limits: KubectlLimits) {
  const { stderr, code, exitCode, signal, isMaxBuffer, originalMessage } = error;
  const said = stderr instanceof Uint8Array ? stderr : new Uint8Array();
  return {
    stderr: Buffer.from(said).toString("utf8"),
    code: code ?? null,
    exitCode: exitCode ?? null,
    signal: signal ?? null,
    tooMuch: isMaxBuffer ? tooMuch(said, limits) : null,
    message: originalMessage ?? "",
  };
}

/** The stream that had more than is read of it. */
function tooMuch(stderr: Uint8Array, limits: KubectlLimits): TooMuch {
  return stderr.length >= limits.stderr
    ? { what: "messages", bytes: limits.stderr }
    : { what: "output", bytes: limits.stdout };
}

function tooSlow(command: string, seconds: number): Failure {
  return new Failure(
    EXIT.cluster,
    `kubectl gave no answer within ${seconds} s and was stopped: ${command}`,
    `run it yourself to see what it waits for (a VPN, a login in the browser), or give it longer: --timeout ${seconds * 6}`,
  );
}
