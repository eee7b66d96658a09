import type { Asking, GpuNeed, Layout } from "./need.ts";
import { exactly, notNumber, numberOf, undecided } from "./numbers.ts";
import type { SaidOption } from "./options.ts";

/** Numbers of options, 1 where they are not set; the first unknown one ends the reading. */
interface Numbers {
  readonly values: Readonly<Record<string, number>>;
  readonly isSet: (key: string) => boolean;
  readonly said: readonly SaidOption[];
}

function numbersOf(asking: Asking, keys: readonly string[]): Numbers | GpuNeed {
  const values: Record<string, number> = {};
  const said: SaidOption[] = [];
  const set = new Set<string>();
  for (const key of keys) {
    const number = numberOf(asking, key);
    if (number.kind === "unknown") return undecided(number.why);
    if (number.kind === "text") return notNumber(number.said);
    values[key] = number.kind === "number" ? Math.max(number.value, 1) : 1;
    if (number.kind !== "number") continue;
    set.add(key);
    said.push(number.said);
  }
  return { values, isSet: (key) => set.has(key), said };
}

/**
 * vLLM and what has its options: tensor × pipeline × prefill context, times the ranks of data parallelism in the pod
 * (vllm/config/parallel.py). A group that Ray or several nodes form is divided by their number.
 */
export function engineNeed(asking: Asking): GpuNeed {
  const numbers = numbersOf(asking, ["tensor", "pipeline", "context", "data", "dataLocal", "nodes"]);
  if ("kind" in numbers) return numbers;
  const { tensor = 1, pipeline = 1, context = 1, data = 1, dataLocal = 1, nodes = 1 } = numbers.values;
  const world = tensor * pipeline * context;
  const local = localRanks(asking, numbers, { data, dataLocal });
  if (typeof local !== "number") return local;
  const tensorSaid = asking.options.get("tensor");
  const give = (count: number, replicas: number): GpuNeed =>
    need(count, numbers, { tensor, pipeline, replicas, tensorSaid });
  if (nodes > 1) return overNodes({ world, data, dataLocal, nodes }, numbers, give);
  const isRay = asking.options.get("executor")?.value === "ray" || asking.joins !== null;
  const { pods } = asking.group;
  if (!isRay && pods === null) return give(world * local, local);
  const total = world * local;
  if (pods === null || total % pods !== 0)
    return undecided(`${asking.joins ?? "Ray"} joins an unknown number of pods into one cluster`);
  return give(total / pods, local);
}

/** Ranks of data parallelism that run in this pod. */
function localRanks(
  { options }: Asking,
  numbers: Numbers,
  { data, dataLocal }: { readonly data: number; readonly dataLocal: number },
): number | GpuNeed {
  if (numbers.isSet("dataLocal")) return dataLocal;
  if (options.get("oneRank") !== null) return 1;
  const some = options.get("someRanks");
  if (some !== null) return undecided(`\`${some.said}\` does not say how many ranks run in this pod`);
  if (data > 1 && options.get("dataExecutor")?.value === "ray")
    return undecided("Ray decides where the data-parallel ranks run");
  return data;
}

interface Spread {
  readonly world: number;
  readonly data: number;
  readonly dataLocal: number;
  readonly nodes: number;
}

function overNodes(
  { world, data, dataLocal, nodes }: Spread,
  numbers: Numbers,
  give: (count: number, replicas: number) => GpuNeed,
): GpuNeed {
  if (data > 1 && !numbers.isSet("dataLocal")) {
    const total = world * data;
    return total % nodes === 0
      ? give(total / nodes, 1)
      : undecided(`${total} ranks cannot be divided evenly among ${nodes} nodes`);
  }
  const groups = Math.max(1, Math.floor(data / dataLocal));
  const nodesOfOne = Math.max(1, Math.floor(nodes / groups));
  if (world % nodesOfOne !== 0)
    return undecided(`${world} ranks cannot be divided evenly among ${nodesOfOne} nodes`);
  const local = numbers.isSet("dataLocal") ? dataLocal : 1;
  return give((world / nodesOfOne) * local, local);
}

/** SGLang (srt/entrypoints/engine.py `_calculate_rank_ranges`, managers/data_parallel_controller.py). */
export function sglangNeed(asking: Asking): GpuNeed {
  const numbers = numbersOf(asking, ["tensor", "pipeline", "data", "nodes"]);
  if ("kind" in numbers) return numbers;
  const { tensor = 1, pipeline = 1, data = 1, nodes = 1 } = numbers.values;
  const pipelineHere = Math.max(1, Math.floor(pipeline / nodes));
  const nodesOfOne = Math.max(1, Math.floor(nodes / pipeline));
  if (tensor % nodesOfOne !== 0)
    return undecided(`${tensor} ranks cannot be divided evenly among ${nodesOfOne} nodes`);
  const replicas = asking.options.get("dataInside") === null ? data : 1;
  const count = (tensor / nodesOfOne) * pipelineHere * replicas;
  const tensorSaid = asking.options.get("tensor");
  return need(count, numbers, { tensor, pipeline, replicas, tensorSaid });
}

function need(count: number, { said }: Numbers, layout: Layout): GpuNeed {
  const told = said.filter(({ value }) => value !== "1" || said.length === 1);
  return exactly(count, told, { layout });
}
