import { customKinds } from "../../k8s/custom-kinds.ts";
import { WORKLOAD_KIND_NAMES } from "../../k8s/kinds.ts";
import { listed, quoted } from "../../kernel/words.ts";
import type { ValueDiagnostic } from "../../schema/value-diagnostic.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { type GlobScope, globProblem, isLiteral, pathProblem } from "./glob-form.ts";
import { type Loose, looseList, looseMap, looseText, looseTexts } from "./loose.ts";
import { suggestion } from "./names.ts";
import { shadowedRules } from "./shadowed-rules.ts";

const TEXTS = ["kind", "name", "namespace", "path"] as const;
const MAPS = ["labels", "annotations"] as const;

/** What is wrong with the conditions of rules, with globs of what is left out, and with the path of a baseline. */
export function checkRules(config: Loose): readonly ValueDiagnostic[] {
  const rules = looseList(config.rules).map((rule) => looseMap(rule));
  return [
    ...looseTexts(looseMap(config.lint).baseline, ["lint", "baseline"]).flatMap(({ text, path }) =>
      wrongPath(text, path),
    ),
    ...looseTexts(config.exclude, ["exclude"]).flatMap(({ text, path }) => excludeProblems(text, path)),
    ...rules.flatMap((rule, index) => checkMatch(rule, ["rules", index], ownKindsOf(config))),
    ...shadowedRules(rules).map(({ rule, by }) => unreachable(rule, by)),
  ];
}

function ownKindsOf(config: Loose): readonly string[] {
  return looseList(config.kinds).flatMap((one) => looseText(looseMap(one).kind) ?? []);
}

function checkMatch(rule: Loose, path: FieldPath, ownKinds: readonly string[]): readonly ValueDiagnostic[] {
  // What is no map, or not there at all, has been told by its form.
  const isMap = typeof rule.match === "object" && rule.match !== null && !Array.isArray(rule.match);
  if (!isMap) return [];
  const match = looseMap(rule.match);
  const at = [...path, "match"];
  if (hasNoCondition(match)) return [matchesEverything(at)];
  return [
    ...TEXTS.flatMap((key) =>
      looseTexts(match[key], [...at, key]).flatMap(({ text, path: where }) =>
        malformed(text, where, key === "path" ? "path" : "name"),
      ),
    ),
    ...MAPS.flatMap((key) =>
      Object.entries(looseMap(match[key])).flatMap(([name, value]) =>
        looseTexts(value, [...at, key, name]).flatMap(({ text, path: where }) =>
          malformed(text, where, key === "labels" ? "name" : "annotation"),
        ),
      ),
    ),
    ...looseTexts(match.kind, [...at, "kind"]).flatMap(({ text, path: where }) =>
      unknownKind(text, where, ownKinds),
    ),
    ...looseTexts(match.path, [...at, "path"]).flatMap(({ text, path: where }) => wrongPath(text, where)),
  ];
}

function hasNoCondition(match: Loose): boolean {
  return Object.entries(match).every(
    ([key, value]) => MAPS.some((map) => map === key) && Object.keys(looseMap(value)).length === 0,
  );
}

function matchesEverything(path: FieldPath): ValueDiagnostic {
  return {
    code: "rule-without-condition",
    severity: "error",
    path,
    at: "key",
    message: "a rule without a condition matches every workload",
  };
}

function malformed(text: string, path: FieldPath, scope: GlobScope): readonly ValueDiagnostic[] {
  const problem = globProblem(text, scope);
  return problem === null
    ? []
    : [{ code: "malformed-glob", severity: "error", path, at: "value", ...problem }];
}

function wrongPath(text: string, path: FieldPath): readonly ValueDiagnostic[] {
  const problem = pathProblem(text);
  return problem === null ? [] : [{ code: "wrong-path", severity: "error", path, at: "value", ...problem }];
}

function excludeProblems(text: string, path: FieldPath): readonly ValueDiagnostic[] {
  if (text.startsWith("!") && !text.startsWith("!("))
    return [
      {
        code: "wrong-path",
        severity: "error",
        path,
        at: "value",
        message: `${quoted(text)} cannot take back what another glob leaves out`,
        why: "Each glob counts for itself, so this one would leave out everything else.",
        advice: "Write globs of what is left out, and only of that.",
      },
    ];
  return [...malformed(text, path, "path"), ...wrongPath(text, path)];
}

function unknownKind(text: string, path: FieldPath, ownKinds: readonly string[]): readonly ValueDiagnostic[] {
  if (!isLiteral(text)) return [];
  const custom = customKinds().map(({ kind }) => kind);
  const known = [...new Set([...WORKLOAD_KIND_NAMES, ...custom, ...ownKinds])];
  if (known.some((kind) => kind.toLowerCase() === text.toLowerCase())) return [];
  return [
    {
      code: "unknown-kind",
      severity: "error",
      path,
      at: "value",
      message: `no kind that makes pods is called ${quoted(text)}${suggestion(text, known)}`,
      advice: `The kinds are ${listed(WORKLOAD_KIND_NAMES)}, and the custom resources that \`gpuify show kinds\` lists.`,
    },
  ];
}

function unreachable(rule: number, by: number): ValueDiagnostic {
  return {
    code: "unreachable-rule",
    severity: "warning",
    path: ["rules", rule],
    at: "value",
    message: `this rule never counts: \`rules[${by}]\` matches all that it matches`,
    related: { message: "the rule that matches first", path: ["rules", by] },
  };
}
