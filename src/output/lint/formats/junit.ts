import { objectTitle } from "../../../k8s/object.ts";
import type { Diagnostic } from "../../../kernel/diagnostic.ts";
import type { Location } from "../../../kernel/span.ts";
import type { Finding } from "../../../lint/finding.ts";
import type { LintedFile, LintOutcome } from "../../../pipeline/lint-types.ts";
import { joinLines, visibleLine } from "../../visible.ts";
import { slashed } from "../names.ts";
import { unreadOf } from "../unread.ts";
import { xmlAttribute, xmlText } from "./xml.ts";

/** One testcase: its elements are written already. */
interface Case {
  readonly classname: string;
  readonly name: string;
  readonly outcome: "passed" | "failed" | "error" | "skipped";
  readonly body: string;
}

/**
 * A JUnit report, as Jenkins and GitLab read it: a suite per file, a failed testcase per error or warning. Info is no
 * failure anywhere: its testcase passes and says it in `system-out`. A clean file is a testcase that passes, and a run
 * over nothing is one too, because Jenkins fails on a report without testcases. Testcases are named by rule, file,
 * object and field, so that a server recognises one whose line has moved. A template that was left out is skipped; one
 * that was named is an error.
 */
export function formatJunit(outcome: LintOutcome): string {
  const unread = byFile(unreadOf(outcome));
  const findings = byFile(outcome.findings);
  const suites = outcome.files
    .map((file) => ({ file, cases: distinct(casesOf(file, unread(file.name), findings(file.name))) }))
    .filter(({ file, cases }) => file.status !== "nothing" || cases.some(({ body }) => body !== ""))
    .map(({ file, cases }) => ({ name: slashed(file.name), cases }));
  const all = suites.length === 0 ? [{ name: "gpuify lint", cases: [NOTHING] }] : suites;
  const cases = all.flatMap((suite) => suite.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="gpuify lint" ${counts(cases)}>`,
    ...all.flatMap(({ name, cases: own }) => [
      `  <testsuite name="${xmlAttribute(name)}" ${counts(own)} skipped="${countOf(own, "skipped")}">`,
      ...own.map(element),
      "  </testsuite>",
    ]),
    "</testsuites>\n",
  ].join("\n");
}

const NOTHING: Case = { classname: "gpuify", name: "no manifest to lint", outcome: "passed", body: "" };

/** Of what was not read first, as it stands above the findings elsewhere too. */
function casesOf(
  { name }: LintedFile,
  unread: readonly Diagnostic[],
  findings: readonly Finding[],
): readonly Case[] {
  const cases = [...unread.map((one) => notRead(one, name)), ...findings.map(found)];
  const clean: Case = { classname: "gpuify", name: slashed(name), outcome: "passed", body: "" };
  return cases.length > 0 ? cases : [clean];
}

function byFile<T extends { readonly location?: Location }>(
  entries: readonly T[],
): (file: string) => readonly T[] {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const file = entry.location?.file ?? "";
    const group = groups.get(file);
    if (group === undefined) groups.set(file, [entry]);
    else group.push(entry);
  }
  return (file) => groups.get(file) ?? [];
}

function found(finding: Finding): Case {
  const { rule, severity, message, why, location, object, advice } = finding;
  const subject = object === null ? [] : [objectTitle(object)];
  const name = [slashed(location.file), ...subject, location.path ?? ""].join(" ").trim();
  const where = `${visibleLine(slashed(location.file))}:${location.line}:${location.column}`;
  const text = `${where}: ${severity}[${rule.id}]: ${joinLines(message)}\n${why}\n${joinLines(advice)}`;
  const one = { classname: `gpuify.${rule.id}`, name };
  if (severity === "info") return { ...one, outcome: "passed", body: tag("system-out", {}, text) };
  return { ...one, outcome: "failed", body: tag("failure", { type: severity, message }, text) };
}

function notRead({ code, severity, message, advice, location }: Diagnostic, file: string): Case {
  const where = `${visibleLine(slashed(file))}:${location?.line ?? 1}:${location?.column ?? 1}`;
  const text = `${where}: ${joinLines(message)}${advice === undefined ? "" : `\n${joinLines(advice)}`}`;
  const one = { classname: `gpuify.${code}`, name: slashed(file) };
  if (severity !== "error") return { ...one, outcome: "skipped", body: tag("skipped", {}, text) };
  return { ...one, outcome: "error", body: tag("error", { type: code, message }, text) };
}

/** Servers take two testcases of one name for two runs of one. */
function distinct(cases: readonly Case[]): readonly Case[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const key = `${one.classname} ${one.name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? one : { ...one, name: `${one.name} (${count})` };
  });
}

function element({ classname, name, body }: Case): string {
  const open = `    <testcase classname="${xmlAttribute(classname)}" name="${xmlAttribute(name)}" time="0"`;
  return body === "" ? `${open}/>` : `${open}>${body}</testcase>`;
}

function tag(name: string, attributes: Readonly<Record<string, string>>, text: string): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlAttribute(value)}"`);
  return `<${name}${pairs.join("")}>${xmlText(text)}</${name}>`;
}

function counts(cases: readonly Case[]): string {
  return `tests="${cases.length}" failures="${countOf(cases, "failed")}" errors="${countOf(cases, "error")}" time="0"`;
}

function countOf(cases: readonly Case[], outcome: Case["outcome"]): number {
  return cases.filter((one) => one.outcome === outcome).length;
}
