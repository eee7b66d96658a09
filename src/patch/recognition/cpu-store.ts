import type { Catalog } from "../../gpu/types.ts";
import type { ContainerView, PodSet } from "../../k8s/workload.ts";
import { type Command, commandsOf, isPreparation } from "../../program/command/commands.ts";
import { parseImage, wordsOf } from "../../program/command/image-name.ts";
import { programName } from "../../program/command/program-name.ts";
import { programsOf } from "../../program/known/known-programs.ts";
import type { ProgramRole, ProgramRow } from "../../program/known/rows.ts";
import { sidecarOf } from "../../workload/sidecars.ts";
import { at } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { hasGpuTrace } from "./gpu-traces.ts";

/** A database, cache or broker that a workload is, and how that was told. */
export interface CpuStore {
  /** `a cache`. */
  readonly what: string;
  /** `image redis`, `command redis-server`. */
  readonly told: string;
  /** The image or the command that tells it. */
  readonly path: FieldPath;
}

/**
 * The database, cache or broker that a workload is and nothing else: every container but known sidecars runs one, and
 * nothing says that a GPU is meant for it. Told by image and command, never by a name. Null where one is in doubt.
 */
export function cpuStoreOf(podSet: PodSet, catalog: Catalog): CpuStore | null {
  const working = podSet.containers.filter(
    (container) => container.role === "main" && sidecarOf(container) === null,
  );
  const stores = working.map(storeIn);
  const [first] = stores;
  if (first === undefined || first === null || stores.includes(null)) return null;
  return hasGpuTrace(podSet, catalog) ? null : first;
}

/** Programs that compute on GPUs, or with which somebody does: a container that runs one is no mere store. */
const COMPUTING: ReadonlySet<ProgramRole> = new Set([
  "model-server",
  "pipeline",
  "trainer",
  "launcher",
  "interactive",
  "device-check",
]);

/** What starts a program that nobody knows: it may be anything. */
const INTERPRETER = /^(?:(?:python|pypy)[\d.]*|torchrun|accelerate|deepspeed|mpirun|java|node|ruby|php)$/;

function storeIn(container: ContainerView): CpuStore | null {
  const commands = commandsOf(container).filter((command) => !isPreparation(command));
  if (programsOf(container.image, commands).some(({ role }) => COMPUTING.has(role))) return null;
  return storeByImage(container, commands) ?? storeByCommand(container, commands);
}

/** A script, or the arguments of the image's own program, are part of the image. */
function storeByImage(container: ContainerView, commands: readonly Command[]): CpuStore | null {
  const store = programsOf(container.image, []).find(({ row }) => row.cpuOnly === true);
  if (store === undefined || !isPlain(container.image, store.row) || commands.some(isUnknownProgram))
    return null;
  return { what: store.row.what, told: `image ${store.told}`, path: [...container.path, "image"] };
}

/** Of an image that nobody knows all that runs must be known. */
function storeByCommand(container: ContainerView, commands: readonly Command[]): CpuStore | null {
  const stores = commands.map((command) =>
    programsOf(null, [command]).find(({ row }) => row.cpuOnly === true),
  );
  const [first] = stores;
  if (first === undefined || stores.includes(undefined)) return null;
  const field = at(container.node, ["command"]) === null ? "args" : "command";
  return { what: first.row.what, told: `command ${first.told}`, path: [...container.path, field] };
}

/** The image is the program's own, not that of something which only uses it: `redis-worker`. */
function isPlain(image: string | null, { images }: ProgramRow): boolean {
  const own = new Set(images.flatMap(wordsOf));
  const name = parseImage(image ?? "")?.name ?? "";
  return wordsOf(name).every((word) => own.has(word) || VARIANTS.has(word) || /^v?\d+$/.test(word));
}

/**
 * Words that publishers put beside the program in the names of images, and that make no other program of it:
 * `postgresql-repmgr`, `mariadb-galera`, `redis-cluster` (bitnami), `cp-kafka` (confluentinc), `percona-xtradb-cluster`,
 * `mongodb-community-server`, `redis-stack-server`, `eclipse-mosquitto`, `timescaledb-ha`, `postgresql-13-c9s` (sclorg).
 */
const VARIANTS: ReadonlySet<string> = new Set(
  (
    "alpine amd64 arm64 bullseye bookworm c9s c10s ce centos7 cluster community cp debian docker e2e ee eclipse " +
    "enterprise follower galera ha leader library master primary replica replicaset repmgr rhel7 rhel8 rhel9 sentinel " +
    "server single slave slim stack standalone ubi8 ubi9 xtradb"
  ).split(" "),
);

/** What starts a program that nobody knows. */
function isUnknownProgram(command: Command): boolean {
  return command.slice(0, 3).some((word) => INTERPRETER.test(programName(word)));
}
