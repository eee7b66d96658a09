import { pathProblem } from "../../config/checks/glob-form.ts";
import { compileMatch } from "../../config/match.ts";
import type { Match } from "../../config/types.ts";
import { WORKLOAD_KIND_NAMES } from "../../k8s/kinds.ts";
import type { AutoProfile } from "../../patch/recognition/data/evidence.ts";
import { shortenNames } from "./name-globs.ts";
import type { LeftOut, Recognised, Recognition, Seen } from "./recognise.ts";

/** A rule for the config with the workloads it was made for. */
export interface RuleProposal {
  readonly match: Match;
  readonly profile: AutoProfile;
  readonly members: readonly Recognised[];
}

/** The rules, and the workloads that none could be made for. */
export interface RuleProposals {
  readonly rules: readonly RuleProposal[];
  readonly leftOut: readonly LeftOut[];
}

const PROFILES: readonly AutoProfile[] = ["continuous", "training", "bursty"];

/**
 * A rule per profile and kind, by names: it matches the recognised workloads and no other of the repository, so the
 * order of the rules does not matter. A kind alone is never a condition, because it would take in whatever comes next.
 */
export function proposeRules({ recognised, leftOut }: Recognition): RuleProposals {
  const all: readonly Seen[] = [...recognised, ...leftOut];
  const rules: RuleProposal[] = [];
  const without: LeftOut[] = [...leftOut];
  const custom = recognised.map(({ subject }) => subject.kind).sort();
  for (const profile of PROFILES)
    for (const kind of new Set([...WORKLOAD_KIND_NAMES, ...custom])) {
      const wanted = recognised.filter((one) => one.profile === profile && one.subject.kind === kind);
      const others = all.filter((one) => !wanted.includes(one as Recognised));
      const named = byName(profile, kind, wanted, others);
      rules.push(...named.rules);
      without.push(...named.without);
    }
  return { rules, leftOut: without };
}

interface Named {
  readonly rules: readonly RuleProposal[];
  readonly without: readonly LeftOut[];
}

/** Where a name means another workload too, the namespace or the file tells them apart, or nothing does. */
function byName(
  profile: AutoProfile,
  kind: string,
  wanted: readonly Recognised[],
  others: readonly Seen[],
): Named {
  const clear: Recognised[] = [];
  const rules: RuleProposal[] = [];
  const without: LeftOut[] = [];
  const alike = others.filter(({ subject }) => subject.kind === kind);
  for (const one of wanted) {
    if (rules.some(({ members }) => members.includes(one))) continue;
    const match = narrowest(one, alike);
    if (match === null) without.push({ ...one, why: "unknown", reason: NOT_TOLD_APART });
    else if (isNameOnly(match)) clear.push(one);
    else rules.push({ match, profile, members: matched(match, wanted) });
  }
  if (clear.length === 0) return { rules, without };
  const names = [...new Set(clear.map(({ subject }) => escapeGlob(subject.name)))].sort();
  const shortened = shortenNames(
    names,
    others.map(({ subject }) => subject.name),
  );
  const match = matchNames(
    kind,
    matched(matchNames(kind, shortened), alike).length === 0 ? shortened : names,
  );
  return { rules: [...rules, { match, profile, members: clear }], without };
}

const NOT_TOLD_APART =
  "is recognised, but another workload of that name is not, and nothing tells the two apart";

function isNameOnly({ namespace, path }: Match): boolean {
  return namespace === undefined && path === undefined;
}

function matchNames(kind: string, names: readonly string[]): Match {
  const [only = ""] = names;
  return { kind, name: names.length === 1 ? only : names };
}

/** The weakest conditions that mean this workload and leave out every other; null where none do. */
function narrowest(one: Seen, others: readonly Seen[]): Match | null {
  const { kind, name, namespace, path } = one.subject;
  if (name === "") return null;
  const base: Match = { kind, name: escapeGlob(name) };
  const candidates: readonly Match[] = [
    base,
    ...(namespace === null ? [] : [{ ...base, namespace: escapeGlob(namespace) }]),
    ...(path === null || pathProblem(escapeGlob(path)) !== null ? [] : [{ ...base, path: escapeGlob(path) }]),
  ];
  const sayable = candidates.filter(isSayable);
  return (
    sayable.find((match) => matched(match, [one]).length === 1 && matched(match, others).length === 0) ?? null
  );
}

/** Nobody has such names, and a file may hold anything. */
function isSayable({ name, namespace, path }: Match): boolean {
  return [name, namespace, path].every(
    (glob) => typeof glob !== "string" || (glob.trim() !== "" && glob.length <= LONGEST_GLOB),
  );
}

/** The schema of the config takes no longer globs. */
const LONGEST_GLOB = 500;

function matched<T extends Seen>(match: Match, all: readonly T[]): readonly T[] {
  const test = compileMatch(match);
  return all.filter(({ subject }) => test(subject));
}

/** A name as a glob that means it alone; the `*` behind a generated name stays one. */
function escapeGlob(text: string): string {
  const isGenerated = text.endsWith("*");
  const name = isGenerated ? text.slice(0, -1) : text;
  return `${name.replace(/[*?[\]{}()!+@\\]/g, "\\$&")}${isGenerated ? "*" : ""}`;
}

/** A path below the working folder, which is the config's, as rules see it; null for what is elsewhere. */
export function pathBelow(file: string): string | null {
  if (file === "-" || file.startsWith("/") || /^[A-Za-z]:/.test(file)) return null;
  const parts = file.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
  return parts.length === 0 || parts.includes("..") ? null : parts.join("/");
}
