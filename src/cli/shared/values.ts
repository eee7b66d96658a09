import { parseQuantity } from "../../k8s/quantity.ts";
import { isLabelValue } from "../../k8s/scheduling/label-syntax.ts";
import { readVersion } from "../../k8s/version.ts";
import type { UncodedText } from "../../kernel/diagnostic.ts";
import { EXIT, Failure } from "../../kernel/failure.ts";
import { globFormProblem, globSizeProblem } from "../../kernel/glob/problem.ts";
import { nearest } from "../../kernel/suggest.ts";
import { clause } from "../../kernel/words.ts";
import { MAX_COUNT, MAX_GPUS } from "../../profile/limits.ts";
import { MOST_INDEXED } from "../../workload/job-limits.ts";
import type { RawOptions } from "./command.ts";

/** A mistake of the user in a flag: exit 2. */
export function usageError(message: string, advice: string): Failure {
  return new Failure(EXIT.usage, message, advice);
}

/** The last value of an option, or undefined. */
export function textOf(raw: RawOptions, long: string): string | undefined {
  const value = raw.values.get(long);
  return typeof value === "string" ? value : undefined;
}

/** All values of an option that may be repeated. */
export function listOf(raw: RawOptions, long: string): readonly string[] {
  const value = raw.values.get(long);
  return value === undefined || value === true ? [] : typeof value === "string" ? [value] : value;
}

/**
 * Globs of `--exclude`.
 * @throws Failure (usage) for what is no glob, and for a `!` that cannot take anything back.
 */
export function excludeGlobs(raw: RawOptions): readonly string[] {
  const globs = listOf(raw, "--exclude");
  for (const glob of globs) {
    if (glob.startsWith("!") && !glob.startsWith("!("))
      throw usageError(
        `--exclude "${glob}" cannot take back what another glob leaves out`,
        "name what is left out, and only that",
      );
    assertGlob("--exclude", globFormProblem(glob));
  }
  return globs;
}

/**
 * Refuses globs of names that stand for too many.
 * @throws Failure (usage) that names the option.
 */
export function assertNameGlobs(long: string, globs: readonly string[]): void {
  for (const glob of globs) assertGlob(long, globSizeProblem(glob));
}

function assertGlob(long: string, problem: UncodedText | null): void {
  if (problem === null) return;
  throw usageError(`${long}: ${problem.message}`, clause(problem.advice ?? ""));
}

/** True when a switch (or any option) was given. */
export function isGiven(raw: RawOptions, long: string): boolean {
  return raw.values.has(long);
}

/** `--gpus`: whole devices, at least one. */
export function gpuCount(raw: RawOptions): number | undefined {
  const value = textOf(raw, "--gpus");
  if (value === undefined) return undefined;
  if (/^[+-]?\d*\.\d+$|^\d+m$/.test(value))
    throw usageError(
      `--gpus "${value}" is not a whole number: GPUs are counted, not divided`,
      "give --gpus 1; a part of a GPU is a MIG or time-sliced resource that the cluster offers",
    );
  const count = wholeNumber(raw, "--gpus", /^[+-]?0+$/.test(value) ? 0 : 1, MAX_COUNT);
  if (count === 0)
    throw usageError(
      "--gpus 0 asks for no GPU",
      "`-p bursty` takes GPUs away and keeps what is needed to restore them",
    );
  if (count !== undefined && count > MAX_GPUS)
    throw usageError(
      `--gpus ${value} is more than any machine has: the number is per pod`,
      "machines have up to 16 GPUs; more of them need more pods",
    );
  return count;
}

/** `--gpu`: a model name; a number was meant for `--gpus`. */
export function gpuModel(raw: RawOptions): string | undefined {
  const value = textOf(raw, "--gpu");
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value))
    throw usageError(`--gpu takes a model, not a number: "${value}"`, `did you mean --gpus ${value}?`);
  return nonEmpty("--gpu", value);
}

/** `--mig`: a profile, also as the resource that people copy it from. */
export function migProfile(raw: RawOptions): string | undefined {
  const value = textOf(raw, "--mig");
  if (value === undefined) return undefined;
  const resource = /^(?:nvidia\.com\/)?mig-(.+)$/i.exec(value);
  if (resource !== null)
    throw usageError(
      `--mig takes a profile, not a resource: "${value}"`,
      `did you mean --mig ${resource[1]}?`,
    );
  return nonEmpty("--mig", value).toLowerCase();
}

/** `--topology`: two or three sides, such as 2x4. */
export function tpuTopology(raw: RawOptions): string | undefined {
  const value = textOf(raw, "--topology");
  if (value === undefined) return undefined;
  if (!/^\d{1,4}(?:x\d{1,4}){1,2}$/.test(value))
    throw usageError(`--topology "${value}" is not the shape of a TPU slice`, "give it as 2x4, or as 2x2x4");
  return value;
}

/** A whole number of an option within limits. */
export function wholeNumber(
  raw: RawOptions,
  long: string,
  least: number,
  most: number = MAX_COUNT,
): number | undefined {
  const value = textOf(raw, long);
  if (value === undefined) return undefined;
  if (!/^[+-]?\d+$/.test(value))
    throw usageError(
      `${long} "${value}" is not a whole number`,
      `give a number, such as ${long} ${Math.max(2, least)}`,
    );
  const number = Number(value);
  if (number < least) throw usageError(`${long} ${value} is too small`, `the smallest value is ${least}`);
  if (number > most) throw usageError(`${long} ${value} is too large`, `the largest value is ${most}`);
  return number;
}

/** `--workers`: pods that work together; one is none, and takes a group apart. */
export function workerCount(raw: RawOptions): number | undefined {
  const value = textOf(raw, "--workers");
  if (value === undefined) return undefined;
  const count = wholeNumber(raw, "--workers", 0, MOST_INDEXED);
  if (count === 0)
    throw usageError(
      `--workers ${value} makes no group: workers are several pods that work together`,
      "give two or more, or 1 to make a group one pod again",
    );
  return count;
}

/** `--queue`: the name of a LocalQueue, which goes into a label. */
export function queueName(raw: RawOptions): string | undefined {
  const value = textOf(raw, "--queue");
  if (value === undefined) return undefined;
  if (isLabelValue(nonEmpty("--queue", value))) return value;
  throw usageError(
    `--queue "${value}" cannot be the value of a label, which is how Kueue is told the queue`,
    "give the name of a LocalQueue: up to 63 letters, digits, `-`, `_` and `.`",
  );
}

/** `--burst`: a factor of at least 1. */
export function burstFactor(raw: RawOptions): number | undefined {
  const value = textOf(raw, "--burst");
  if (value === undefined) return undefined;
  const factor = Number(value);
  if (!/^\d+(?:\.\d+)?$/.test(value) || factor < 1 || factor > 1000)
    throw usageError(`--burst "${value}" is not a factor from 1 to 1000`, "give a number, such as --burst 4");
  return factor;
}

/** A positive Kubernetes quantity, as written. */
export function quantity(raw: RawOptions, long: string, example: string): string | undefined {
  const value = textOf(raw, long);
  if (value === undefined) return undefined;
  const parsed = parseQuantity(value);
  if (parsed === null || value.trim() !== value)
    throw usageError(`${long} "${value}" is not a quantity`, quantityHint(long, value, example));
  if (parsed.numerator <= 0n)
    throw usageError(
      `${long} "${value}" must be more than nothing`,
      `give an amount, such as ${long} ${example}`,
    );
  if (long !== "--cpu" && value.endsWith("m"))
    throw usageError(
      `${long} "${value}" means thousandths of a byte`,
      `did you mean ${long} ${value.slice(0, -1)}Mi?`,
    );
  return value;
}

function quantityHint(long: string, value: string, example: string): string {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt])(i?)b?$/i.exec(value);
  if (match === null || long === "--cpu") return `Kubernetes writes amounts like ${long} ${example}`;
  return `did you mean ${long} ${match[1]}${match[2]?.toUpperCase()}i?`;
}

/** One of a few words. */
export function oneOf<T extends string>(raw: RawOptions, long: string, words: readonly T[]): T | undefined {
  const value = textOf(raw, long);
  if (value === undefined) return undefined;
  const known = words.find((word) => word === value);
  if (known !== undefined) return known;
  const near = nearest(value, words);
  throw usageError(
    `${long} "${value}" is none of ${words.join(", ")}`,
    near === undefined ? `give ${long} ${words[0] ?? ""}` : `did you mean ${long} ${near}?`,
  );
}

/** `--kubernetes-version 1.34`: the minor version. */
export function kubernetesMinor(raw: RawOptions): number | undefined {
  const value = textOf(raw, "--kubernetes-version");
  if (value === undefined) return undefined;
  const read = readVersion(value);
  if (read === null)
    throw usageError(`--kubernetes-version "${value}" is not a version of Kubernetes`, "give it as 1.34");
  if (read.ok) return read.minor;
  throw usageError(
    `--kubernetes-version "${value}" ${read.reason}`,
    read.meant === null ? "give it as 1.34" : `did you mean ${read.meant}?`,
  );
}

/** Text that may not be empty. */
export function nonEmpty(long: string, value: string): string {
  if (value.trim() === "") throw usageError(`${long} needs a value`, `leave ${long} out, or name something`);
  return value;
}

/** A name that an option gives, which may not be empty; null where it is not given. */
export function nameOf(raw: RawOptions, long: string): string | null {
  const value = textOf(raw, long);
  return value === undefined ? null : nonEmpty(long, value);
}
