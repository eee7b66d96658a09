import type { KubeObject } from "../k8s/object.ts";
import { isPlaceholder, isPlaceholderAt } from "../k8s/placeholder.ts";
import { asWorkload } from "../k8s/workload.ts";
import type { Severity } from "../kernel/diagnostic.ts";
import type { LintContext } from "./context.ts";
import { type Finding, findingOf } from "./finding.ts";
import { withFieldsOf } from "./kind-fields.ts";
import { openPod, type Pod } from "./pod.ts";
import type { Check, Rule, RuleFinding } from "./rule.ts";

/** How serious the findings of a rule are in a file; `off`: it is not looked for. */
export type SeverityOf = (rule: Rule, file: string) => Severity | "off";

type CheckOn<On extends Check["on"]> = Extract<Check, { readonly on: On }>;
type RuleOn<On extends Check["on"]> = { readonly rule: Rule; readonly check: CheckOn<On> };

/** What the rules find in objects, in the order of the objects and then of the rules. */
export function runRules(
  rules: readonly Rule[],
  objects: readonly KubeObject[],
  context: LintContext,
  severityOf: SeverityOf,
): readonly Finding[] {
  return objects.flatMap(ruleRunner(rules, context, severityOf));
}

/** What the rules find in one object; what depends on the rules alone is worked out once for all of them. */
export function ruleRunner(
  rules: readonly Rule[],
  context: LintContext,
  severityOf: SeverityOf,
): (object: KubeObject) => readonly Finding[] {
  const onPods = inFiles(rulesOn(rules, "pod", context), severityOf);
  const onObjects = inFiles(rulesOn(rules, "object", context), severityOf);
  return (object) => {
    const { name } = object.source;
    return [...ofObject(onObjects(name), object, context), ...ofPod(onPods(name), object, context)];
  };
}

/** A rule that is looked for in a file, as serious as it is there. */
type RuleInFile<On extends Check["on"]> = RuleOn<On> & { readonly severity: Severity };

/** The rules that are looked for in a file, by its name. */
function inFiles<On extends Check["on"]>(
  rules: readonly RuleOn<On>[],
  severityOf: SeverityOf,
): (file: string) => readonly RuleInFile<On>[] {
  const known = new Map<string, readonly RuleInFile<On>[]>();
  return (file) => {
    const before = known.get(file);
    if (before !== undefined) return before;
    const inFile = rules.flatMap((one) => {
      const severity = severityOf(one.rule, file);
      return severity === "off" ? [] : [{ ...one, severity }];
    });
    known.set(file, inFile);
    return inFile;
  };
}

function ofObject(
  rules: readonly RuleInFile<"object">[],
  object: KubeObject,
  context: LintContext,
): readonly Finding[] {
  return rules.flatMap(({ rule, check, severity }) => {
    const isAbout = check.kinds === null || check.kinds.includes(object.kind);
    return isAbout ? placed({ rule, severity, object, role: null }, check.find(object, context)) : [];
  });
}

function ofPod(
  rules: readonly RuleInFile<"pod">[],
  object: KubeObject,
  context: LintContext,
): readonly Finding[] {
  const workload = asWorkload(object);
  if (workload === null || workload === "no-pod-spec") return [];
  const found = workload.podSets.flatMap((podSet) => {
    const pod = openPod(podSet, context);
    const role = workload.podSets.length > 1 ? podSet.role : null;
    return rules.flatMap(({ rule, check, severity }) =>
      isFor(rule, pod)
        ? placed({ rule, severity, object, role }, withFieldsOf(podSet, check.find(pod, context)))
        : [],
    );
  });
  return workload.kind.isByShape === true ? found.map(asInfo) : found;
}

/** Of a kind that nobody described nobody knows what its operator adds, so it must not fail a run. */
function asInfo(finding: Finding): Finding {
  return { ...finding, severity: "info" };
}

/** What findings are of. */
interface Subject {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly object: KubeObject;
  readonly role: string | null;
}

/** A value that somebody fills in before it is applied is not judged. */
function placed(
  { rule, severity, object, role }: Subject,
  found: readonly RuleFinding[],
): readonly Finding[] {
  if (found.length === 0) return [];
  return found
    .filter((one) => !isUnknownYet(one.object ?? object, one))
    .map((one) => findingOf(rule, severity, object, { ...one, role }));
}

function isUnknownYet(object: KubeObject, { path, at: end }: RuleFinding): boolean {
  return end === "key" ? isPlaceholder(String(path.at(-1))) : isPlaceholderAt(object, path);
}

/** A platform of the config is what it extends, too. */
function isFor({ applies }: Rule, { platforms }: Pod): boolean {
  const names = applies?.platforms;
  if (names === undefined) return true;
  return platforms.some(({ name, extends: bases = [] }) =>
    [name, ...bases].some((one) => names.includes(one)),
  );
}

function rulesOn<On extends Check["on"]>(
  rules: readonly Rule[],
  on: On,
  { minor }: LintContext,
): readonly RuleOn<On>[] {
  return rules.flatMap((rule) => {
    const { from = 0, until = Number.POSITIVE_INFINITY } = rule.applies ?? {};
    if (rule.check.on !== on || minor < from || minor > until) return [];
    return [{ rule, check: rule.check as CheckOn<On> }];
  });
}
