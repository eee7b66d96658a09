import type { Declarations } from "./declaration.ts";

/** TODO */
export const CONFIG_CODES = {
  // config/check-bodies.ts: two keys of a config that exclude each other
  contradiction: {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // schema/translate.ts: `${name} is ${foundWords(data) .replace(/^a /, "an empty ") .replace(/^text$/, "an empty text")}`
  "empty-value": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // config/check-rules.ts:
  "malformed-glob": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // config/check-bodies.ts: `${fieldName(keys)} has no effect here: the profile is ${base ?? ""}`
  "no-effect": {
    severity: "warning",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // schema/translate.ts: message
  "out-of-range": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // config/check-profiles.ts: `the profile ${quoted(name)} extends itself: ${chain.names.join(" → ")}`
  "profile-cycle": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // config/check-rules.ts: a rule without a condition matches every workload
  "rule-without-condition": {
    severity: "error",
    title: "TODO",
    why: "That is seldom meant, and the rules behind it would never count.",
    advice: 'Name a condition; if every workload is meant, write `match: { kind: "*" }`.',
  },
  // schema/translate.ts: `unknown key ${quoted(key)}, did you mean ${quoted(`${inner}.${key}`)}?`
  // schema/translate.ts: `unknown key ${quoted(key)}${guess}`
  "unknown-key": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // config/check-rules.ts: `no kind that makes pods is called ${quoted(text)}${suggestion(text, KINDS)}`
  "unknown-kind": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // config/check-profiles.ts: isSpecial ? `a profile cannot extend ${quoted(base)}, which is for rules` : `unknown profile ${quoted(base)}${suggestion(base, known)}`
  // config/check-profiles.ts: `unknown profile ${quoted(name)}${suggestion(name, known)}`
  "unknown-profile": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
  // config/check-rules.ts: `this rule never counts: \`rules[${by}]\` matches all that it matches`
  "unreachable-rule": {
    severity: "warning",
    title: "TODO",
    why: "The first rule that matches a workload counts.",
    advice: "Put the narrower rule first, or take one of them out.",
  },
  // config/check-rules.ts:
  // config/check-rules.ts: `${quoted(text)} cannot take back what another glob leaves out`
  // config/read-config.ts:
  "wrong-path": {
    severity: "error",
    title: "TODO",
    why: "Each glob counts for itself, so this one would leave out everything else.",
    advice: "Write globs of what is left out, and only of that.",
  },
  // schema/translate.ts: `${name} cannot be ${tokenOf(data)}${guess}`
  "wrong-value": {
    severity: "error",
    title: "TODO",
    why: "TODO",
    advice: "TODO",
  },
} as const satisfies Declarations;
