import type { OwnPlatforms } from "../gpu/own-platforms.ts";
import type { InputFile, InputSet, Ports } from "../io/ports.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { EXIT, Failure } from "../kernel/failure.ts";
import { nearest } from "../kernel/suggest.ts";
import type { PolicyOf } from "../pipeline/assign.ts";
import { AUTO, builtInBase, NONE, PROFILES, type Profile } from "../profile/built-in.ts";
import type { Source } from "../yaml/source.ts";
import { findPolicies } from "./find-policies.ts";
import type { PatchInvocation } from "./invocation.ts";
import type { Policies } from "./policies.ts";

/** What a run stands on besides the flags. */
export interface Prepared {
  /** Without the files that a config leaves out. */
  readonly inputs: InputSet;
  /** How many files a config leaves out. */
  readonly leftOut: number;
  readonly policyOf: PolicyOf;
  readonly own: OwnPlatforms;
  /** There is a config, which may name models and platforms. */
  readonly hasConfig: boolean;
  /** What is to say about configs; an error means that nothing may be done. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
}

/**
 * Finds the configs of the inputs and reads them.
 * @throws Failure (usage) where no source can name a profile, or the one that was named does not exist.
 */
export async function prepare(
  invocation: PatchInvocation,
  inputs: InputSet,
  ports: Ports,
): Promise<Prepared> {
  const policies = await findPolicies(invocation.config, inputs, ports);
  const { profile } = invocation.request;
  const hasErrors = policies?.diagnostics.some(({ severity }) => severity === "error") === true;
  // With `auto` each flag may be for one of the workloads.
  if (profile !== null && !hasErrors && profile !== AUTO)
    invocation.assertFlagsMatter(profileNamed(profile, policies));
  const misnamed = policies === null ? await misnamedConfigs(invocation, inputs, ports) : [];
  if (profile === null && policies === null && !inputs.files.some(isAnnotated)) throw noProfile(misnamed);
  const walked = ({ name, named }: InputFile): boolean =>
    named || policies === null || !policies.excluded.has(name);
  const files = inputs.files.filter(walked);
  return {
    inputs: { ...inputs, files },
    leftOut: inputs.files.length - files.length,
    policyOf: ({ name }) => policies?.byInput.get(name) ?? null,
    own: policies?.own ?? {},
    hasConfig: policies !== null,
    diagnostics: policies?.diagnostics ?? misnamed.map(notRead),
    sources: policies?.sources ?? new Map(),
  };
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

function notRead(file: string): Diagnostic {
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

/** A cheap look before anything is parsed: some annotation may choose a profile. */
export function namesProfile({ bytes }: InputFile): boolean {
  return mentions(bytes, PROFILE_KEY);
}

/** Some key may be meant as one of gpuify's, also a mistyped one: then what is wrong is better told beside it. */
function isAnnotated({ bytes }: InputFile): boolean {
  return mentions(bytes, ANY_KEY);
}

/** True when some input may have an annotation that names a GPU model, which needs the catalog's tables. */
export function namesModel({ files }: InputSet): boolean {
  return files.some(({ bytes }) => mentions(bytes, MODEL_KEY));
}

const encoder = new TextEncoder();
const DOMAIN = encoder.encode("gpuify.dev");
const ANY_KEY = encoder.encode("/");
const PROFILE_KEY = encoder.encode("/profile");
/** Also the beginning of `/gpus`: what follows may be a colon, a quote or a space. */
const MODEL_KEY = encoder.encode("/gpu");
const BACKSLASH = 0x5c;

/** Whether an annotation of gpuify with this key is in the text; JSON may have a backslash before its slash. */
function mentions(bytes: Uint8Array, key: Uint8Array): boolean {
  const [first = 0, second] = DOMAIN;
  // The second byte by itself rules out nearly all places without a call.
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (bytes[at + 1] !== second || !isAt(bytes, at, DOMAIN)) continue;
    const end = at + DOMAIN.length;
    if (isAt(bytes, bytes[end] === BACKSLASH ? end + 1 : end, key)) return true;
  }
  return false;
}

function isAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte);
}

const CHOICES: readonly (readonly [string, string])[] = [
  ...PROFILES.map(({ name, looksLike }) => [name, looksLike] as const),
  [AUTO, "one of the three: let each manifest decide"],
];

function noProfile([misnamed]: readonly string[]): Failure {
  return new Failure(
    EXIT.usage,
    "no profile is given: what the workloads look like decides what they get",
    `give one of:${CHOICES.map(([name, looks]) => `\n    -p ${name.padEnd(10)}  ${looks}`).join("")}
  or say it once: \`gpuify init\` writes a gpuify.yaml, and the annotation gpuify.dev/profile is for one workload${misnamed === undefined ? "" : `\n  found ${misnamed}, which is not read: the name is gpuify.yaml`}`,
  );
}
