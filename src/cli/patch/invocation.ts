import { existsSync } from "node:fs";
import type { Delivery, PatchInvocation } from "../../commands/invocation.ts";
import { nearest } from "../../kernel/suggest.ts";
import { MANIFEST_FORMATS } from "../../output/manifests/formats.ts";
import type { PatchFlags, Scope } from "../../pipeline/outcome.ts";
import { builtInBase } from "../../profile/built-in.ts";
import type { RawOptions } from "../shared/command.ts";
import { formatTargets } from "../shared/format-targets.ts";
import { configOf, inputsOf, namedExcludedOf } from "../shared/inputs.ts";
import {
  assertNameGlobs,
  burstFactor,
  gpuCount,
  gpuModel,
  isGiven,
  kubernetesMinor,
  listOf,
  migProfile,
  nonEmpty,
  oneOf,
  quantity,
  queueName,
  textOf,
  tpuTopology,
  usageError,
  wholeNumber,
  workerCount,
} from "../shared/values.ts";
import { assertFlagsMatter } from "./flag-effects.ts";
import { parseLabels, parseSelect } from "./selectors.ts";

/**
 * Turns the options of `patch` into what they mean. `paths` are the inputs, `-` among them when standard input
 * is read, also implicitly.
 * @throws Failure (usage) for a value that is none, a flag without effect, or two that exclude each other.
 */
export function patchInvocation(raw: RawOptions, paths: readonly string[]): PatchInvocation {
  const profile = chosenProfile(raw, paths);
  const delivery = deliveryOf(raw, paths);
  assertMayKeepGoing(raw, delivery);
  return {
    request: {
      profile,
      scope: scopeOf(raw, delivery),
      strict: isGiven(raw, "--strict"),
      keepGoing: isGiven(raw, "--keep-going"),
      ...(isGiven(raw, "--strip-live") && { liveFields: "strip" }),
      ...(oneOf(raw, "--unknown-kinds", ["patch"]) !== undefined && { unknownKinds: "found-by-shape" }),
      flags: flagsOf(raw),
    },
    config: configOf(raw),
    namedExcluded: namedExcludedOf(raw),
    assertFlagsMatter: (named) => assertFlagsMatter(raw, named),
    inputs: inputsOf(raw, paths),
    delivery,
    explain: isGiven(raw, "--explain"),
    report: reportFile(raw),
    quiet: isGiven(raw, "--quiet"),
    failOn: oneOf(raw, "--fail-on", ["error", "warning"]) ?? "error",
  };
}

/** A built-in profile is checked here, before anything is read; another name may be one of the config. */
function chosenProfile(raw: RawOptions, [path = ""]: readonly string[]): string | null {
  const name = textOf(raw, "--profile");
  if (name !== undefined) {
    const base = builtInBase(name);
    if (base !== null) assertFlagsMatter(raw, { name, base });
    return nonEmpty("--profile", name);
  }
  const command = /^[a-z]+$/.test(path) && !existsSync(path) ? nearest(path, raw.commands) : undefined;
  if (command === path)
    throw usageError(`the command "${command}" stands behind options`, `write it first: gpuify ${command} …`);
  if (command !== undefined && path.length > 2)
    throw usageError(
      `no profile is given for the path "${path}"`,
      `did you mean the command "${command}"? patch needs -p PROFILE, or a gpuify.yaml`,
    );
  return null;
}

function scopeOf(raw: RawOptions, delivery: Delivery): Scope {
  const select = listOf(raw, "--select").map(parseSelect);
  const all = isGiven(raw, "--all");
  if (all && select.length > 0)
    throw usageError("--all means every workload, --select only some", "give one of them");
  const labels = textOf(raw, "--selector");
  const namespace = textOf(raw, "--namespace");
  return {
    all,
    select,
    override: isGiven(raw, "--override"),
    whenUnmatched: whenUnmatched(raw, delivery),
    labels: labels === undefined ? [] : parseLabels(nonEmpty("--selector", labels)),
    namespace: namespace === undefined ? null : nonEmpty("--namespace", namespace),
  };
}

/** What goes on to standard output goes on to the cluster; a preview and files are looked at first. */
function whenUnmatched(raw: RawOptions, delivery: Delivery): NonNullable<Scope["whenUnmatched"]> {
  if (isGiven(raw, "--allow-empty")) return "accept";
  return writesManifests(delivery) ? "refuse" : "warn";
}

function writesManifests(delivery: Delivery): boolean {
  return delivery.kind === "formats" && delivery.targets.some(({ file }) => file === null);
}

function flagsOf(raw: RawOptions): PatchFlags {
  const noAutoscale = isGiven(raw, "--no-autoscale");
  for (const flag of ["--max-replicas", "--burst", "--release-replicas"])
    if (noAutoscale && isGiven(raw, flag))
      throw usageError(`${flag} shapes the autoscaler that --no-autoscale leaves out`, "give one of them");
  const replicas = wholeNumber(raw, "--replicas", 0);
  const maxReplicas = wholeNumber(raw, "--max-replicas", 1);
  if (replicas !== undefined && maxReplicas !== undefined && maxReplicas < replicas)
    throw usageError(
      `--max-replicas ${maxReplicas} is less than --replicas ${replicas}`,
      "the autoscaler's maximum may not be under its minimum",
    );
  const container = textOf(raw, "--container");
  const roles = listOf(raw, "--role");
  assertNameGlobs("--role", roles);
  const platform = textOf(raw, "--platform");
  const vendor = textOf(raw, "--vendor");
  return withoutUndefined({
    gpus: gpuCount(raw),
    gpu: gpuModel(raw),
    vendor: vendor === undefined ? undefined : nonEmpty("--vendor", vendor),
    platform: platform === undefined ? undefined : nonEmpty("--platform", platform),
    container: container === undefined ? undefined : nonEmpty("--container", container),
    role: roles.length === 0 ? undefined : roles.map((one) => nonEmpty("--role", one)).join(","),
    spot: switchOf(raw, "--spot"),
    mig: migProfile(raw),
    topology: tpuTopology(raw),
    shm: quantity(raw, "--shm", "16Gi"),
    rollout: oneOf(raw, "--rollout", ["keep", "in-place"]),
    keepOff: oneOf(raw, "--keep-off", ["required", "preferred", "none"]),
    replicas,
    maxReplicas,
    burst: burstFactor(raw),
    cpu: quantity(raw, "--cpu", "500m"),
    memory: quantity(raw, "--memory", "2Gi"),
    noAutoscale: noAutoscale || undefined,
    releaseReplicas: switchOf(raw, "--release-replicas"),
    parallelism: wholeNumber(raw, "--parallelism", 1),
    shards: wholeNumber(raw, "--shards", 1),
    workers: workerCount(raw),
    onePerNode: switchOf(raw, "--one-per-node"),
    queue: queueName(raw),
    force: switchOf(raw, "--force"),
    kubernetesMinor: kubernetesMinor(raw),
  });
}

function switchOf(raw: RawOptions, long: string): true | undefined {
  return isGiven(raw, long) || undefined;
}

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

function reportFile(raw: RawOptions): string | null {
  const file = textOf(raw, "--report");
  if (file === undefined) return null;
  if (file === "-") throw usageError("--report writes a file, not standard output", "name a file");
  return nonEmpty("--report", file);
}

/** What excludes what: each delivery is the only one. */
const DELIVERY_FLAGS = ["--write", "--output-dir", "--output", "--diff", "--check"] as const;

/**
 * Where the manifests go.
 * @throws Failure (usage) for two deliveries, and for one that standard input does not allow.
 */
export function deliveryOf(raw: RawOptions, paths: readonly string[]): Delivery {
  const given = DELIVERY_FLAGS.filter((flag) => isGiven(raw, flag));
  const [first, second] = given.filter((flag) => flag !== "--check" || !given.includes("--diff"));
  if (first !== undefined && second !== undefined)
    throw usageError(
      `${first} and ${second} exclude each other: ${WHY_NOT[first]}`,
      "run gpuify once for each, or leave one out",
    );
  if (isGiven(raw, "--write")) {
    if (paths.includes("-"))
      throw usageError(
        "--write changes files in place, and standard input is no file",
        "name the files, or leave out --write",
      );
    return { kind: "in-place" };
  }
  const folder = textOf(raw, "--output-dir");
  if (folder !== undefined) return folderDelivery(raw, folder, paths);
  if (given.includes("--diff") || given.includes("--check"))
    return { kind: "preview", diff: given.includes("--diff"), check: given.includes("--check") };
  return {
    kind: "formats",
    targets: formatTargets(listOf(raw, "--output"), { command: "patch", names: MANIFEST_FORMATS }),
  };
}

/** One stream of which files are missing looks whole to whoever reads it. */
function assertMayKeepGoing(raw: RawOptions, { kind }: Delivery): void {
  if (!isGiven(raw, "--keep-going") || kind !== "formats") return;
  throw usageError(
    "--keep-going leaves out files with errors, and a stream without them looks complete to `kubectl apply`",
    "add --write, --output-dir, --diff or --check",
  );
}

const WHY_NOT: Readonly<Record<(typeof DELIVERY_FLAGS)[number], string>> = {
  "--write": "the files are changed in place, so there is nothing to show or to put elsewhere",
  "--output-dir": "the manifests go into files, so nothing is left for standard output",
  "--output": "standard output holds one format",
  "--diff": "a preview writes nothing",
  "--check": "a preview writes nothing",
};

function folderDelivery(raw: RawOptions, folder: string, paths: readonly string[]): Delivery {
  if (paths.includes("-") && !isGiven(raw, "--stdin-filename"))
    throw usageError(
      "--output-dir needs a name for what comes from standard input",
      "add --stdin-filename PATH",
    );
  return { kind: "folder", folder: nonEmpty("--output-dir", folder) };
}
