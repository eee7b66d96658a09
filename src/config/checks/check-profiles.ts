import { listed, quoted } from "../../kernel/words.ts";
import type { ValueDiagnostic } from "../../schema/value-diagnostic.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { type Loose, looseList, looseMap, looseText } from "./loose.ts";
import {
  BUILT_IN_PROFILES,
  chainOf,
  isReservedProfile,
  type Names,
  SPECIAL_PROFILES,
  suggestion,
} from "./names.ts";

/** What is wrong with the names of profiles: those that are made, those they extend, and those that rules name. */
export function checkProfiles(config: Loose, names: Names): readonly ValueDiagnostic[] {
  const problems: ValueDiagnostic[] = [];
  const inCycles = new Set<string>();
  for (const [name, profile] of Object.entries(looseMap(config.profiles))) {
    const path = ["profiles", name];
    if (isReservedProfile(name)) problems.push(reservedName(name, path));
    const base = looseText(looseMap(profile).extends);
    if (base === null) continue;
    const at = [...path, "extends"];
    if (!BUILT_IN_PROFILES.includes(base) && !names.profiles.has(base))
      problems.push(unknownBase(base, name, at, names));
    problems.push(...cycleFrom(name, at, names, inCycles));
  }
  looseList(config.rules).forEach((rule, index) => {
    const name = looseText(looseMap(rule).profile);
    if (name !== null && !isReservedProfile(name) && !names.profiles.has(name))
      problems.push(unknownProfile(name, ["rules", index, "profile"], names));
  });
  return problems;
}

function reservedName(name: string, path: FieldPath): ValueDiagnostic {
  const isBuiltIn = BUILT_IN_PROFILES.includes(name);
  return {
    code: "reserved-name",
    severity: "error",
    path,
    at: "key",
    message: isBuiltIn
      ? `${quoted(name)} is a built-in profile and cannot be redefined`
      : `${quoted(name)} has a meaning of its own in rules and cannot be the name of a profile`,
    why: isBuiltIn
      ? "Everybody who reads the file or a command line has to know what it does."
      : "A rule that names it would mean two things.",
    advice: isBuiltIn
      ? `Give it another name and \`extends: ${name}\`, or put what holds for all profiles into \`defaults\`.`
      : "Give it another name.",
  };
}

function unknownBase(base: string, name: string, path: FieldPath, names: Names): ValueDiagnostic {
  const known = [...BUILT_IN_PROFILES, ...names.profiles.keys()].filter((other) => other !== name);
  const isSpecial = SPECIAL_PROFILES.some((special) => special === base);
  return {
    code: "unknown-profile",
    severity: "error",
    path,
    at: "value",
    message: isSpecial
      ? `a profile cannot extend ${quoted(base)}, which is for rules`
      : `unknown profile ${quoted(base)}${suggestion(base, known)}`,
    ...(isSpecial && { why: "It says how a rule treats a workload, and has no settings to build on." }),
    advice: `The profiles are ${listed(known)}.`,
  };
}

function unknownProfile(name: string, path: FieldPath, names: Names): ValueDiagnostic {
  const known = [...BUILT_IN_PROFILES, ...names.profiles.keys(), ...SPECIAL_PROFILES];
  return {
    code: "unknown-profile",
    severity: "error",
    path,
    at: "value",
    message: `unknown profile ${quoted(name)}${suggestion(name, known)}`,
    advice: `The profiles are ${listed(known)}.`,
  };
}

/** A cycle is told once, at the first of its profiles. */
function cycleFrom(
  name: string,
  path: FieldPath,
  names: Names,
  told: Set<string>,
): readonly ValueDiagnostic[] {
  const chain = chainOf(name, names.profiles);
  if (!chain.isCycle || chain.names.at(-1) !== name || told.has(name)) return [];
  for (const member of chain.names) told.add(member);
  return [
    {
      code: "profile-cycle",
      severity: "error",
      path,
      at: "value",
      message: `the profile ${quoted(name)} extends itself: ${chain.names.join(" → ")}`,
      advice: `One of them has to extend ${listed(BUILT_IN_PROFILES, "or")}.`,
    },
  ];
}
