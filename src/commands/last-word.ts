import { loadWholeCatalog } from "../gpu/catalog/whole-catalog.ts";
import type { Ports } from "../io/ports.ts";
import { type KubeObject, objectTitle } from "../k8s/object.ts";
import type { Advice } from "../kernel/diagnostic.ts";
import type { Baseline } from "../lint/baseline.ts";
import { toldOnce } from "../output/last-word.ts";
import { type LastWord, lastWord } from "../pipeline/last-word.ts";
import type { PatchOutcome, Review, WorkloadOutcome } from "../pipeline/outcome.ts";
import { fingerprintNames } from "./fingerprint-names.ts";
import type { PreparedPatch } from "./prepare.ts";

/** What a run comes to in the end, and what is told of it besides. */
interface InTheEnd {
  /** Without what the team lets stand, and with the errors of each workload. */
  readonly outcome: PatchOutcome;
  readonly word: LastWord;
  /** What the rules find, each rule once. */
  readonly told: readonly Advice[];
}

/**
 * Holds the linter's rules against what a run leaves, and what the run has told against what a team lets stand.
 * @throws Failure (usage) where the config names a baseline that does not exist or is none.
 */
export async function sayLastWord(
  outcome: PatchOutcome,
  review: Review,
  { inputs, own, deviceClasses, resources, policyOf, policies }: PreparedPatch,
  ports: Ports,
): Promise<InTheEnd> {
  const baseline = await baselineOf(policies, ports);
  const byName = new Map(inputs.files.map((file) => [file.name, file]));
  const word = lastWord(review, outcome.diagnostics, {
    whole: loadWholeCatalog(own, deviceClasses, resources),
    severitiesIn: (name) => {
      const file = byName.get(name);
      return (file === undefined ? null : policyOf(file))?.policy.severities ?? {};
    },
    // Only a baseline asks for names that are the same wherever the run is.
    nameOf: baseline === null ? (file) => file : fingerprintNames(inputs.files, ports),
    baseline,
  });
  return { outcome: withLastWord(outcome, word), word, told: toldOnce(word) };
}

/** Most configs name none, and most runs have no config. */
async function baselineOf(policies: PreparedPatch["policies"], ports: Ports): Promise<Baseline | null> {
  if (policies.every(({ baseline }) => baseline === null)) return null;
  const { baselineOfPolicies } = await import("./baselines.ts");
  return await baselineOfPolicies(policies, ports);
}

/** The outcome with what the last word says of it: what is meant is left out, and what cannot work is told apart. */
export function withLastWord(outcome: PatchOutcome, word: LastWord): PatchOutcome {
  const errors = new Map([...word.errors].map(([object, count]) => [placeOfObject(object), count]));
  const workloads = outcome.workloads.map((workload) => {
    const count = errors.get(placeOf(workload));
    return count === undefined ? workload : { ...workload, errors: count };
  });
  return { ...outcome, workloads, diagnostics: word.diagnostics };
}

function placeOfObject(object: KubeObject): string {
  const { source, root, namespace } = object;
  const { line } = source.lines.position(root.span.start);
  return placeOf({ file: source.name, line, object: objectTitle(object), namespace });
}

/** Objects of one line, as JSON may have them, differ by name. */
function placeOf({
  file,
  line,
  object,
  namespace,
}: Pick<WorkloadOutcome, "file" | "line" | "object" | "namespace">): string {
  return JSON.stringify([file, line, object, namespace]);
}
