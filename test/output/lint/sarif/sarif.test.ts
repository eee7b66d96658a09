import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../../../src/edit/text-edit.ts";
import { RULES } from "../../../../src/lint/groups/registry.ts";
import { formatSarif } from "../../../../src/output/lint/sarif/sarif.ts";
import { artifactLocation } from "../../../../src/output/lint/sarif/uri.ts";
import type { LintOutcome } from "../../../../src/pipeline/lint-types.ts";
import { editing, extrasOf, lintFiles, NASTY, nastyOutcome, pod, wideJson } from "../kit.ts";

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}
interface Place {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: Region;
  };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly (Place & { readonly logicalLocations?: readonly object[] })[];
  readonly relatedLocations?: readonly Place[];
  readonly partialFingerprints: object;
  readonly suppressions?: readonly object[];
  readonly fixes?: readonly {
    readonly artifactChanges: readonly {
      readonly replacements: readonly {
        readonly deletedRegion: Region;
        readonly insertedContent?: { readonly text: string };
      }[];
    }[];
  }[];
}
interface Descriptor {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri: string;
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: { readonly tags: readonly string[] };
}
interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly Descriptor[] } };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications?: readonly { readonly level: string }[];
  }[];
  readonly results: readonly Result[];
}

const URI_REFERENCE = /^(?:[a-z][a-z0-9+.-]*:)?(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-F]{2})*$/i;

/**
 * The schema is of draft 4, of which only the name of itself differs here from what ajv reads; one of its patterns has
 * a bracket too many, which only the older regular expressions take.
 */
function sarifValidator() {
  const path = join(import.meta.dirname, "..", "..", "..", "data", "sarif-2.1.0.json");
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(path, "utf8"));
  const formats = {
    uri: (text: string) => URL.canParse(text) && URI_REFERENCE.test(text),
    "uri-reference": URI_REFERENCE,
    "date-time": /^\d{4}-\d\d-\d\dT/,
  };
  return new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile(schema);
}

const validate = sarifValidator();

function run(outcome: LintOutcome, extras = extrasOf(outcome)): Run {
  const log = JSON.parse(formatSarif(outcome, extras));
  expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  expect(log.$schema).toContain("sarif-2.1.0");
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

/** Lines as SARIF counts them: the byte order mark is no character. */
function linesOf(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
}

function marked(text: string, { startLine, startColumn, endColumn }: Region): string | undefined {
  return linesOf(text)[startLine - 1]?.slice(startColumn - 1, endColumn - 1);
}

/** What a viewer makes of a fix, knowing lines and columns only. */
function applyFix(text: string, result: Result | undefined): string {
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const body = text.slice(mark.length);
  const starts = [0, ...[...body.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)];
  const offset = (line: number, column: number) => (starts[line - 1] ?? Number.NaN) + column - 1;
  const edits = (result?.fixes?.[0]?.artifactChanges[0]?.replacements ?? []).map(
    ({ deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent }) => ({
      start: offset(startLine, startColumn),
      end: offset(endLine, endColumn),
      text: insertedContent?.text ?? "",
    }),
  );
  return mark + applyEdits(body, edits);
}

/** Paths of objects and lists that hold nothing. */
function empties(value: unknown, path = ""): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  if (entries.length === 0) return [path];
  return entries.flatMap(([key, inner]) => empties(inner, `${path}/${Array.isArray(value) ? "*" : key}`));
}

describe("sarif", () => {
  test("a log of everything that is hard to write is valid SARIF 2.1.0, with nothing empty in it", () => {
    const found = run(nastyOutcome());
    expect(new Set(empties(found))).toEqual(new Set(["/results/*/suppressions"]));
    expect(found.results).toHaveLength(16);
  });

  test("the schema that is tested against rejects what others got wrong", () => {
    expect.hasAssertions();
    const outcome = lintFiles([{ name: "a.yaml", text: pod("a") }]);
    const text = formatSarif(outcome, extrasOf(outcome));
    for (const [from, to] of [
      ['"startLine": 11', '"startLine": -1'],
      ['"startLine": 11', '"snippet": "", "startLine": 11'],
      ['"level": "error"', '"level": "info"'],
      ['"version": "2.1.0"', '"version": "2.2"'],
    ] as const) {
      expect(text).toContain(from);
      expect(validate(JSON.parse(text.replace(from, to))), to).toBe(false);
    }
  });

  test("results are there where nothing was found", () => {
    expect(run(lintFiles([]))).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] });
  });

  test("a place is the key on its one line, in UTF-16 units without the byte order mark", () => {
    expect.hasAssertions();
    const texts = [
      pod("a"),
      `\uFEFF${pod("b").replaceAll("\n", "\r\n")}`,
      `\uFEFF${wideJson()}`,
      pod("d").replace("main", "🚀🚀"),
    ];
    for (const text of texts) {
      const [result] = run(lintFiles([{ name: "a.yaml", text }])).results;
      const region = result?.locations[0]?.physicalLocation.region;
      expect(region?.endLine).toBe(region?.startLine);
      expect(region && marked(text, region)).toMatch(/^"?nvidia\.com\/gpu"?$/);
    }
  });

  test("a place of several lines is cut to its first, and one behind the end is the last letter", () => {
    const text = pod("a");
    const outcome = lintFiles([{ name: "a.yaml", text }]);
    const [finding] = outcome.findings;
    if (finding === undefined) throw new Error("nothing was found");
    const over = (place: object) => {
      const location = { ...finding.location, ...place };
      const [result] = run({ ...outcome, findings: [{ ...finding, location }] }).results;
      return result?.locations[0]?.physicalLocation.region;
    };
    const many = over({ line: 6, column: 3, endLine: 11, endColumn: 28 });
    expect(many).toEqual({ startLine: 6, startColumn: 3, endLine: 6, endColumn: 14 });
    expect(over({ line: 12, column: 1, endLine: 12, endColumn: 1 })).toEqual({
      startLine: 11,
      startColumn: 27,
      endLine: 11,
      endColumn: 28,
    });
    expect(over({ line: 1, column: 1, endLine: 1, endColumn: 1 })).toMatchObject({ endColumn: 2 });
  });

  test("a viewer that knows lines and columns makes of a fix what gpuify makes", () => {
    expect.hasAssertions();
    const wide = wideJson();
    for (const text of [pod("a"), `\uFEFF${pod("b").replaceAll("\n", "\r\n")}`, `\uFEFF${wide}`, wide]) {
      const outcome = lintFiles([{ name: "a.yaml", text }]);
      const [finding] = outcome.findings;
      const edits = finding === undefined ? null : extrasOf(outcome).editsOf(finding);
      expect(edits?.length).toBeGreaterThan(0);
      expect(applyFix(text, run(outcome).results[0])).toBe(applyEdits(text, edits ?? []));
    }
  });

  test("a fix may delete lines, and its replacements are in order", () => {
    const text = pod("a");
    const outcome = lintFiles([{ name: "a.yaml", text }]);
    const edits = [
      { start: text.indexOf("nvidia.com"), end: text.length, text: "" },
      { start: 0, end: 10, text: "api" },
    ];
    const [result] = run(outcome, { ...extrasOf(outcome), editsOf: editing(edits) }).results;
    expect(applyFix(text, result)).toBe(applyEdits(text, [...edits].reverse()));
    expect(result?.fixes?.[0]?.artifactChanges[0]?.replacements[1]).not.toHaveProperty("insertedContent");
  });

  test("a fix that cannot be made is none", () => {
    expect.hasAssertions();
    const outcome = lintFiles([{ name: "a.yaml", text: pod("a") }]);
    for (const editsOf of [() => null, () => []])
      expect(run(outcome, { ...extrasOf(outcome), editsOf }).results[0]).not.toHaveProperty("fixes");
  });

  test("every rule is there, the same in each run, as GitHub takes it", () => {
    const { rules } = run(lintFiles([])).tool.driver;
    expect(rules.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
    expect(run(nastyOutcome()).tool.driver.rules).toEqual(rules);
    for (const rule of rules) {
      expect(rule.name).toMatch(/^(?:[A-Z0-9][a-z0-9]*)+$/);
      for (const { text } of [rule.shortDescription, rule.fullDescription]) {
        expect(text.trim()).toBe(text);
        expect(text.length, rule.id).toBeGreaterThan(0);
        expect(text.length, rule.id).toBeLessThan(1024);
      }
      expect(rule.help.markdown, rule.id).toMatch(/```yaml\n[\s\S]+\n```[\s\S]+```yaml\n[\s\S]+\n```/);
      expect(rule.help.text).not.toContain("```");
      expect(URL.canParse(rule.helpUri), rule.id).toBe(true);
      expect(rule.properties.tags.length).toBeLessThanOrEqual(10);
    }
    const severities = RULES.map(({ severity }) => (severity === "info" ? "note" : severity));
    expect(rules.map((rule) => rule.defaultConfiguration.level)).toEqual(severities);
  });

  test("a result names its rule, its severity, its object and its fingerprint", () => {
    const outcome = nastyOutcome();
    const { results, tool } = run(outcome);
    for (const [index, { ruleId, ruleIndex, level, partialFingerprints }] of results.entries()) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      const finding = outcome.findings[index];
      if (finding === undefined) continue;
      expect(level).toBe(finding.severity === "info" ? "note" : finding.severity);
      expect(partialFingerprints).toEqual({ "gpuify/v1": finding.fingerprint });
    }
    expect(results[1]?.locations[0]?.logicalLocations).toEqual([
      {
        name: 'spec.containers[0].resources.requests["nvidia.com/gpu"]',
        fullyQualifiedName: 'v1:Pod/p0:spec.containers[0].resources.requests["nvidia.com/gpu"]',
        kind: "property",
      },
    ]);
    expect(results[0]?.relatedLocations).toHaveLength(1);
  });

  test("a message that looks like a link or a placeholder is neither", () => {
    const [result] = run(nastyOutcome()).results;
    expect(NASTY).toContain("[a](b) {0}");
    expect(result?.message.text).toContain("\\[a](b) {{0}}");
    expect(result?.message.text).not.toMatch(/(?<!\\)\[[^\]]*\]\(/);
  });

  test("suppressed findings say so and why, and then the others say that they are not", () => {
    const { results } = run(nastyOutcome());
    const said = results.map(({ suppressions }) => suppressions);
    expect(said.slice(0, -3).every((suppressions) => suppressions?.length === 0)).toBe(true);
    expect(said.slice(-3)).toEqual([
      [{ kind: "inSource", justification: ']]> "meant" & 100% {0}' }],
      [{ kind: "inSource" }],
      [{ kind: "external", justification: "it is in the baseline" }],
    ]);
    const [plain] = run(lintFiles([{ name: "a.yaml", text: pod("a") }])).results;
    expect(plain).not.toHaveProperty("suppressions");
  });

  test("a named file that cannot be linted makes a run fail, one that was walked does not", () => {
    const text = "apiVersion: v1\nkind: Pod\nspec: {{ .Values.x }}\n";
    const [named] = run(lintFiles([{ name: "a.yaml", text }])).invocations;
    expect(named?.executionSuccessful).toBe(false);
    expect(named?.toolExecutionNotifications?.map(({ level }) => level)).toEqual(["error"]);
    const [walked] = run(lintFiles([{ name: "a.yaml", text, walked: true }])).invocations;
    expect(walked?.executionSuccessful).toBe(true);
    expect(walked?.toolExecutionNotifications?.map(({ level }) => level)).toEqual(["note"]);
  });
});

describe("where a file is", () => {
  test.each([
    ["deploy/web.yaml", "deploy/web.yaml"],
    ["./deploy//web.yaml", "deploy//web.yaml"],
    ["..\\up\\web.yaml", "../up/web.yaml"],
    ["with space/ü.yaml", "with%20space/%C3%BC.yaml"],
    ["a:b#c?d%20.yaml", "a%3Ab%23c%3Fd%2520.yaml"],
    ["/abs/web.yaml", "file:///abs/web.yaml"],
    ["C:\\k8s\\web.yaml", "file:///C:/k8s/web.yaml"],
    ["c:/k8s/web.yaml", "file:///c:/k8s/web.yaml"],
    ["\\\\host\\share\\web.yaml", "file://host/share/web.yaml"],
    ["\ud800.yaml", "%EF%BF%BD.yaml"],
    ["-", "stdin"],
  ])("%j is %s", (file, uri) => {
    const location = artifactLocation(file);
    expect(location).toMatchObject({ uri });
    expect("uriBaseId" in location).toBe(!uri.startsWith("file:") && file !== "-");
  });
});
