import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lintManifests } from "../../../src/pipeline/lint.ts";
import { patchManifests } from "../../../src/pipeline/patch.ts";
import { toolsFor } from "../../lint/kit.ts";
import { needsCorpus, needsKubectl } from "../../needs.ts";
import { catalog } from "../run.ts";

const BAD = join(import.meta.dirname, "../../../../shared/corpus/bad");

/** Documents of a kind that no decision needs. */
const HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n";
const BOMB = `x0: &x0 [a]\n${Array.from({ length: 9 }, (_, at) => `x${at + 1}: &x${at + 1} [${Array(9).fill(`*x${at}`)}]\n`).join("")}`;

const REFUSED: readonly (readonly [string, string, string])[] = [
  ["a key without a colon", "apiVersion: v1\nkind: ConfigMap\nmetadata\n  name: settings\n", "invalid-yaml"],
  ["an open bracket", `${HEAD}data: {a: b\n`, "invalid-yaml"],
  ["two indentations", `${HEAD}data:\n  a: b\n c: d\n`, "invalid-yaml"],
  ["a reserved character", `${HEAD}data:\n  a: @x\n`, "invalid-yaml"],
  ["an alias of nothing", `${HEAD}data:\n  a: *b\n`, "unknown-alias"],
  ["an alias of itself", `${HEAD}data: &a\n  a: *a\n`, "alias-loop"],
  ["a bomb of aliases", `${HEAD}${BOMB}`, "excessive-aliases"],
  ["a map as a key", `${HEAD}data:\n  ? {a: b}\n  : c\n`, "invalid-yaml"],
  ["a list as a key", `${HEAD}data:\n  [a, b]: c\n`, "invalid-yaml"],
  ["a template", `${HEAD}data:\n  a: {{ .Values.a }}\n`, "template"],
  ["a template with a block", `${HEAD}{{- if .Values.a }}\ndata: {}\n{{- end }}\n`, "template"],
  ["tabs for indentation", `${HEAD}data:\n\ta: b\n`, "tab-indentation"],
  ["an object on the marker's line", `--- {a: b}\n${HEAD}`, "content-on-marker"],
];

const PASSED: readonly (readonly [string, string])[] = [
  ["a key twice", `${HEAD}data:\n  a: b\n  a: c\n`],
  ["a bracket at its key's column", `${HEAD}data: {\n  a: b\n}\n`],
  ["quotes that go on at the left", `${HEAD}data:\n  a: "b\nc"\n`],
  ["braces of a template in quotes that end at the left", `${HEAD}data:\n  a: [\n    "x {{b}} [1]"\n  ]\n`],
  ["a comment right behind quotes", `${HEAD}data:\n  a: "b"# c\n`],
  ["tabs in brackets", `${HEAD}data: {\n\ta: b }\n`],
  ["a line end of YAML 1.1", `${HEAD}data:\n  a: "b"\u2028  c: d\n`],
  ["an alias of a list before it", `${HEAD}data:\n  a: &a [b]\n  c: *a\n`],
  ["more levels than we read", `${HEAD}data: ${"[".repeat(200)}${"]".repeat(200)}\n`],
  ["what follows the end of the document", `${HEAD}...\nfoo: [\n`],
];

function patch(text: string, named: boolean) {
  const input = { name: "x.yaml", bytes: Buffer.from(text), named };
  const scope = { all: false, select: [], labels: [], namespace: null };
  return patchManifests([input], { profile: "continuous", scope, strict: false, flags: {} }, catalog);
}

/** As without schemas of the user's own, for which every object is read. */
const lint = (text: string) =>
  lintManifests([{ name: "x.yaml", bytes: Buffer.from(text), named: true }], {
    ...toolsFor(),
    checkCustom: null,
  });

const errorsIn = (text: string): readonly string[] =>
  patch(text, true).diagnostics.flatMap(({ severity, code }) => (severity === "error" ? [code] : []));

const kubectlReads = (text: string): boolean =>
  spawnSync("kubectl", ["label", "--local", "-f", "-", "a=b", "-o", "name"], { input: text }).status === 0;

describe("a document that no decision needs, in a named file", () => {
  it.each(REFUSED)("is refused for %s, at its place, and a finding of the linter", (_, text, code) => {
    expect(errorsIn(text)).toEqual([code]);
    expect(errorsIn(`${text}---\n${HEAD}`)).toEqual([code]);
    expect(patch(text, true).diagnostics[0]?.location?.line).toBeGreaterThanOrEqual(1);
    const { findings, diagnostics } = lint(text);
    const told =
      code === "template" ? diagnostics.map((one) => one.code) : findings.map(({ rule }) => rule.id);
    expect(told).toEqual([code === "template" ? "template" : "yaml-invalid"]);
  });

  it.each(PASSED)("passes with %s, byte for byte", (_, text) => {
    expect(errorsIn(text)).toEqual([]);
    expect(patch(text, true).files[0]?.text).toBe(text);
    expect(lint(text).findings).toEqual([]);
  });

  it.each(REFUSED)("is as before where a walk found it: %s", (_, text, code) => {
    if (code === "template") expect(patch(text, false).files[0]?.status).toBe("skipped");
    else expect(patch(text, false).diagnostics.map(({ severity }) => severity)).not.toContain("error");
  });

  it("is refused where kubectl refuses it, and only there", needsKubectl(), () => {
    const read = REFUSED.filter(([, text]) => kubectlReads(text));
    const unread = PASSED.filter(([, text]) => !kubectlReads(text));
    expect([read, unread]).toEqual([[], []]);
  });

  it("costs no more for deep brackets and long maps than their length", () => {
    expect(errorsIn(`${HEAD}data: ${"[".repeat(500_000)}\n`)).toEqual([]);
    expect(errorsIn(`${HEAD}data:\n${"  a: b\n".repeat(200_000)}`)).toEqual([]);
  });
});

describe("files of strangers that kubectl refuses", needsCorpus(), () => {
  const filesIn = (folder: string): readonly string[] =>
    readdirSync(join(BAD, folder), { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
    );

  it.each(["invalid", "templated", "templated-parses"])("are refused: %s", (folder) => {
    const files = filesIn(folder);
    const passed = files.filter((file) => errorsIn(readFileSync(file, "utf8")).length === 0);
    expect(files.length).toBeGreaterThan(10);
    expect(passed).toEqual([]);
  });
});
