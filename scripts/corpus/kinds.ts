import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "../../src/gpu/types.ts";
import type { Life } from "../../src/k8s/kind-row.ts";
import { apiGroup, WORKLOAD_KINDS, workloadKind } from "../../src/k8s/kinds.ts";
import { type KubeObject, objectTitle } from "../../src/k8s/object.ts";
import { asWorkload, type PodSet, type Workload } from "../../src/k8s/workload.ts";
import { readFiles } from "../../src/pipeline/input/load.ts";
import { ALWAYS } from "../../src/pipeline/input/relevance.ts";
import type { Change, PatchFlags } from "../../src/pipeline/outcome.ts";
import { hasAccelerator } from "../../src/workload/accelerators.ts";
import { gpusElsewhere } from "../../src/workload/gpus-elsewhere.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";
import {
  checkProfile,
  checkUntouched,
  type FileResult,
  makeSubject,
  oneWorkload,
  type ProfileName,
  type Subject,
} from "./check-file.ts";
import type { RunOptions } from "./run.ts";
import { checkWayBack, type WayBack } from "./way-back.ts";

/** The line of the table in which all kinds of Kubernetes itself are counted. */
export const BUILT_IN = "built-in";

/** What became of one set of pods with GPUs under one profile. */
export interface SetResult {
  readonly file: string;
  /** `ray.io/RayCluster`; of an object inside another the outer kind. */
  readonly kind: string;
  /** `RayCluster/llm (workers)`. */
  readonly title: string;
  readonly profile: ProfileName;
  /** `elsewhere`: a field outside of resources decides, and it stays. `left`: the profile is for other roles. */
  readonly fate: "patched" | "unchanged" | "elsewhere" | "left" | "refused" | "crash";
  /** Of the refusal. */
  readonly code: string | null;
}

/** Everything that one run over kinds with GPUs found. */
export interface KindsRun {
  readonly sets: readonly SetResult[];
  readonly results: readonly FileResult[];
  readonly waysBack: readonly WayBack[];
}

/** The profiles that fit what a kind is for: the first is the one for GPUs. */
const PROFILES_OF: Readonly<Record<Life, readonly ["continuous" | "training", ...ProfileName[]]>> = {
  serving: ["continuous", "bursty"],
  cluster: ["continuous", "bursty"],
  workspace: ["continuous", "bursty"],
  vm: ["continuous", "bursty"],
  batch: ["training"],
  template: ["continuous"],
  wrapper: ["continuous"],
};

/** Real manifests of kinds that the corpus has few of or none; paths are relative to the corpus. */
export function exampleFiles(corpus: string): readonly string[] {
  const folder = join(corpus, "../kinds/examples");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ya?ml|json)$/.test(name))
    .sort()
    .map((name) => `../kinds/examples/${name}`);
}

/** Patches every workload with GPUs by itself as its kind wants, and holds what comes out against the promises. */
export function runKinds(
  corpus: string,
  files: readonly string[],
  catalog: Catalog,
  { flags = {}, progress }: Pick<RunOptions, "flags" | "progress"> = {},
): KindsRun {
  const run = { sets: [] as SetResult[], results: [] as FileResult[], waysBack: [] as WayBack[] };
  files.forEach((file, index) => {
    const subject = makeSubject(file, readFileSync(join(corpus, file)));
    const workloads = subject.text === null ? [] : withGpus(subject, catalog);
    if (workloads.length > 0) run.results.push(checkUntouched(subject, catalog));
    for (const one of workloads) {
      const found = runWorkload(subject, one, { catalog, flags });
      run.sets.push(...found.sets);
      run.results.push(...found.results);
      run.waysBack.push(...found.waysBack);
    }
    progress?.(index + 1, files.length);
  });
  return run;
}

interface GpuWorkload {
  readonly workload: Workload;
  /** Those with GPUs, in whatever notation. */
  readonly podSets: readonly PodSet[];
  /** The line of the table. */
  readonly kind: string;
  readonly life: Life;
}

function withGpus({ file, bytes }: Subject, catalog: Catalog): readonly GpuWorkload[] {
  const [read] = readFiles([{ name: file, bytes, named: true }], ALWAYS);
  const objects = read?.documents.flatMap((one) => one.objects) ?? [];
  const knowledge = { catalog, surroundings: surroundingsOf(objects) };
  return objects.flatMap((object): readonly GpuWorkload[] => {
    const workload = asWorkload(object);
    if (workload === null || workload === "no-pod-spec") return [];
    const podSets = workload.podSets.filter(
      (one) => gpusElsewhere(one) !== null || hasAccelerator(one, knowledge),
    );
    if (podSets.length === 0) return [];
    const outer = outermost(object, objects);
    const kind = workloadKind(outer.apiVersion, outer.kind);
    const isBuiltIn = kind !== null && WORKLOAD_KINDS.includes(kind);
    const name = isBuiltIn ? BUILT_IN : `${apiGroup(outer.apiVersion)}/${outer.kind}`;
    const life = kind?.life ?? (kind?.lifecycle === "ends" ? "batch" : "serving");
    return [{ workload, podSets, kind: name, life }];
  });
}

/** The object that people see: the one itself, or what it is inside of. */
function outermost(object: KubeObject, objects: readonly KubeObject[]): KubeObject {
  const { wrapper } = object;
  if (wrapper === undefined) return object;
  const holders = objects.filter(({ document }) => document === object.document);
  return holders.find((one) => one.base.join() === wrapper.base.join()) ?? object;
}

function runWorkload(
  subject: Subject,
  { workload, podSets, kind, life }: GpuWorkload,
  { catalog, flags }: { readonly catalog: Catalog; readonly flags: PatchFlags },
): KindsRun {
  const requestFor = (profile: ProfileName) => oneWorkload(profile, workload.object, flags);
  const profiles = PROFILES_OF[life];
  const results = profiles.map((profile) => checkProfile(subject, requestFor(profile), catalog));
  const sets = results.flatMap((result, index) =>
    podSets.map((podSet): SetResult => {
      const profile = profiles[index] ?? profiles[0];
      const title = `${objectTitle(workload.object)}${podSet.role === "" ? "" : ` (${podSet.role})`}`;
      return { file: subject.file, kind, title, profile, ...fateOf(podSet, result) };
    }),
  );
  // A platform that is named may not fit what the file says, so that the two ways differ for a reason. The way back of
  // built-in kinds is a part of the run over the whole corpus.
  const goesBack = Object.keys(flags).length === 0 && kind !== BUILT_IN;
  const back = goesBack ? checkWayBack(subject, profiles[0], catalog, requestFor) : null;
  return { sets, results, waysBack: back === null ? [] : [back] };
}

function fateOf(podSet: PodSet, result: FileResult): Pick<SetResult, "fate" | "code"> {
  if (result.status === "crash") return { fate: "crash", code: null };
  const { object } = podSet;
  const { line } = object.source.lines.position(object.root.span.start);
  const outcome = result.workloads.find((one) => one.object === objectTitle(object) && one.line === line);
  if (outcome === undefined || outcome.status === "refused")
    return { fate: "refused", code: result.engine[0] ?? result.decisions[0] ?? "not-chosen" };
  const isOf = (change: Change): boolean => isIn(object, change) && change.role === podSet.role;
  if (result.output?.changes.some(isOf) === true) return { fate: "patched", code: null };
  if (gpusElsewhere(podSet) !== null) return { fate: "elsewhere", code: null };
  const isOther = podSet.computes === "no" && result.profile !== "bursty";
  return { fate: isOther ? "left" : "unchanged", code: null };
}

function isIn({ document, base: own }: KubeObject, { document: index, base, steps }: Change): boolean {
  const path = [...base, ...steps];
  return document.index === index && own.every((step, depth) => step === path[depth]);
}
