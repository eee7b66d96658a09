import type { WholeCatalog } from "../gpu/catalog/whole-catalog.ts";
import type { KubeObject } from "../k8s/object.ts";
import { minorOf, nearestVersion } from "../k8s/schema/versions.ts";
import { type Diagnostic, SEVERITIES } from "../kernel/diagnostic.ts";
import { groupBy } from "../kernel/group-by.ts";
import { memoized } from "../kernel/memoized.ts";
import { ownOf } from "../kernel/own.ts";
import { type Baseline, compareWithBaseline } from "../lint/baseline.ts";
import { type Finding, foundBefore, identified, numbered } from "../lint/finding.ts";
import { GPU_RULES } from "../lint/groups/registry.ts";
import type { Rule } from "../lint/rule.ts";
import { ruleRunner, type SeverityOf } from "../lint/run-rules.ts";
import { isExplicit } from "../profile/origin.ts";
import { looksLikeFragment } from "../workload/fragment.ts";
import { surroundingsOf } from "../workload/surroundings.ts";
import { at } from "../yaml/access.ts";
import { pathSet } from "../yaml/path-set.ts";
import type { FieldPath } from "../yaml/tree.ts";
import { acceptedIn } from "./accepted.ts";
import { judge, type ObjectAt, objectsByPlace, type SeveritiesIn, suppressionsIn } from "./judge.ts";
import { lintContext } from "./lint-context.ts";
import type { Review, Subject } from "./outcome.ts";

/** What a team has said about findings. */
export interface LastWordTools {
  readonly whole: WholeCatalog;
  readonly severitiesIn: SeveritiesIn;
  /** What a file is called in fingerprints. */
  readonly nameOf: (file: string) => string;
  /** What was there when the team began. */
  readonly baseline: Baseline | null;
}

/** A finding of the linter about what a run leaves. */
export interface Told {
  readonly finding: Finding;
  /** About whose pods it is, as it came in. */
  readonly workload: KubeObject;
  /**
   * `run`: the run wrote it, or it follows from what it wrote. `input`: it was there, and nothing was done about it, or
   * somebody decided that it stays.
   */
  readonly cause: "run" | "input";
}

/** What is left to say when a run is done. */
export interface LastWord {
  /** From warning on what the run caused or kept against its own decision, and all errors. */
  readonly told: readonly Told[];
  /** How many more findings, from warning on, the input already had or somebody decided to keep. */
  readonly more: number;
  /** What was told before, as the config and suppressions want it. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many errors are about a workload, as it came in, whoever tells them; absent: none. */
  readonly errors: ReadonlyMap<KubeObject, number>;
}

/**
 * Holds the linter's GPU rules against the workloads that a run was for, changed or not, for the platform in force. What
 * the run itself has told about a workload is not told twice. Of what looks like a part of a workload the linter says
 * nothing, since the whole may have what is missing.
 */
export function lastWord(review: Review, diagnostics: readonly Diagnostic[], tools: LastWordTools): LastWord {
  const objectAt = objectsByPlace(review.before);
  const judged = judgeOwn(review, diagnostics, objectAt, tools);
  const isKnown = knownFrom(judged, objectAt);
  const isAccepted = acceptedIn(review.after);
  const subjects = review.subjects.filter(({ after }) => !looksLikeFragment(after));
  const originalOf = originals(review);
  const found = findingsIn(GPU_RULES, { subjects, objects: review.after, state: "after" }, tools)
    .filter(({ finding }) => !isAccepted(finding))
    .map((one) => asItWas(one, originalOf, tools));
  const old = inBaseline(found, tools);
  const left = found.filter((one) => one.finding.severity !== "info" && !isKnown(one) && !old.has(one));
  const told = worthTelling(left, review, tools);
  return {
    told,
    more: left.length - told.length,
    diagnostics: judged,
    errors: countErrors(told, judged, objectAt),
  };
}

/** A finding about the pods of a workload, which may point at another object, such as an autoscaler. */
interface Found {
  readonly finding: Finding;
  readonly subject: Subject;
}

/** What rules look at: workloads as they came in or as they go out, among all objects of that time. */
interface Looked {
  readonly subjects: readonly Subject[];
  readonly objects: readonly KubeObject[];
  readonly state: "before" | "after";
}

function findingsIn(
  rules: readonly Rule[],
  { subjects, objects, state }: Looked,
  tools: LastWordTools,
): readonly Found[] {
  const bySubject = new Map(subjects.map((subject) => [subject[state], subject]));
  const minors = groupBy(subjects, ({ settings }) => minorOf(nearestVersion(settings.kubernetesMinor.value)));
  const severityOf = severitiesToTell(tools);
  return [...minors].flatMap(([minor, some]) => {
    const context = lintContext(tools.whole, {
      minor,
      surroundings: surroundingsOf(objects),
      platformSaid: (object) => platformOf(bySubject.get(object)),
    });
    const find = ruleRunner(rules, context, severityOf);
    return some.flatMap((subject) => find(subject[state]).map((finding) => ({ finding, subject })));
  });
}

/** No finding is more serious than its rule, and of what is only worth knowing nothing is told: but a baseline numbers it, too. */
function severitiesToTell({ severitiesIn, baseline }: LastWordTools): SeverityOf {
  return (rule, file) => {
    const severity = ownOf(severitiesIn(file), rule.id) ?? rule.severity;
    return severity === "info" && baseline === null ? "off" : severity;
  };
}

/** A platform that nobody named is looked for in the pod's own labels, as `lint` does. */
function platformOf(subject: Subject | undefined): string | null {
  const platform = subject?.settings.platform;
  return platform === undefined || platform.origin.kind === "default" ? null : platform.value;
}

/** The object that the run was given; null for one that it made. */
type OriginalOf = (object: KubeObject) => KubeObject | null;

function originals({ subjects, before }: Review): OriginalOf {
  const bySubject = new Map(subjects.map((subject) => [subject.after, subject.before]));
  let byName: ReadonlyMap<string, readonly KubeObject[]> | undefined;
  return (object) => {
    const own = bySubject.get(object);
    if (own !== undefined) return own;
    byName ??= groupBy(before, nameOf);
    return byName.get(nameOf(object))?.[0] ?? null;
  };
}

function nameOf({ source, apiVersion, kind, namespace, name }: KubeObject): string {
  return JSON.stringify([source.name, apiVersion, kind, namespace, name]);
}

/** Told of the object that the user has; what is in an object that the run made is told of the workload. */
function asItWas({ finding, subject }: Found, originalOf: OriginalOf, tools: LastWordTools): Found {
  const original = finding.object === null ? null : originalOf(finding.object);
  const placed =
    original === null
      ? foundBefore({ ...finding, path: [] }, subject.before)
      : foundBefore(finding, original);
  return { finding: identified(placed, tools.nameOf), subject };
}

/** Suppressions count for what the run tells itself, too, wherever it points. */
function judgeOwn(
  { before }: Review,
  diagnostics: readonly Diagnostic[],
  objectAt: ObjectAt,
  { severitiesIn }: LastWordTools,
): readonly Diagnostic[] {
  const objects = new Set(diagnostics.flatMap(({ location }) => objectAt(location) ?? []));
  return judge(diagnostics, objectAt, suppressionsIn([...objects], before), severitiesIn);
}

/** Whether the run has told the same of the workload, or of the object that the finding points at. */
function knownFrom(diagnostics: readonly Diagnostic[], objectAt: ObjectAt): (found: Found) => boolean {
  const codes = new Map(
    [...groupBy(diagnostics, ({ location }) => objectAt(location))].map(
      ([object, some]) => [object, new Set<string>(some.map(({ code }) => code))] as const,
    ),
  );
  return ({ finding: { rule, object }, subject: { before } }) =>
    [before, object].some((one) => one !== null && codes.get(one)?.has(rule.id) === true);
}

/** Of several that are the same to a baseline the linter numbers the later ones, those that are only worth knowing too. */
function inBaseline(found: readonly Found[], { baseline }: LastWordTools): ReadonlySet<Found> {
  if (baseline === null) return new Set();
  const all = numbered(found.map(({ finding }) => finding));
  const known = new Set(compareWithBaseline(all, baseline, new Set()).known);
  return new Set(
    found.filter((_, index) => {
      const finding = all[index];
      return finding !== undefined && known.has(finding);
    }),
  );
}

/**
 * What the run caused or kept against its own decision, and all errors. The input is looked at only for workloads in
 * which something was found.
 */
function worthTelling(left: readonly Found[], review: Review, tools: LastWordTools): readonly Told[] {
  const subjects = [...new Set(left.map(({ subject }) => subject))];
  const rules = [...new Set(left.map(({ finding }) => finding.rule))];
  const looked = { subjects, objects: review.before, state: "before" } as const;
  const before = new Map(
    [...groupBy(findingsIn(rules, looked, tools), ({ subject }) => subject)].map(
      ([subject, some]) =>
        [subject, mostSerious(some.map(({ finding }) => identified(finding, tools.nameOf)))] as const,
    ),
  );
  return left.flatMap(({ finding, subject }): readonly Told[] => {
    const old = before.get(subject) ?? new Map();
    const isMeant = isDecided(finding, subject);
    const cause = isMeant || wasThere(finding, subject, old) ? "input" : "run";
    const isKept = !isMeant && overridesDevices(finding, subject);
    const isTold = cause === "run" || isKept || finding.severity === "error";
    return isTold ? [{ finding, workload: subject.before, cause }] : [];
  });
}

/**
 * `--rollout keep` says that there is room: the run itself is silent about the spare GPUs then. `none` was asked to take
 * the placement out, and what a rule says of any pod is no fault of a GPU.
 */
function isDecided({ rule, path, object }: Finding, subject: Subject): boolean {
  const { base, rollout } = subject.settings;
  const isKept = rule.id === "gpu-rollout-needs-spare" && rollout?.value === "keep" && isExplicit(rollout);
  const isUntouched = object === subject.before && !isWritten(subject, path);
  return isKept || base === "none" || (rule.faultOf === "any-pod" && isUntouched);
}

/**
 * True for what the rule found in the input, too, as serious as now. One that names several fields points at the first:
 * where the run took that out, it points at another that was there.
 */
function wasThere(finding: Finding, subject: Subject, before: Before): boolean {
  const { rule, path, container, object, fingerprint } = finding;
  const isOwn = object === subject.before;
  if (isOwn && isWritten(subject, path)) return false;
  if (isOwn && overridesDevices(finding, subject) && areDevicesWritten(subject, path)) return false;
  const wasField = isOwn && path.length > 0 && at(subject.before.root, path) !== null;
  const serious = SEVERITIES.indexOf(finding.severity);
  return (
    (before.get(keyOf(rule, "fingerprint", fingerprint)) ?? -1) >= serious ||
    (wasField && (before.get(keyOf(rule, "container", container)) ?? -1) >= serious)
  );
}

/** How serious what was found in the input is at most, by rule and fingerprint and by rule and container. */
type Before = ReadonlyMap<string, number>;

function mostSerious(findings: readonly Finding[]): Before {
  const most = new Map<string, number>();
  for (const { rule, severity, fingerprint, container } of findings) {
    const serious = SEVERITIES.indexOf(severity);
    for (const key of [keyOf(rule, "fingerprint", fingerprint), keyOf(rule, "container", container)])
      most.set(key, Math.max(serious, most.get(key) ?? -1));
  }
  return most;
}

function keyOf(rule: Rule, by: "fingerprint" | "container", value: string | null | undefined): string {
  return JSON.stringify([rule.id, by, value]);
}

/** The run wrote the field, or something that it is in. */
function isWritten({ written }: Subject, path: FieldPath): boolean {
  return writtenPaths(written).leadsTo(path);
}

const writtenPaths = memoized(pathSet);

/** Kept, it goes against the devices that were decided. Of CPU runs `gpu-trace` has told it at the same place. */
function overridesDevices({ rule }: Finding, { settings }: Subject): boolean {
  return rule.overrides === "devices" && settings.base !== "bursty";
}

/** The run wrote what the container that the field is in asks for. */
function areDevicesWritten({ written }: Subject, path: FieldPath): boolean {
  const index = path.findIndex((step) => step === "containers" || step === "initContainers");
  if (index < 0) return false;
  const resources = [...path.slice(0, index + 2), "resources"];
  const paths = writtenPaths(written);
  return paths.hasWithin(resources) || paths.leadsTo(resources);
}

function countErrors(
  told: readonly Told[],
  diagnostics: readonly Diagnostic[],
  objectAt: ObjectAt,
): LastWord["errors"] {
  const broken = [
    ...told.flatMap(({ finding, workload }) => (finding.severity === "error" ? [workload] : [])),
    ...diagnostics.flatMap(({ severity, location }) =>
      severity === "error" ? (objectAt(location) ?? []) : [],
    ),
  ];
  return new Map([...groupBy(broken, (object) => object)].map(([object, all]) => [object, all.length]));
}
