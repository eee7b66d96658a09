import { ExecaError, execa } from "execa";
import { EXIT, Failure } from "../kernel/failure.ts";
import { shellWord } from "../kernel/shell-word.ts";
import { kubectlFailure } from "./kubectl-failure.ts";
import type { KubectlQuestion } from "./ports.ts";

/** How long a kubectl that was told to stop may take for it. */
const GRACE_MS = 500;
/** Far more than the largest clusters answer: 5,000 nodes of about 20 KB. */
const MAX_CHARACTERS = 400_000_000;

/**
 * Runs kubectl, which alone talks to the cluster, and returns its standard output. No shell is in between, and
 * standard input is closed, so that kubectl cannot ask for a password.
 * @throws Failure (cluster) that says what went wrong: not installed, not logged in, no right, not reachable, too slow.
 */
export async function askKubectl(question: KubectlQuestion): Promise<string> {
  const args = argumentsOf(question);
  const command = ["kubectl", ...args.map(shellWord)].join(" ");
  const child = execa("kubectl", args, {
    stdin: "ignore",
    stripFinalNewline: false,
    maxBuffer: MAX_CHARACTERS,
    forceKillAfterDelay: GRACE_MS,
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill();
    // A login helper that kubectl started holds the pipes open, and outlives it.
    setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    }, GRACE_MS * 2).unref();
  }, question.timeoutSeconds * 1000);
  try {
    return (await child).stdout;
  } catch (error) {
    if (isLate) throw tooSlow(command, question.timeoutSeconds);
    if (error instanceof ExecaError) throw kubectlFailure(command, reportOf(error));
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** What the user gave first, then the question itself. */
function argumentsOf({ args, context, kubeconfig }: KubectlQuestion): readonly string[] {
  return [
    ...(kubeconfig === null ? [] : [`--kubeconfig=${kubeconfig}`]),
    ...(context === null ? [] : [`--context=${context}`]),
    ...args,
  ];
}

function reportOf(error: ExecaError) {
  const { stderr, code, exitCode, signal, isMaxBuffer, originalMessage } = error;
  return {
    stderr: typeof stderr === "string" ? stderr : "",
    code: code ?? null,
    exitCode: exitCode ?? null,
    signal: signal ?? null,
    isTooMuch: isMaxBuffer,
    message: originalMessage ?? "",
  };
}

function tooSlow(command: string, seconds: number): Failure {
  return new Failure(
    EXIT.cluster,
    `kubectl gave no answer within ${seconds} s and was stopped: ${command}`,
    `run it yourself to see what it waits for (a VPN, a login in the browser), or give it longer: --timeout ${seconds * 6}`,
  );
}
