import type { ManifestInput } from "../input/manifest-input.ts";
import { type Digest, sameDigest } from "./digest.ts";
import type { ReportedFile } from "./read-report.ts";

/**
 * What the report has about an input, or null. By its name; else by its text, because the output of a run may lie under
 * another name; else, where both the report and the run have one file to speak of, that one.
 */
export function reportedFileOf(
  input: ManifestInput,
  digest: Digest | null,
  all: readonly ReportedFile[],
  isOnly: boolean,
): ReportedFile | null {
  const name = plainName(input.name);
  const named = all.find((file) => plainName(file.name) === name);
  if (named !== undefined) return named;
  const changed = all.filter(({ edits }) => edits.length > 0);
  const same = (other: Digest | null) => digest !== null && other !== null && sameDigest(digest, other);
  const byText = changed.find(({ output }) => same(output)) ?? changed.find(({ input: was }) => same(was));
  if (byText !== undefined) return byText;
  return isOnly && changed.length === 1 ? (changed[0] ?? null) : null;
}

/** `./k8s//a.yaml` is `k8s/a.yaml`. */
export function plainName(path: string): string {
  const steps = path.split("/").filter((step, index) => step !== "." && (step !== "" || index === 0));
  return steps.join("/");
}
