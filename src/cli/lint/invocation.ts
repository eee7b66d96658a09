import type { LintFix, LintInvocation } from "../../commands/lint/invocation.ts";
import { KUBERNETES_VERSIONS } from "../../k8s/schema/api-schema.ts";
import { LINT_FORMATS } from "../../output/lint/formats/formats.ts";
import { readLocation, type SchemaLocation } from "../../schema/location.ts";
import type { RawOptions } from "../shared/command.ts";
import { formatTargets } from "../shared/format-targets.ts";
import { configOf, inputsOf, namedExcludedOf } from "../shared/inputs.ts";
import {
  isGiven,
  kubernetesMinor,
  listOf,
  nameOf,
  nonEmpty,
  oneOf,
  textOf,
  usageError,
  wholeNumber,
} from "../shared/values.ts";

/**
 * Turns the options of `lint` into what they mean.
 * @throws Failure (usage) for a value that is none, a flag without effect, or two that exclude each other.
 */
export function lintInvocation(raw: RawOptions): LintInvocation {
  const given = [...raw.paths, ...listOf(raw, "--filename")];
  const paths = given.length === 0 ? ["."] : given;
  return {
    inputs: inputsOf(raw, paths),
    config: configOf(raw),
    namedExcluded: namedExcludedOf(raw),
    platform: nameOf(raw, "--platform"),
    minor: minorOf(raw),
    only: listOf(raw, "--only"),
    schemaLocations: listOf(raw, "--schema-location").flatMap(locationOf),
    targets: formatTargets(listOf(raw, "--output"), { command: "lint", names: LINT_FORMATS }),
    failOn: oneOf(raw, "--fail-on", ["error", "warning", "info", "none"]) ?? "error",
    maxWarnings: wholeNumber(raw, "--max-warnings", 0) ?? null,
    baseline: baselineOf(raw),
    fix: fixOf(raw, paths),
    strict: isGiven(raw, "--strict"),
    quiet: isGiven(raw, "--quiet"),
  };
}

function minorOf(raw: RawOptions): number | null {
  const minor = kubernetesMinor(raw);
  if (minor === undefined) return null;
  const versions: readonly string[] = KUBERNETES_VERSIONS;
  if (!versions.includes(`1.${minor}`))
    throw usageError(
      `--kubernetes-version "${textOf(raw, "--kubernetes-version")}" has no schema here`,
      `the versions are ${versions.join(", ")}`,
    );
  return minor;
}

/** The built-in kinds are always checked, so whoever copies `default` from a call of kubeconform gets just that. */
function locationOf(text: string): readonly SchemaLocation[] {
  const result = readLocation(text);
  if (result.ok) return [result.location];
  if (result.problem.code === "default-location") return [];
  throw usageError(`--schema-location: ${result.problem.message}`, result.problem.advice);
}

function baselineOf(raw: RawOptions): LintInvocation["baseline"] {
  const file = textOf(raw, "--baseline");
  const isUpdate = isGiven(raw, "--update-baseline");
  if (file === undefined) {
    if (isUpdate) throw usageError("--update-baseline needs a file", "add --baseline FILE");
    return null;
  }
  return { file: nonEmpty("--baseline", file), use: isUpdate ? "update" : "compare" };
}

function fixOf(raw: RawOptions, paths: readonly string[]): LintFix | null {
  if (!isGiven(raw, "--fix")) {
    const alone = ["--unsafe-fixes", "--dry-run"].find((flag) => isGiven(raw, flag));
    if (alone !== undefined)
      throw usageError(`${alone} is about --fix, which is not given`, `add --fix, or leave ${alone} out`);
    return null;
  }
  const isPreview = isGiven(raw, "--dry-run");
  const beside = ["--output", "--update-baseline"].find((flag) => isGiven(raw, flag));
  if (isPreview && beside !== undefined)
    throw usageError(
      `${beside} and --dry-run exclude each other: a diff is printed, and of texts that are not written nothing is told`,
      `leave one of them out; without --fix and --dry-run ${beside} is about the files as they are`,
    );
  if (paths.includes("-") && !isPreview)
    throw usageError(
      "--fix changes files in place, and standard input is no file",
      "name the files, or add --dry-run for a diff",
    );
  return {
    safeties: isGiven(raw, "--unsafe-fixes") ? ["safe", "unsafe"] : ["safe"],
    use: isPreview ? "preview" : "write",
  };
}
