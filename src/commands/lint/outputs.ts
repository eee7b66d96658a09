import type { InputSet, Ports } from "../../io/ports.ts";
import { EXIT, Failure } from "../../kernel/failure.ts";
import type { LintOutcome } from "../../pipeline/lint-types.ts";
import type { LintInvocation } from "./invocation.ts";
import type { PreparedLint } from "./prepare.ts";

/** A folder without any object is a mistake in the path; a walk that found nothing must not look like success. */
export function assertManifests({ folders }: InputSet, { files }: LintOutcome): void {
  const [folder] = folders;
  if (folder === undefined || files.some(({ status }) => status !== "nothing")) return;
  throw new Failure(
    EXIT.input,
    `"${folder}" holds no Kubernetes manifest: ${files.length === 1 ? "one file was" : `${files.length} files were`} read`,
    "name the folder that has them",
  );
}

/** A report must not take the place of a manifest, a config or the baseline it was made with. */
export async function assertOutputs(
  { targets, baseline }: LintInvocation,
  inputs: InputSet,
  outcome: LintOutcome,
  { sources }: Pick<PreparedLint, "sources">,
  ports: Pick<Ports, "assertNoInput">,
): Promise<void> {
  const reports = targets.flatMap(({ file }) => file ?? []);
  const files = baseline === null ? reports : [...reports, baseline.file];
  const read = [...manifestsIn(inputs, outcome).files.flatMap(({ path }) => path ?? []), ...sources.keys()];
  if (files.length > 0) await ports.assertNoInput(files, read, "name another file");
  if (baseline?.use === "compare" && reports.length > 0)
    await ports.assertNoInput(
      reports,
      [baseline.file],
      "name another file; --update-baseline writes the baseline",
    );
}

/** A report or a baseline of an earlier run may lie in the folder: only manifests must not be written over. */
function manifestsIn(inputs: InputSet, { files }: LintOutcome): InputSet {
  const manifests = new Set(files.filter(({ objects }) => objects.length > 0).map(({ name }) => name));
  return { ...inputs, files: inputs.files.filter(({ name, named }) => named || manifests.has(name)) };
}
