import type { MatchSubject } from "../../config/match.ts";
import type { Catalog } from "../../gpu/types.ts";
import { annotationsOf, type KubeObject, labelsOf, objectTitle } from "../../k8s/object.ts";
import { leadPodSet, type Workload } from "../../k8s/workload.ts";
import type { AutoProfile } from "../../patch/recognition/data/evidence.ts";
import { recognizeProfile } from "../../patch/recognition/recognize.ts";
import { ANNOTATION_PREFIX } from "../../profile/annotations.ts";
import { mayHaveAccelerator } from "../../workload/accelerators.ts";
import { surroundingsOf } from "../../workload/surroundings.ts";

/** A workload of the repository as a rule sees it. */
export interface Seen {
  /** `Deployment/web`. */
  readonly title: string;
  /** Name of its file in messages. */
  readonly file: string;
  /** Where the object begins. */
  readonly line: number;
  readonly subject: MatchSubject;
}

/** A workload that was recognised. */
export interface Recognised extends Seen {
  readonly profile: AutoProfile;
  /** From 0 to 1. */
  readonly confidence: number;
  /** Clauses that complete "it …", strongest first. */
  readonly reasons: readonly string[];
  /** It asks for an accelerator today. */
  readonly accelerated: boolean;
}

/** A workload that no rule is made for. */
export interface LeftOut extends Seen {
  /** `said`: its own annotations decide. `unknown`: what it is was not told by the manifest. */
  readonly why: "said" | "unknown";
  readonly reason: string;
}

/** Every workload, sorted by whether it was recognised. */
export interface Recognition {
  readonly recognised: readonly Recognised[];
  readonly leftOut: readonly LeftOut[];
}

/** Looks at every workload. `pathOf` gives a file's path below the config's folder. */
export function recogniseAll(
  workloads: readonly Workload[],
  objects: readonly KubeObject[],
  catalog: Catalog,
  pathOf: (file: string) => string | null,
): Recognition {
  const recognised: Recognised[] = [];
  const leftOut: LeftOut[] = [];
  const surroundings = surroundingsOf(objects);
  for (const workload of workloads) {
    const seen = see(workload, pathOf);
    const own = [...seen.subject.annotations].find(([key]) => DECIDES.has(key));
    if (own !== undefined) {
      leftOut.push({ ...seen, why: "said", reason: `its annotation ${own[0]} decides` });
      continue;
    }
    const verdict = recognizeProfile(leadPodSet(workload), { surroundings, catalog });
    if (verdict.profile === null) {
      leftOut.push({ ...seen, why: "unknown", reason: verdict.undecided?.reason ?? UNKNOWN });
      continue;
    }
    const reasons = verdict.evidence
      .filter((one) => one.for === verdict.profile && one.points > 0)
      .map(({ text }) => text);
    const { profile, confidence } = verdict;
    const accelerated = workload.podSets.some((one) => mayHaveAccelerator(one, { catalog, surroundings }));
    recognised.push({ ...seen, profile, confidence, reasons, accelerated });
  }
  return { recognised, leftOut };
}

const UNKNOWN = "nothing in it tells what it does";

const DECIDES: ReadonlySet<string> = new Set([`${ANNOTATION_PREFIX}profile`, `${ANNOTATION_PREFIX}skip`]);

function see({ object }: Workload, pathOf: (file: string) => string | null): Seen {
  const { kind, name, namespace, source, root } = object;
  return {
    title: objectTitle(object),
    file: source.name,
    line: source.lines.position(root.span.start).line,
    subject: {
      kind,
      name,
      namespace,
      labels: labelsOf(object),
      annotations: annotationsOf(object),
      path: pathOf(source.name),
    },
  };
}
