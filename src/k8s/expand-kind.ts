import type { CountData, KindData, PathText, PodSetData, RolloutData, TwinData } from "./kind-data.ts";
import type {
  CountTerm,
  FieldPattern,
  KeptAfterEnd,
  KindRow,
  Lifecycle,
  OwnRollout,
  PodSetRow,
  ResourceNotation,
  TwinRow,
} from "./kind-row.ts";

/**
 * The row of a kind as the house uses it. `original` is the kind that `sameAs` names, whose facts count where this one says
 * nothing; `prefix` stands in place of the leading `spec` of its paths.
 */
export function expandKind(own: KindData, original: KindData | null): KindRow {
  const said = original === null ? own : { ...original, ...own };
  const pathOf = reader(original === null || own.podSets !== undefined ? null : (own.prefix ?? null));
  const life = said.life ?? "serving";
  const lifecycle = lifecycleOf(said);
  return {
    group: own.group,
    aliases: own.aliases ?? [],
    kind: own.kind,
    names: own.names ?? [],
    life,
    lifecycle,
    podSets: (said.podSets ?? []).map((set) => podSetRow(set, pathOf, lifecycle)),
    ...(said.objects !== undefined && { objects: said.objects.map(pathOf) }),
    ...(said.bases !== undefined && {
      bases: said.bases.map(({ name, kinds, holdsGpus = false }) => ({
        name: pathOf(name),
        kinds,
        holdsGpus,
      })),
    }),
    ...(said.fillsGpus !== undefined && { fillsGpus: said.fillsGpus }),
    ...(said.drives !== undefined && { drives: pathOf(said.drives) }),
    ...(said.objectPods !== undefined && { objectPods: countTerm(said.objectPods, pathOf) }),
    rollout: null,
    ownRollouts: (said.rollouts ?? []).map((one) => rolloutOf(one, pathOf)),
    job: null,
    queue: (said.kueue ?? "none") === "none" ? null : ["metadata", "labels"],
    scale: said.scale ?? "none",
    selector: lifecycle === "restarts" && said.scale === "subresource" ? "conditions" : "none",
    revisionOf: null,
    immutable: (said.immutable ?? []).map(pathOf),
    ...(said.sharedMemory !== undefined && {
      sharedMemory: said.sharedMemory === "operator" ? "operator" : pathOf(said.sharedMemory),
    }),
    ...(said.denied !== undefined && {
      denied: {
        fields: said.denied.fields,
        flagsIn: said.denied.flagsIn,
        onlyIf:
          said.denied.onlyIf === undefined
            ? null
            : { at: pathOf(said.denied.onlyIf.at), is: said.denied.onlyIf.is },
      },
    }),
    ...(said.kept !== undefined && { kept: keptOf(said.kept, pathOf) }),
    ...(said.together !== undefined && {
      together: { unless: said.together === true ? null : pathOf(said.together.unless) },
    }),
    ...(said.alike === true && { isAlike: true }),
    ...(said.workers !== undefined && {
      workers: {
        at: pathOf(said.workers.at),
        oneLessWith: said.workers.oneLessWith === undefined ? null : pathOf(said.workers.oneLessWith),
      },
    }),
    ...(said.retries !== undefined && {
      retries: {
        at: pathOf(said.retries.at),
        unset: said.retries.unset,
        note: said.retries.note ?? null,
      },
    }),
    ...(said.kueue === "optional" && { isQueueOptional: true }),
    ...(said.kueueRefuses !== undefined &&
      said.kueue !== "none" && {
        queueRefuses: said.kueueRefuses.map(({ at, unless, ...rest }) => ({
          at: pathOf(at),
          ...(unless !== undefined && { unless: pathOf(unless) }),
          ...rest,
        })),
      }),
    ...(said.queue !== undefined && { ownQueue: pathOf(said.queue) }),
    notes: said.notes ?? [],
    unverified: said.unverified ?? [],
    versions: said.versions ?? [],
    source: (said.source ?? []).join("; "),
  };
}

function keptOf(kept: NonNullable<KindData["kept"]>, pathOf: ReadPath): KeptAfterEnd {
  const { at, unless = [], versions = null, ...said } = kept;
  return { ...said, at: pathOf(at), unless: unless.map(pathOf), versions };
}

/** The steps of a path as it is written. */
export function pathSteps(text: PathText): FieldPattern {
  if (typeof text !== "string") return text;
  return text
    .split(".")
    .flatMap((step) => (step.endsWith("[]") ? [step.slice(0, -2), "[]"] : [step]))
    .filter((step) => step !== "");
}

type ReadPath = (text: PathText) => FieldPattern;

function reader(prefix: string | null): ReadPath {
  if (prefix === null) return pathSteps;
  const start = pathSteps(prefix);
  return (text) => {
    const [first, ...rest] = pathSteps(text);
    return first === "spec" ? [...start, ...rest] : [...(first === undefined ? [] : [first]), ...rest];
  };
}

function lifecycleOf({ life = "serving", ends = life === "batch", perNode }: KindData): Lifecycle {
  if (perNode === true) return "per-node";
  if (life === "template" || life === "wrapper") return "none";
  return ends ? "ends" : "restarts";
}

function podSetRow(set: PodSetData, pathOf: ReadPath, lifecycle: Lifecycle): PodSetRow {
  const path = <Key extends keyof PodSetData & keyof PodSetRow>(key: Key) =>
    set[key] === undefined ? {} : { [key]: pathOf(set[key] as PathText) };
  return {
    role: roleOf(set.role),
    computes: set.computes ?? "yes",
    ...(set.computesByName !== undefined && { computesByName: set.computesByName }),
    ...(set.computesBy !== undefined && {
      computesBy: { at: pathOf(set.computesBy.at), no: set.computesBy.no },
    }),
    ...path("noUnless"),
    at: pathOf(set.at),
    ...path("without"),
    form: set.form ?? "template",
    ...(set.merged === true && { merged: true }),
    ...(set.main !== undefined && { main: set.main.map(pathSteps) }),
    ...(set.mainName !== undefined && { mainName: set.mainName }),
    ...path("labels"),
    ...path("annotations"),
    ...(set.fields !== undefined && { fields: set.fields }),
    ...(set.resources !== undefined && { resources: notationOf(set.resources, pathOf) }),
    ...(set.elsewhere !== undefined && {
      elsewhere: { at: pathOf(set.elsewhere.at), what: set.elsewhere.what },
    }),
    ...(set.twins !== undefined && { twins: set.twins.map((twin) => twinRow(twin, pathOf)) }),
    pods: (set.pods ?? []).map((count) => countTerm(count, pathOf)),
    ...path("job"),
    gang: lifecycle === "ends" ? "object" : "none",
    ...(set.versions !== undefined && { versions: set.versions }),
  };
}

function roleOf(role: string): PodSetRow["role"] {
  if (role === "*" || role === "[]") return { from: [] };
  return role.startsWith(".") ? { from: [role.slice(1)] } : role;
}

function countTerm(count: CountData, pathOf: ReadPath): CountTerm {
  if (typeof count === "string") {
    const [path = "", unset = "?1"] = count.split(" ");
    return { at: pathOf(path), unset: Number(unset.slice(1)) };
  }
  const { at, unset, ...others } = count;
  const paths = Object.entries(others).map(([name, path]) => [name, pathOf(path)] as const);
  return { at: pathOf(at), unset, ...Object.fromEntries(paths) };
}

function twinRow(twin: TwinData, pathOf: ReadPath): TwinRow {
  if (typeof twin === "string") return { at: pathOf(twin) };
  const { at, over, ...said } = twin;
  return { ...said, at: pathOf(at), ...(over !== undefined && { over: over.map(pathOf) }) };
}

function notationOf(resources: NonNullable<PodSetData["resources"]>, pathOf: ReadPath): ResourceNotation {
  if ("name" in resources) return { name: pathOf(resources.name), quantity: pathOf(resources.quantity) };
  const { limits, requests, short = {}, shortType } = resources;
  return {
    limits: pathOf(limits),
    requests: requests === undefined ? null : pathOf(requests),
    short,
    shortType: shortType === undefined ? null : pathOf(shortType),
  };
}

function rolloutOf(rollout: RolloutData, pathOf: ReadPath): OwnRollout {
  const { at, unless, onlyWith, ...form } = rollout;
  return {
    ...form,
    at: pathOf(at),
    unless: unless === undefined ? null : { at: pathOf(unless.at), is: unless.is },
    onlyWith: onlyWith === undefined ? null : pathOf(onlyWith),
  };
}
