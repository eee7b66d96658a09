import type { CountRow } from "../known/rows.ts";
import { engineNeed, sglangNeed } from "./engines.ts";
import { deepspeedNeed, llamaNeed, mpiNeed, ncclNeed, totalNeed } from "./launchers.ts";
import type { Asking, GpuNeed, Layout } from "./need.ts";
import {
  ALL,
  exactly,
  listLength,
  notNumber,
  numberOf,
  SILENT,
  undecided,
  visibleDevices,
} from "./numbers.ts";

/** More than any node has: a number that is misread, or that nobody means. */
const MOST_GPUS = 1024;

/** How many GPUs a program asks for, by the rule of its row. */
export function needBy(asking: Asking): GpuNeed {
  if (saysCpu(asking)) return SILENT;
  const need = counted(asking);
  if (need.kind === "exactly" && (need.count < 1 || need.count > MOST_GPUS))
    return undecided(`${need.said.map(({ said }) => `\`${said}\``).join(" ")} makes no number of GPUs`);
  if (need.kind !== "all") return need;
  const devices = visibleDevices(asking);
  return devices === null ? need : exactly(devices, [], { isLoose: true });
}

function counted(asking: Asking): GpuNeed {
  const { count } = asking.row.asks;
  switch (count.rule) {
    case "engine":
      return engineNeed(asking);
    case "sglang":
      return sglangNeed(asking);
    case "shards":
      return shardsNeed(asking);
    case "product":
      return productNeed(asking, count);
    case "processes":
      return processesNeed(asking, count);
    case "total":
      return totalNeed(asking, count);
    case "devices":
      return devicesNeed(asking, count);
    case "llama":
      return llamaNeed(asking);
    case "deepspeed":
      return deepspeedNeed(asking);
    case "mpi":
      return mpiNeed(asking);
    case "nccl":
      return ncclNeed(asking);
    case "one":
      return exactly(1, []);
    case "all":
      return ALL;
    case "silent":
      return SILENT;
    default:
      return count.rule satisfies never;
  }
}

/** `--device cpu`, and the backend of PyTorch that only CPUs use. */
function saysCpu({ options }: Asking): boolean {
  return options.words.some(({ text }, index) => {
    const [name = "", inline] = text.split("=", 2);
    if (!/^--(?:device|backend|dist[-_]backend|accelerator)$/.test(name)) return false;
    return /^(?:cpu|gloo)$/.test(inline ?? options.words[index + 1]?.text ?? "");
  });
}

/** TGI: the launcher uses every visible GPU unless an option sets the number (launcher/src/main.rs, find_num_shards). */
function shardsNeed(asking: Asking): GpuNeed {
  const shards = numberOf(asking, "tensor");
  if (shards.kind === "unknown") return undecided(shards.why);
  if (shards.kind === "number") return exactly(shards.value, [shards.said], { layout: split(shards) });
  const sharded = asking.options.get("sharded");
  if (sharded?.value?.toLowerCase() === "false") return exactly(1, [sharded], { layout: split(shards) });
  return ALL;
}

function split(tensor: ReturnType<typeof numberOf>): Layout {
  return {
    tensor: tensor.kind === "number" ? tensor.value : 1,
    pipeline: 1,
    replicas: 1,
    tensorSaid: tensor.kind === "number" ? tensor.said : null,
  };
}

/** The product of some options; where none is set, what the row says. */
function productNeed(asking: Asking, { of = [], unset = 1, why = "" }: CountRow): GpuNeed {
  if (asking.joins !== null) return undecided(`${asking.joins} joins several pods into one cluster`);
  const keys = typeof of === "string" ? [of] : of;
  const numbers = keys.map((key) => ({ key, number: numberOf(asking, key) }));
  for (const { key, number } of numbers) {
    if (number.kind === "unknown") return undecided(number.why);
    if (number.kind !== "text") continue;
    const all = asking.row.asks.options?.[key]?.all ?? [];
    return all.includes(number.value) ? ALL : notNumber(number.said);
  }
  for (const key of ["data", "nodes", "perNode"]) {
    const other = asking.options.get(key);
    if (other !== null && other.value !== "1")
      return undecided(`\`${other.said}\` distributes it over more GPUs`);
  }
  const set = numbers.flatMap(({ number }) => (number.kind === "number" ? [number] : []));
  if (set.length === 0 && unset === "undecided") return undecided(why);
  if (set.length === 0 && unset === "all") return ALL;
  const numberAt = (name: string): number => {
    const found = numbers.find(({ key }) => key === name)?.number;
    return found?.kind === "number" ? found.value : 1;
  };
  const count = set.reduce((product, { value }) => product * value, 1);
  const tensorSaid = asking.options.get("tensor");
  const layout = { tensor: numberAt("tensor"), pipeline: numberAt("pipeline"), replicas: 1, tensorSaid };
  return exactly(
    count,
    set.map(({ said }) => said),
    { layout },
  );
}

/** One process for each GPU of the pod. */
function processesNeed(asking: Asking, count: CountRow): GpuNeed {
  const number = numberOf(asking, String(count.of));
  switch (number.kind) {
    case "unknown":
      return undecided(number.why);
    case "number":
      return number.value === 0 ? SILENT : exactly(number.value, [number.said]);
    case "text":
      if (count.all?.includes(number.value)) return ALL;
      return count.none?.includes(number.value) ? SILENT : notNumber(number.said);
    case "unset":
      return asking.group.processPerGpu === true ? ALL : unsetNeed(count);
    default:
      return number satisfies never;
  }
}

function unsetNeed({ unset = 1, why = "" }: CountRow): GpuNeed {
  if (unset === "all") return ALL;
  if (unset === "silent") return SILENT;
  return unset === "undecided" ? undecided(why) : exactly(unset, []);
}

/** A number of devices or a list of them. */
function devicesNeed(asking: Asking, count: CountRow): GpuNeed {
  const number = numberOf(asking, String(count.of));
  if (number.kind === "unset") return unsetNeed(count);
  if (number.kind === "unknown") return undecided(number.why);
  if (number.kind === "number" && asking.row.what !== "Infinity")
    return number.value === 0 ? SILENT : exactly(number.value, [number.said]);
  if (count.all?.includes(String(number.value))) return ALL;
  const length = listLength(String(number.value));
  return length === null ? notNumber(number.said) : exactly(length, [number.said]);
}
