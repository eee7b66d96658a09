import type { MatchSubject } from "../../config/match.ts";
import { annotationsOf, labelsOf, objectTitle } from "../../k8s/object.ts";
import { leadPodSet, type PodSet, type Workload } from "../../k8s/workload.ts";
import { counted } from "../../kernel/words.ts";
import type { AutoProfile } from "../../patch/recognition/data/evidence.ts";
import { hasGpuTrace } from "../../patch/recognition/gpu-traces.ts";
import { recognizeProfile } from "../../patch/recognition/recognize.ts";
import { mayMeanAccelerator } from "../../patch/selection/accelerated.ts";
import { ANNOTATION_PREFIX } from "../../profile/annotations.ts";
import { mayHaveAccelerator } from "../../workload/accelerators.ts";
import type { Knowledge } from "../../workload/knowledge.ts";
import { programNeed } from "../../workload/programs/program-need.ts";

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
  /** `4 GPUs: --tensor-parallel-size 4`; null where no option of its command says a number. */
  readonly command: string | null;
}

/** A workload that no rule is made for. */
export interface LeftOut extends Seen {
  /**
   * `said`: its own annotations decide. `cpu`: it looks bursty and neither has nor had a GPU, so there is nothing to
   * take away, and nobody asked for an autoscaler. `unknown`: what it is was not told by the manifest.
   */
  readonly why: "said" | "cpu" | "unknown";
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
  knowledge: Knowledge,
  pathOf: (file: string) => string | null,
): Recognition {
  const recognised: Recognised[] = [];
  const leftOut: LeftOut[] = [];
  for (const workload of workloads) {
    const seen = see(workload, pathOf);
    const own = [...seen.subject.annotations].find(([key]) => DECIDES.has(key));
    if (own !== undefined) {
      leftOut.push({ ...seen, why: "said", reason: `its annotation ${own[0]} decides` });
      continue;
    }
    const verdict = recognizeProfile(leadPodSet(workload), knowledge);
    if (verdict.profile === null) {
      leftOut.push({ ...seen, why: "unknown", reason: verdict.undecided?.reason ?? UNKNOWN });
      continue;
    }
    const reasons = verdict.evidence
      .filter((one) => one.for === verdict.profile && one.points > 0)
      .map(({ text }) => text);
    const { profile, confidence } = verdict;
    if (profile === "bursty" && !isForGpus(workload, knowledge)) {
      leftOut.push({ ...seen, why: "cpu", reason: `it ${reasons.slice(0, 2).join(", ")}` });
      continue;
    }
    const accelerated = workload.podSets.some((one) => mayHaveAccelerator(one, knowledge));
    const command = commandText(leadPodSet(workload));
    recognised.push({ ...seen, profile, confidence, reasons, accelerated, command });
  }
  return { recognised, leftOut };
}

/** What the command of the first container with a known program says about GPUs. */
function commandText(podSet: PodSet): string | null {
  for (const container of podSet.containers) {
    const { need } = programNeed(podSet, container);
    if (need.kind !== "exactly" || need.said.length === 0) continue;
    return `${counted(need.count, "GPU")}: ${need.said.map(({ said }) => said).join(" ")}`;
  }
  return null;
}

/** True where a workload has a GPU, had one that `bursty` took away, or where anything in it says that one is meant for it. */
function isForGpus(workload: Workload, knowledge: Knowledge): boolean {
  return (
    mayMeanAccelerator(workload, knowledge) ||
    workload.podSets.some((one) => hasGpuTrace(one, knowledge.catalog))
  );
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
