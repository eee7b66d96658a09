import { catalogDocument } from "../../src/gpu/catalog/document.ts";
import type { SchedulingPod } from "../../src/k8s/scheduling/types.ts";
import type { DecisionFlags } from "../../src/profile/flags.ts";
import { job, type Patched, SERVER } from "./patched.ts";

/** One run of gpuify on a plain manifest. */
export interface Question {
  readonly platform: string;
  /** Null: none is named, and the vendor decides. */
  readonly model: string | null;
  readonly vendor: string;
  readonly count: number;
  readonly spot: boolean;
  readonly shape: Shape;
}

/** The workload and profile: a server, one training pod, or two that talk to each other. */
export type Shape = "server" | "trainer" | "trainers";

const SHAPES: readonly Shape[] = ["server", "trainer", "trainers"];
const COUNTS: readonly number[] = [1, 2, 4, 8, 16];
/** Neuron machines come with other numbers of devices too. */
const NEURON_COUNTS: readonly number[] = [1, 2, 4, 6, 8, 12, 16];

const document = catalogDocument();

/** Every platform that the catalog has: new ones are asked about without a change here. */
export const PLATFORMS: readonly string[] = document.platforms.map(({ name }) => name);

/** Models and vendors to ask about on a platform: each model of the catalog, and each vendor without a model. */
export function subjectsOf(platform: string): readonly Subject[] {
  const row = document.platforms.find(({ name }) => name === platform);
  return [
    ...Object.keys(row?.resources ?? {}).map((vendor) => ({ model: null, vendor })),
    ...document.models.map(({ name, vendor }) => ({ model: name, vendor })),
  ];
}

/** Something to ask about on a platform. */
export interface Subject {
  readonly model: string | null;
  readonly vendor: string;
}

/** Every count, capacity and shape of a subject. */
export function* questionsOf(platform: string, { model, vendor }: Subject): Generator<Question> {
  for (const count of vendor === "aws" ? NEURON_COUNTS : COUNTS)
    for (const spot of [false, true])
      for (const shape of SHAPES) yield { platform, model, vendor, count, spot, shape };
}

/** For each capacity and shape the smallest count that is not refused, with the manifest that was written. */
export function smallestRuns(
  platform: string,
  subject: Subject,
  run: (question: Question) => Patched,
): readonly { readonly question: Question; readonly text: string; readonly pod: SchedulingPod }[] {
  const done = new Set<string>();
  const runs: { readonly question: Question; readonly text: string; readonly pod: SchedulingPod }[] = [];
  for (const question of questionsOf(platform, subject)) {
    const key = `${question.spot} ${question.shape}`;
    if (done.has(key)) continue;
    const patched = run(question);
    if (!patched.ok && patched.code === "model-not-on-platform") return [];
    if (!patched.ok) continue;
    done.add(key);
    runs.push({ question, text: patched.text, pod: patched.pod });
  }
  return runs;
}

/** The manifest, profile and flags that a question stands for. */
export function runOf(question: Question): {
  readonly manifest: string;
  readonly profile: string;
  readonly flags: DecisionFlags;
} {
  const { platform, model, vendor, count, spot, shape } = question;
  const subject = model === null ? { vendor } : { gpu: model };
  return {
    manifest: shape === "server" ? SERVER : job(shape === "trainers" ? 2 : 1),
    profile: shape === "server" ? "continuous" : "training",
    flags: { platform, ...subject, gpus: count, ...(spot && { spot }) },
  };
}

/** Ranks in several pods talk to each other: they must run on like machines. The GPUs of one pod are alike anyway. */
export function isUniform({ shape, model }: Question): boolean {
  return model !== null && shape === "trainers";
}

/** GKE reads one value of its accelerator label, so one of the values of a model is selected for every pod. */
export function isOneValue({ platform, vendor, model }: Question): boolean {
  return model !== null && vendor === "nvidia" && platform.startsWith("gke");
}

/** What the catalog says of a combination that it leaves out on purpose; null where it says nothing. */
export function omittedReason(platform: string, model: string | null): string | null {
  const row = document.omitted.find(
    (one) => one.platform === platform && (one.model === model || one.model === "*"),
  );
  return row?.reason ?? null;
}
