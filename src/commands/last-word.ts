import type { Ports } from "../io/ports.ts";
import type { Baseline } from "../lint/baseline.ts";
import type { LastWord } from "../pipeline/last-word.ts";
import type { PatchOutcome } from "../pipeline/outcome.ts";
import { fingerprintNames } from "./fingerprint-names.ts";
import type { PreparedPatch } from "./prepare.ts";

/**
 * What the linter's rules have to say of what a run leaves, and what a team lets stand of what the run has told; null
 * where nothing is written, or nothing was told and no profile was for anything. The rules are loaded for it.
 * @throws Failure (usage) where the config names a baseline that does not exist or is none.
 */
export async function lastWordOf(
  { review, diagnostics }: PatchOutcome,
  { inputs, own, deviceClasses, policyOf, policies }: PreparedPatch,
  ports: Ports,
): Promise<LastWord | null> {
  if (review === null || (review.subjects.length === 0 && diagnostics.length === 0)) return null;
  const baseline = await baselineOf(policies, ports);
  const [{ lastWord }, { loadWholeCatalog }] = await Promise.all([
    import("../pipeline/last-word.ts"),
    import("../gpu/whole-catalog.ts"),
  ]);
  const byName = new Map(inputs.files.map((file) => [file.name, file]));
  return lastWord(review, diagnostics, {
    whole: await loadWholeCatalog(own, deviceClasses),
    severitiesIn: (name) => {
      const file = byName.get(name);
      return (file === undefined ? null : policyOf(file))?.policy.severities ?? {};
    },
    // Only a baseline asks for names that are the same wherever the run is.
    nameOf: baseline === null ? (file) => file : fingerprintNames(inputs.files, ports),
    baseline,
  });
}

/** Most configs name none, and most runs have no config. */
async function baselineOf(policies: PreparedPatch["policies"], ports: Ports): Promise<Baseline | null> {
  if (policies.every(({ baseline }) => baseline === null)) return null;
  const { baselineOfPolicies } = await import("./baselines.ts");
  return await baselineOfPolicies(policies, ports);
}

/** The outcome with what the last word says of it: what is meant is left out, and what cannot work is told apart. */
export function withLastWord(outcome: PatchOutcome, word: LastWord | null): PatchOutcome {
  if (word === null) return outcome;
  const broken = word.told.filter(({ finding }) => finding.severity === "error");
  const workloads = outcome.workloads.map((workload) => {
    const errors = broken.filter(
      ({ finding: { object, location } }) =>
        location.file === workload.file &&
        object !== null &&
        object.source.lines.position(object.root.span.start).line === workload.line,
    );
    return errors.length === 0 ? workload : { ...workload, errors: errors.length };
  });
  return { ...outcome, workloads, diagnostics: word.diagnostics };
}
