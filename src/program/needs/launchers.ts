import type { CountRow } from "../known/rows.ts";
import type { Asking, GpuNeed } from "./need.ts";
import {
  ALL,
  exactly,
  listLength,
  notNumber,
  notResolved,
  numberOf,
  SILENT,
  undecided,
  visibleDevices,
} from "./numbers.ts";

/** The processes of all machines together, divided by the machines (accelerate, horovodrun). */
export function totalNeed(asking: Asking, { of, over, unset, opens }: CountRow): GpuNeed {
  if (asking.options.get("cpu") !== null) return SILENT;
  const hosts = opens === undefined ? null : asking.options.get(opens);
  if (hosts !== null && !/^localhost(?::\d+)?$/.test(hosts.value ?? ""))
    return undecided(`\`${hosts.said}\` distributes the processes over several hosts`);
  const said = asking.options.get(String(of));
  // A file of options loses against the command line.
  const total = said === null ? numberOf(asking, String(of)) : asNumber(asking, String(of));
  if (total.kind === "unset") return unset === "all" ? ALL : undecided("the number of processes is not set");
  if (total.kind === "unknown") return undecided(total.why);
  if (total.kind === "text") return notNumber(total.said);
  const machines = over === undefined ? null : asking.options.get(over);
  if (machines === null) return exactly(total.value, [total.said]);
  const count = Number(machines.value);
  if (machines.unknown !== null || !Number.isInteger(count) || count < 1)
    return undecided(`the number of machines is unknown (${machines.unknown ?? machines.said})`);
  if (total.value % count !== 0)
    return undecided(`${total.value} processes cannot be divided evenly among ${count} machines`);
  return exactly(total.value / count, [total.said, machines]);
}

function asNumber({ options }: Asking, key: string): ReturnType<typeof numberOf> {
  return numberOf({ options: { ...options, openedBy: null } }, key);
}

/** llama.cpp (docs/multi-gpu.md). */
export function llamaNeed({ options }: Asking): GpuNeed {
  const layers = options.get("layers");
  if (layers?.value === "0") return SILENT;
  const devices = options.get("devices");
  if (devices?.value === "none") return SILENT;
  const split = options.get("split");
  if (split?.value === "none") return exactly(1, [split]);
  for (const list of [options.get("parts"), devices]) {
    if (list === null) continue;
    if (list.unknown !== null) return undecided(notResolved(list.unknown));
    const length = listLength((list.value ?? "").replaceAll("/", ","));
    if (length !== null) return exactly(length, [list]);
  }
  return ALL;
}

/** DeepSpeed's launcher: every GPU of the node unless options set which or how many (deepspeed/launcher/runner.py). */
export function deepspeedNeed(asking: Asking): GpuNeed {
  const { options } = asking;
  const number = numberOf(asking, "processes");
  if (number.kind === "unknown") return undecided(number.why);
  if (number.kind === "number") return exactly(number.value, [number.said]);
  for (const key of ["hostfile", "exclude"]) {
    const said = options.get(key);
    if (said !== null) return undecided(`\`${said.said}\` decides which GPUs are used`);
  }
  const include = options.get("include");
  if (include !== null) {
    const list = /^localhost:([\d,]+)$/.exec(include.value ?? "")?.[1];
    const length = list === undefined ? null : listLength(list);
    if (length === null) return undecided(`\`${include.said}\` decides which GPUs are used`);
    return exactly(length, [include]);
  }
  return ALL;
}

/** MPI starts processes, which may share GPUs or need none. */
export function mpiNeed(asking: Asking): GpuNeed {
  const { options, group } = asking;
  if (group.startsElsewhere === true) return SILENT;
  const hosts = options.get("hosts");
  if (hosts !== null) return undecided(`\`${hosts.said}\` distributes the processes over several hosts`);
  for (const key of ["perNode", "processes"]) {
    const number = numberOf(asking, key);
    if (number.kind === "unknown") return undecided(number.why);
    if (number.kind === "number" && number.value > 0)
      return exactly(number.value, [number.said], { isLoose: true });
  }
  return SILENT;
}

/** NVIDIA's tests of NCCL: threads × GPUs of each thread; `mpirun -np` in front of them multiplies (README.md). */
export function ncclNeed(asking: Asking): GpuNeed {
  const [devices, threads] = [numberOf(asking, "devices"), numberOf(asking, "threads")];
  if (devices.kind === "unknown") return undecided(devices.why);
  if (threads.kind === "unknown") return undecided(threads.why);
  const numbers = [devices, threads].flatMap((one) => (one.kind === "number" ? [one] : []));
  const each = numbers.reduce((product, { value }) => product * value, 1);
  const said = numbers.map((one) => one.said);
  if (visibleDevices(asking) !== null) return SILENT;
  return exactly(Math.max(1, each), said);
}
