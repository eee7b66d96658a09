import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { formatJunit } from "../../../../src/output/lint/formats/junit.ts";
import { xmlAttribute, xmlText } from "../../../../src/output/lint/formats/xml.ts";
import type { LintOutcome } from "../../../../src/pipeline/lint-types.ts";
import { lintFiles, nastyOutcome, pod } from "../kit.ts";

const XSD = readFileSync(join(import.meta.dirname, "..", "..", "..", "data", "junit.xsd"), "utf8");

/** What is wrong with a report, by the schema of those that Jenkins reads. */
async function problems(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: { fileName: "report.xml", contents: xml }, schema: XSD });
  return errors.map(({ message }) => message);
}

async function report(outcome: LintOutcome): Promise<string> {
  const xml = formatJunit(outcome);
  expect(await problems(xml)).toEqual([]);
  return xml;
}

function count(xml: string, tag: string): number {
  return xml.match(new RegExp(`<${tag}[ />]`, "g"))?.length ?? 0;
}

describe("junit", () => {
  test("a finding is a failed testcase of its file's suite", async () => {
    const files = [
      { name: "a.yaml", text: pod("a") },
      { name: "b.yaml", text: "apiVersion: v1\nkind: Pod\nmetadata:\n  name: b\n" },
    ];
    expect(await report(lintFiles(files))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="gpuify lint" tests="2" failures="1" errors="0" time="0">
  <testsuite name="a.yaml" tests="1" failures="1" errors="0" time="0" skipped="0">
    <testcase classname="gpuify.gpu-limit-missing" name="a.yaml Pod/a spec.containers[0].resources.requests[&quot;nvidia.com/gpu&quot;]" time="0"><failure type="error" message="nvidia.com/gpu is requested but has no limit">a.yaml:11:11: error[gpu-limit-missing]: nvidia.com/gpu is requested but has no limit
Devices are not overcommitted, so their request is their limit: the API server rejects a request alone (\`Limit must be set for non overcommitable resources\`).
Write the device under \`limits\`; the request may stay if it is the same number.</failure></testcase>
  </testsuite>
  <testsuite name="b.yaml" tests="1" failures="0" errors="0" time="0" skipped="0">
    <testcase classname="gpuify" name="b.yaml" time="0"/>
  </testsuite>
</testsuites>
`);
  });

  test("everything that is hard to write fits the schema, and the numbers are those of the elements", async () => {
    const outcome = nastyOutcome();
    const xml = await report(outcome);
    const failures = outcome.findings.filter(({ severity }) => severity !== "info").length;
    const clean = ["clean.yaml", "suppressed.yaml"];
    expect(count(xml, "failure")).toBe(failures);
    expect(count(xml, "system-out")).toBe(outcome.findings.length - failures);
    expect(count(xml, "error")).toBe(1);
    expect(count(xml, "skipped")).toBe(1);
    const tests = outcome.findings.length + 2 + clean.length;
    expect(count(xml, "testcase")).toBe(tests);
    expect(xml).toContain(
      `<testsuites name="gpuify lint" tests="${tests}" failures="${failures}" errors="1"`,
    );
    for (const name of clean) expect(xml).toContain(`<testcase classname="gpuify" name="${name}" time="0"/>`);
    expect(xml).not.toContain("nothing.yaml");
  });

  test("no two testcases share a name", async () => {
    const xml = await report(nastyOutcome());
    const names = [...xml.matchAll(/<testcase (classname="[^"]*" name="[^"]*")/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(new Set(names).size).toBe(names.length);
  });

  test("a name stays the same when lines move", () => {
    const name = (text: string) =>
      /<testcase ([^>]*)>/.exec(formatJunit(lintFiles([{ name: "a.yaml", text }])))?.[1];
    expect(name(`# one more line\n${pod("a")}`)).toBe(name(pod("a")));
  });

  test("a run over nothing is a testcase that passes", async () => {
    expect.hasAssertions();
    for (const files of [[], [{ name: "a.yaml", text: "a: 1\n" }]])
      expect(count(await report(lintFiles(files)), "testcase")).toBe(1);
  });

  test("the schema that is tested against rejects what is none of it", async () => {
    const xml = formatJunit(lintFiles([{ name: "a.yaml", text: pod("a") }]));
    expect(await problems(xml.replace("<testsuite name=", '<testsuite file="a.yaml" name='))).not.toEqual([]);
    expect(await problems(xml.replaceAll("failure", "finding"))).not.toEqual([]);
    expect(await problems(xml.replace("error[", "\u0001["))).not.toEqual([]);
    expect(await problems(xml.replace("error[", "&["))).not.toEqual([]);
  });

  test("any text is well-formed XML", async () => {
    const hard = fc.constantFrom(
      "&",
      "<",
      ">",
      "]]>",
      '"',
      "'",
      "\r",
      "\n",
      "\t",
      "\u0000",
      "\u001b",
      "\u0085",
    );
    const text = fc.string({
      unit: fc.oneof(hard, fc.constantFrom("\ud800", "\udc00", "\uffff", "🚀"), fc.string()),
    });
    const samples = fc.sample(text, { numRuns: 300, seed: 1 });
    const elements = samples.map((one) => `<a b="${xmlAttribute(one)}">${xmlText(one)}</a>`);
    const xsd = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="all"><xs:complexType><xs:sequence><xs:element name="a" maxOccurs="unbounded"><xs:complexType mixed="true"><xs:attribute name="b" type="xs:string"/></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:schema>`;
    const contents = `<all>${elements.join("")}</all>`;
    const { errors } = await validateXML({ xml: { fileName: "all.xml", contents }, schema: xsd });
    expect(errors).toEqual([]);
  });
});
