import type { Catalog } from "../../gpu/types.ts";
import type { PodSet } from "../../k8s/workload.ts";
import type { Surroundings } from "../../workload/surroundings.ts";
import type { AutoVerdict, Evidence } from "./data/evidence.ts";
import { THRESHOLD } from "./data/roles.ts";
import { clusterEvidence } from "./signals/cluster.ts";
import { hintEvidence } from "./signals/hints.ts";
import { idleEvidence } from "./signals/idle.ts";
import { programEvidence } from "./signals/programs.ts";
import { servingEvidence } from "./signals/serving.ts";
import { shapeEvidence } from "./signals/shape.ts";
import { subjectOf } from "./signals/subject.ts";
import { weigh } from "./weigh.ts";
import { whyUndecided } from "./why-undecided.ts";

/**
 * Recognises a workload as continuous, bursty or training by what its manifest says, and by the scalers of the input
 * that aim at it. Pure. Refuses (`profile: null`) what is none of them, and what is too uncertain.
 */
export function recognizeProfile(
  podSet: PodSet,
  { surroundings, catalog }: { readonly surroundings: Surroundings; readonly catalog: Catalog },
): AutoVerdict {
  const subject = subjectOf(podSet, surroundings, catalog);
  const evidence = [
    ...programEvidence(subject),
    ...idleEvidence(subject),
    ...hintEvidence(subject),
    ...shapeEvidence(subject),
    ...servingEvidence(subject),
    ...clusterEvidence(subject),
  ].sort(byStrength);
  const [best, runnerUp] = weigh(evidence);
  const { confidence } = best;
  if (best.for === "none" || confidence < THRESHOLD) {
    const undecided = whyUndecided(podSet, best, runnerUp, evidence);
    return { profile: null, leaning: best.for, confidence, evidence, runnerUp, undecided };
  }
  return { profile: best.for, leaning: best.for, confidence, evidence, runnerUp, undecided: null };
}

function byStrength(a: Evidence, b: Evidence): number {
  return Math.abs(b.points) - Math.abs(a.points);
}
