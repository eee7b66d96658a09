import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../../../src/edit/text-edit.ts";
import { formatJson } from "../../../../src/output/lint/formats/json.ts";
import { extrasOf, lintFiles, NASTY, nastyOutcome, pod } from "../kit.ts";

const SCHEMA = join(import.meta.dirname, "..", "..", "..", "..", "schemas", "lint-report.schema.json");
const validate = new Ajv2020.default({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
}).compile(JSON.parse(readFileSync(SCHEMA, "utf8")));

/** The parts that are looked at here. */
interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly message: string;
    readonly file: string;
    readonly span: { readonly start: number; readonly end: number } | null;
    readonly fingerprint: string;
    readonly fix: { readonly edits: readonly { start: number; end: number; text: string }[] } | null;
  }[];
  readonly suppressed: readonly { readonly suppression: object }[];
  readonly diagnostics: readonly { readonly severity: string; readonly location: { file: string } }[];
  readonly files: readonly object[];
  readonly summary: object;
}

function report(outcome: ReturnType<typeof lintFiles>): Report {
  const parsed = JSON.parse(formatJson(outcome, extrasOf(outcome)));
  expect(validate(parsed), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  return parsed;
}

describe("json", () => {
  test("the report of everything that is hard to write fits its schema", () => {
    const { findings, suppressed, diagnostics, summary } = report(nastyOutcome());
    expect(findings[0]?.message).toBe(NASTY);
    expect(suppressed.map(({ suppression }) => suppression)).toEqual([
      { kind: "comment", reason: ']]> "meant" & 100% {0}' },
      { kind: "comment", reason: "" },
      { kind: "baseline", reason: "" },
    ]);
    expect(diagnostics.map(({ severity, location }) => [severity, location.file])).toEqual([
      ["error", "named-template.yaml"],
      ["info", "walked-template.yaml"],
    ]);
    expect(summary).toEqual({ errors: 10, warnings: 1, infos: 2, suppressed: 3, files: 16, objects: 11 });
  });

  test("a report of nothing fits it too", () => {
    expect(report(lintFiles([])).findings).toEqual([]);
    expect(report(lintFiles([{ name: "a.yaml", text: "a: 1\n" }])).files).toEqual([
      { name: "a.yaml", status: "nothing" },
    ]);
  });

  test("the schema rejects a report that is short of a field, has one more or another version", () => {
    expect.hasAssertions();
    const outcome = lintFiles([{ name: "a.yaml", text: pod("a") }]);
    const text = formatJson(outcome, extrasOf(outcome));
    for (const [from, to] of [
      ['"fingerprint":', '"print":'],
      ['"message":', '"more": 1, "message":'],
      ['"version": 1', '"version": 2'],
      ['"line": 11', '"line": 0'],
      ['"safety": "safe"', '"safety": "perhaps"'],
    ] as const) {
      expect(text).toContain(from);
      expect(validate(JSON.parse(text.replace(from, to))), from).toBe(false);
    }
  });

  test("spans and edits are offsets of the text as it was read, a byte order mark and CRLF included", () => {
    const text = `\uFEFF${pod("a").replaceAll("\n", "\r\n")}`;
    const [finding] = report(lintFiles([{ name: "a.yaml", text }])).findings;
    expect(text.slice(finding?.span?.start, finding?.span?.end)).toBe("nvidia.com/gpu");
    const mended = applyEdits(text, finding?.fix?.edits ?? []);
    expect(mended).toContain("limits:\r\n");
    expect(report(lintFiles([{ name: "a.yaml", text: mended }])).findings).toEqual([]);
  });
});
