import { runPatch } from "../../commands/patch.ts";
import type { ExitCode } from "../../kernel/failure.ts";
import { PLAIN } from "../../output/paint.ts";
import type { RawOptions, Session } from "../shared/command.ts";
import { isGiven, usageError } from "../shared/values.ts";
import { patchInvocation } from "./invocation.ts";
import { POST_RENDERER } from "./options.ts";

/** Options that send the manifests elsewhere, or hold some back. */
const ELSEWHERE = ["--write", "--output-dir", "--diff", "--check", "--output", "--keep-going"] as const;

/**
 * What Helm gets where a chart renders nothing: it takes blank output for a failure, and a comment for no document.
 * Sources: helm/helm pkg/postrenderer/postrenderer.go (Run); kubernetes-sigs/kustomize kyaml/kio/byteio_reader.go.
 */
const NO_MANIFESTS = "# no manifests\n";

/**
 * Helm 4 tells nothing of what a plugin writes to standard error: a file has it.
 * Source: helm/helm internal/plugin/runtime_subprocess.go (runPostrenderer).
 */
const REPORT = "GPUIFY_REPORT";

/**
 * Runs `gpuify patch --post-renderer`: the whole stream of a chart in, the whole stream out. Hooks may come alone, so that
 * nothing to patch is no mistake. `main` makes every failure exit 1.
 * @throws Failure (usage) for inputs and outputs that are not Helm's.
 */
export async function runPostRenderer(
  raw: RawOptions,
  paths: readonly string[],
  { ports }: Session,
): Promise<ExitCode> {
  if (paths.length !== 1 || paths[0] !== "-")
    throw usageError(
      `${POST_RENDERER} reads standard input, which Helm writes, and no file`,
      `${ports.calledAs} -p PROFILE ${POST_RENDERER} -`,
    );
  const other = ELSEWHERE.find((option) => isGiven(raw, option));
  if (other !== undefined)
    throw usageError(`${POST_RENDERER} writes standard output, which Helm reads`, `leave out ${other}`);
  const invocation = patchInvocation(raw, paths);
  const report = invocation.report ?? (ports.env[REPORT] || null);
  const { request } = invocation;
  const scope = { ...request.scope, whenUnmatched: "accept" } as const;
  const toHelm = {
    ...ports,
    writeStdout: (text: string) => ports.writeStdout(text.trim() === "" ? NO_MANIFESTS : text),
  };
  const paints = { stdout: PLAIN, stderr: PLAIN };
  return await runPatch({ ...invocation, report, request: { ...request, scope } }, toHelm, paints);
}
