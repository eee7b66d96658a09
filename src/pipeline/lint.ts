import type { OwnKind } from "../config/types.ts";
import { kindOf } from "../k8s/kinds.ts";
import type { KubeObject } from "../k8s/object.ts";
import { isForAnotherTool } from "../k8s/other-tools.ts";
import { isPlaceholderAt } from "../k8s/placeholder.ts";
import { lookUpKind } from "../k8s/schema/served.ts";
import { declarationOf, declaredCodes } from "../kernel/code-lookup/declaration-of.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { groupBy } from "../kernel/group-by.ts";
import { ownOf } from "../kernel/own.ts";
import { type Finding, fileFinding, identified, numbered, schemaFindingOf, weaker } from "../lint/finding.ts";
import type { Rule } from "../lint/rule.ts";
import { runRules } from "../lint/run-rules.ts";
import { suppress } from "../lint/suppression/suppress.ts";
import { suppressingAnnotations, suppressingComments } from "../lint/suppression/suppression.ts";
import { looksLikeFragment } from "../workload/fragment.ts";
import { surroundingsOf } from "../workload/surroundings.ts";
import type { SchemaDiagnostic } from "../yaml/field-diagnostic.ts";
import { type LoadedFile, readFiles } from "./input/load.ts";
import type { ManifestInput } from "./input/manifest-input.ts";
import { EVERYTHING, LINTED, withGroups } from "./input/relevance.ts";
import { withRenderAdvice } from "./input/unreadable.ts";
import { markFiles, markNothing } from "./kustomize/mark-parts.ts";
import { lintContext } from "./lint-context.ts";
import { type LintMemory, NO_MEMORY } from "./lint-memory.ts";
import { customVerdicts, schemaFindings, unjudged, type Verdicts } from "./lint-schemas.ts";
import type { LintedFile, LintOutcome, LintSettings, LintTools } from "./lint-types.ts";
import { withOwnKinds } from "./own-kinds.ts";
import { lintPlaceholderDiagnostics } from "./placeholder-diagnostics.ts";

/** The rule for documents that cannot be read. */
const INVALID = "yaml-invalid";

/** The objects that a run over these inputs looks at, whatever their kinds. Never throws for bad input. */
export function objectsToLint(inputs: readonly ManifestInput[]): readonly KubeObject[] {
  return objectsOf(readFiles(inputs, EVERYTHING));
}

/** The objects of files that have been read. */
export function objectsOf(files: readonly LoadedFile[]): readonly KubeObject[] {
  return files.flatMap(({ documents }) => documents.flatMap(({ objects }) => objects));
}

/** Lints manifests: bytes in, findings out. Pure: same input, same output. Never throws for bad input. */
export function lintManifests(
  inputs: readonly ManifestInput[],
  tools: LintTools,
  memory: LintMemory = NO_MEMORY,
): LintOutcome {
  const groups = inputs.flatMap(({ name }) => kindsOf(name, tools).map(({ group }) => group));
  const relevance = tools.checkCustom === null ? withGroups(LINTED, groups) : EVERYTHING;
  const files = markFiles(
    readFiles(inputs, relevance, memory.readFile),
    withOwnKinds(markNothing, ({ name }) => kindsOf(name, tools), "found-by-shape"),
  );
  const objects = objectsOf(files);
  const whole = objects.filter((object) => !isFragment(object, tools));
  const verdicts = customVerdicts(objects, tools, memory);
  const found = [
    ...unreadable(files, tools),
    ...againstSchemas(objects, verdicts, tools, memory),
    ...byRules(whole, objects, tools),
  ];
  const suppressions = [
    ...files.flatMap(({ source, documents }) =>
      source === null
        ? []
        : suppressingComments(
            source,
            documents.map(({ document }) => document),
          ),
    ),
    ...objects.flatMap(suppressingAnnotations),
  ];
  const after = suppress(found, suppressions, {
    isCode: (name) => tools.ids.includes(name) || declarationOf(name) !== null,
    names: () => [...tools.ids, ...declaredCodes()],
    ran: (id, file) => isLookedFor(id, file, tools),
  });
  const remarks = after.remarks.flatMap((remark) => judged(remark, tools));
  const order = new Map(files.map(({ input }, index) => [input.name, index]));
  const inOrder = sorted([...after.findings, ...remarks], order);
  return {
    files: files.map(lintedFile),
    findings: numbered(inOrder.map((finding) => identified(finding, tools.nameOf))),
    suppressed: after.suppressed.map((one) => ({ ...one, finding: identified(one.finding, tools.nameOf) })),
    diagnostics: files.flatMap(templates),
    placeholders: lintPlaceholderDiagnostics(objects.filter((object) => isJudged(object, tools))),
    unjudged: unjudged(verdicts),
    fragments: objects.length - whole.length,
    objects: objects.length,
  };
}

/** `whole` are the objects to look at, `objects` all that a rule may ask about. */
function byRules(
  whole: readonly KubeObject[],
  objects: readonly KubeObject[],
  tools: LintTools,
): readonly Finding[] {
  const minors = groupBy(whole, (object) => tools.settingsOf(object.source.name).minor);
  const surroundings = surroundingsOf(objects);
  return [...minors].flatMap(([minor, ofMinor]) => {
    const context = lintContext(tools.whole, {
      minor,
      surroundings,
      platformSaid: (object) => tools.settingsOf(object.source.name).platformOf(object),
    });
    const found = runRules(tools.rules, ofMinor, context, (rule, file) => severityIn(rule, file, tools));
    return found.map((finding) => fixedForVersion(finding, tools.settingsOf(finding.location.file)));
  });
}

/** Where the version is only assumed, a fix that older clusters do not understand changes how things behave there. */
function fixedForVersion(finding: Finding, { minor, oldest = minor }: LintSettings): Finding {
  const { fix } = finding;
  if (fix?.since === undefined || fix.since <= oldest) return finding;
  const title = `${fix.title} (from Kubernetes 1.${fix.since} on)`;
  return { ...finding, fix: { ...fix, title, safety: "unsafe" } };
}

function againstSchemas(
  objects: readonly KubeObject[],
  verdicts: Verdicts,
  tools: LintTools,
  { checkSchema }: LintMemory,
): readonly Finding[] {
  const byId = new Map(tools.rules.flatMap((rule) => (rule.check.on === "schema" ? [[rule.id, rule]] : [])));
  return objects.flatMap((object) =>
    checkSchema(object, (one) => schemaFindings(one, verdicts, tools)).flatMap((found) => {
      const rule = byId.get(found.code);
      const severity = rule === undefined ? "off" : severityIn(rule, object.source.name, tools);
      if (rule === undefined || severity === "off" || isMerged(object, found, tools)) return [];
      if (isPlaceholderAt(object, found.path)) return [];
      const finding = schemaFindingOf(rule, severity, object, found);
      return [
        found.code === "schema-missing-field" && looksLikeFragment(object) ? asFragment(finding) : finding,
      ];
    }),
  );
}

/** What is no mistake before another tool has done its part: missing fields where kustomize merges, keys that are not for the server. */
function isMerged({ source }: KubeObject, { code, path }: SchemaDiagnostic, { roleOf }: LintTools): boolean {
  if (code === "schema-missing-field") return roleOf(source.name) !== null;
  return code === "schema-unknown-field" && isForAnotherTool(String(path.at(-1)));
}

/** Nobody can tell a part of an object from an object with mistakes, so it must not fail a run. */
function asFragment(finding: Finding): Finding {
  return {
    ...finding,
    severity: "info",
    advice:
      "Complete it; or, where it is a patch that kustomize merges into an object, name it in the kustomization.yaml beside it.",
  };
}

function isFragment(object: KubeObject, { roleOf }: LintTools): boolean {
  return roleOf(object.source.name) === "patch" || looksLikeFragment(object);
}

/** Nothing is left out of an object that no rule and no schema is about. */
function isJudged(object: KubeObject, tools: LintTools): boolean {
  const schema = tools.schemas.get(tools.settingsOf(object.source.name).minor);
  const isKnown = schema !== undefined && lookUpKind(schema, object.apiVersion, object.kind) !== null;
  return isKnown || tools.checkCustom !== null || kindOf(object) !== null;
}

function kindsOf(file: string, { settingsOf }: LintTools): readonly OwnKind[] {
  return settingsOf(file).kinds ?? [];
}

function isLookedFor(id: string, file: string, tools: LintTools): boolean {
  const rule = tools.rules.find((one) => one.id === id);
  return rule !== undefined && severityIn(rule, file, tools) !== "off";
}

function severityIn(rule: Rule, file: string, { settingsOf }: LintTools) {
  return ownOf(settingsOf(file).severities, rule.id) ?? rule.severity;
}

/** A finding that was made without asking how serious it is to the user. */
function judged(finding: Finding, tools: LintTools): readonly Finding[] {
  const severity = severityIn(finding.rule, finding.location.file, tools);
  if (severity === "off") return [];
  return [{ ...finding, severity: weaker(severity, finding.severity, finding.rule.severity) }];
}

/** A broken document is a finding of a linter, whoever named it; a template is no YAML yet. */
function unreadable(files: readonly LoadedFile[], tools: LintTools): readonly Finding[] {
  const rule = tools.rules.find(({ id }) => id === INVALID);
  if (rule === undefined) return [];
  return files.flatMap(({ input, problems }) =>
    problems.filter(isNoTemplate).flatMap(({ code, message, advice, location, related }) =>
      judged(
        fileFinding(rule, rule.severity, {
          message,
          advice: advice ?? declarationOf(code)?.advice ?? rule.about().advice,
          unreadable: code,
          location: location ?? { file: input.name, line: 1, column: 1 },
          ...(related !== undefined && { related }),
        }),
        tools,
      ),
    ),
  );
}

function isNoTemplate({ code }: Diagnostic): boolean {
  return code !== "template";
}

function templates({ problems }: LoadedFile): readonly Diagnostic[] {
  return problems.flatMap((problem) =>
    isNoTemplate(problem) ? [] : [withRenderAdvice(problem, "gpuify lint -")],
  );
}

function lintedFile(file: LoadedFile): LintedFile {
  const { input, source, documents } = file;
  const objects = documents.flatMap((document) => document.objects);
  const isTemplate = templates(file).length > 0 && objects.length === 0;
  const status = isTemplate ? "template" : file.hasObjects || source === null ? "linted" : "nothing";
  return { name: input.name, named: input.named, source, status, objects, loaded: file };
}

/** In the order of the inputs, then by place, then by rule: the same whatever the order of the rules. */
function sorted(findings: readonly Finding[], order: ReadonlyMap<string, number>): readonly Finding[] {
  const rank = ({ location }: Finding): number => order.get(location.file) ?? order.size;
  return [...findings].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      a.location.line - b.location.line ||
      a.location.column - b.location.column ||
      compare(a.rule.id, b.rule.id) ||
      compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
