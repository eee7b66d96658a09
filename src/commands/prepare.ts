import type { Policy } from "../config/policy.ts";
import type { OwnDeviceClasses } from "../gpu/catalog/own-device-classes.ts";
import type { OwnPlatforms } from "../gpu/catalog/own-platforms.ts";
import type { OwnResources } from "../gpu/catalog/own-resources.ts";
import type { InputFile, InputSet, Ports } from "../io/ports.ts";
import { type Advice, type Diagnostic, isRefusal } from "../kernel/diagnostic.ts";
import { EXIT, Failure } from "../kernel/failure.ts";
import { nearest } from "../kernel/suggest.ts";
import type { PolicyOf } from "../pipeline/assign.ts";
import { type ResolvedRun, speaksToUs } from "../pipeline/resolve-run.ts";
import { AUTO, builtInBase, NONE, PROFILES, type Profile } from "../profile/built-in.ts";
import type { Source } from "../yaml/source.ts";
import { withoutExcluded } from "./excluded-inputs.ts";
import { findPolicies } from "./find-policies.ts";
import type { PatchInvocation } from "./invocation.ts";
import type { Policies } from "./policies.ts";

/** What a run stands on besides the flags. */
export interface PreparedPatch {
  /** Without the files that a config leaves out. */
  readonly inputs: InputSet;
  /** How many files a config leaves out. */
  readonly leftOut: number;
  /** Those among them that are named. */
  readonly namedOut: readonly InputFile[];
  readonly policyOf: PolicyOf;
  readonly own: OwnPlatforms;
  readonly deviceClasses: OwnDeviceClasses;
  readonly resources: OwnResources;
  /** There is a config, which may name models and platforms. */
  readonly hasConfig: boolean;
  /** Of the inputs; several where they have several configs. */
  readonly policies: readonly Policy[];
  /** Files that look like a config under another name, where there is none. */
  readonly misnamed: readonly string[];
  /** What is to say about configs; an error means that nothing may be done. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
}

/**
 * Finds the configs of the inputs and reads them.
 * @throws Failure (usage) where the profile that was named does not exist.
 */
export async function prepare(
  invocation: PatchInvocation,
  inputs: InputSet,
  ports: Ports,
): Promise<PreparedPatch> {
  const policies = await findPolicies(invocation.config, inputs, ports);
  const { profile } = invocation.request;
  const hasErrors = policies?.diagnostics.some(isRefusal) === true;
  // With `auto` each flag may be for one of the workloads.
  if (profile !== null && !hasErrors && profile !== AUTO)
    invocation.assertFlagsMatter(profileNamed(profile, policies));
  const misnamed = policies === null ? await misnamedConfigs(invocation, inputs, ports) : [];
  const { files, namedOut } = withoutExcluded(inputs, policies, invocation.namedExcluded);
  return {
    inputs: { ...inputs, files },
    leftOut: inputs.files.length - files.length,
    namedOut,
    policyOf: ({ name }) => policies?.byInput.get(name) ?? null,
    own: policies?.own ?? {},
    deviceClasses: policies?.deviceClasses ?? {},
    resources: policies?.resources ?? {},
    hasConfig: policies !== null,
    policies: [...(policies?.byInput.values() ?? [])].map(({ policy }) => policy),
    misnamed,
    diagnostics: [...(policies?.diagnostics ?? misnamed.map(notRead)), ...(await notesOn(namedOut))],
    sources: policies?.sources ?? new Map(),
  };
}

/** What is to say is loaded where there is something. */
async function notesOn(namedOut: readonly InputFile[]): Promise<readonly Advice[]> {
  return namedOut.length === 0 ? [] : (await import("./named-excluded.ts")).excludedNote(namedOut);
}

/** Nobody looks for a config that was ruled out, or that is named. */
async function misnamedConfigs(
  { config }: PatchInvocation,
  { files }: InputSet,
  ports: Ports,
): Promise<readonly string[]> {
  if (config.kind !== "nearest") return [];
  return await ports.findMisnamedConfigs(files.map(({ path }) => path));
}

function notRead(file: string): Advice {
  return {
    code: "misnamed-config",
    severity: "warning",
    category: "advice",
    message: `found ${file}, which is not read: the name of a config is gpuify.yaml`,
    advice: `Rename it, or pass --config ${file}; --no-config says that none is meant.`,
  };
}

/** Every config that counts must know the name, else one half of the run would have no profile. */
function profileNamed(name: string, policies: Policies | null): Pick<Profile, "name" | "base"> {
  const base = builtInBase(name);
  if (base !== null) return { name, base };
  const all = [...new Set([...(policies?.byInput.values() ?? [])].map(({ policy }) => policy))];
  const builtIns = PROFILES.map((row) => row.name);
  const names = [...new Set([...builtIns, ...all.flatMap((one) => one.profileNames), AUTO, NONE])];
  const without = all.find((policy) => policy.profile(name) === null);
  const found = without === undefined ? all[0]?.profile(name) : undefined;
  if (found != null) return found;
  const guess = nearest(name, names);
  const where = without === undefined || all.length < 2 ? "" : ` in ${without.file}`;
  throw new Failure(
    EXIT.usage,
    `there is no profile "${name}"${where}`,
    `${guess === undefined ? "" : `did you mean "${guess}"? `}the profiles are ${names.join(", ")}`,
  );
}

/**
 * Checks that some source names a profile, or tries to: the flag, a config, or what was read.
 * @throws Failure (usage) that lists the profiles otherwise.
 */
export function assertProfile({ hasConfig, misnamed }: PreparedPatch, run: ResolvedRun): void {
  if (run.request.profile === null && !hasConfig && !speaksToUs(run)) throw noProfile(misnamed);
}

const CHOICES: readonly (readonly [string, string])[] = [
  ...PROFILES.map(({ name, looksLike }) => [name, looksLike] as const),
  [AUTO, "one of the three: let each manifest decide"],
];

function noProfile([misnamed]: readonly string[]): Failure {
  return new Failure(EXIT.usage, "no profile is given: what the workloads look like decides what they get", [
    "give one of:",
    ...CHOICES.map(([name, looks]) => `    -p ${name.padEnd(10)}  ${looks}`),
    "  or say it once: `gpuify init` writes a gpuify.yaml, and the annotation gpuify.dev/profile is for one workload",
    ...(misnamed === undefined ? [] : [`  found ${misnamed}, which is not read: the name is gpuify.yaml`]),
  ]);
}
