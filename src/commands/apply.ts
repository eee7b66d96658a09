import type { KubectlQuestion, Ports } from "../io/ports.ts";
import { EXIT, Failure } from "../kernel/failure.ts";
import type { PatchOutcome } from "../pipeline/outcome.ts";
import type { PatchInvocation } from "./invocation.ts";
import { type Paints, patchOnce } from "./patch.ts";

/** One run of `gpuify apply`: what the arguments mean, every value checked. */
export interface ApplyInvocation {
  /** Manifests go to standard output, which is kubectl's input. */
  readonly patch: PatchInvocation;
  /** How kubectl is called on the patched stream. */
  readonly kubectl: KubectlQuestion;
  /** Whether a person at a terminal is asked first. */
  readonly asks: boolean;
}

/** How long kubectl may take to say its context, in seconds. It asks no cluster. */
const CONTEXT_SECONDS = 10;

/**
 * `gpuify apply`: patches, and gives the whole stream to kubectl once all of it verified; returns kubectl's exit code. Where
 * the patch fails, or somebody says no, kubectl is not called.
 * @throws Failure as `patch`, and (cluster) where kubectl does not run to its end.
 */
export async function runApply(invocation: ApplyInvocation, ports: Ports, paints: Paints): Promise<number> {
  let input = "";
  const toStream = {
    ...ports,
    writeStdout: (text: string) => {
      input += text;
    },
  };
  const { code, outcome } = await patchOnce(invocation.patch, toStream, paints);
  if (code !== EXIT.ok || outcome === null) {
    ports.writeStderr("nothing was applied\n");
    return code;
  }
  if (!outcome.files.some(({ hasObjects }) => hasObjects)) {
    ports.writeStderr("there is nothing to apply\n");
    return EXIT.ok;
  }
  if (invocation.asks && !(await isWanted(outcome, invocation.kubectl, ports))) {
    ports.writeStderr("nothing was applied\n");
    return EXIT.findings;
  }
  return await ports.runKubectl({ ...invocation.kubectl, input });
}

/** Asks a person at the terminal; nobody else can answer. */
async function isWanted(outcome: PatchOutcome, kubectl: KubectlQuestion, ports: Ports): Promise<boolean> {
  if (!ports.isTerminal("stdin")) return true;
  const { formatQuestion } = await import("../output/apply-question.ts");
  return await ports.confirm(formatQuestion(outcome, await contextOf(kubectl, ports)));
}

async function contextOf(kubectl: KubectlQuestion, ports: Ports): Promise<string | null> {
  if (kubectl.context !== null) return kubectl.context;
  const question = { ...kubectl, args: ["config", "current-context"], timeoutSeconds: CONTEXT_SECONDS };
  try {
    return (await ports.askKubectl(question)).trim() || null;
  } catch (error) {
    // In a pod kubectl has a cluster and no context.
    if (error instanceof Failure) return null;
    throw error;
  }
}
