import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatGithub } from "../../../../src/output/lint/formats/github.ts";
import type { LintOutcome } from "../../../../src/pipeline/lint-types.ts";
import { lintFiles, NASTY_NAMES, nastyOutcome, pod } from "../kit.ts";

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** A line as the runner reads it (actions/runner, `src/Runner.Common/ActionCommand.cs`, `TryParseV2`). */
function parse(line: string): Command {
  const message = line.trimStart();
  const end = message.startsWith("::") ? message.indexOf("::", 2) : -1;
  if (end < 0) throw new Error(`no command: ${line}`);
  const info = message.slice(2, end);
  const space = info.indexOf(" ");
  const pairs = (space < 0 ? "" : info.slice(space + 1).trim())
    .split(",")
    .filter((pair) => pair !== "")
    .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const);
  const property = [
    ["%0D", "\r"],
    ["%0A", "\n"],
    ["%3A", ":"],
    ["%2C", ","],
    ["%25", "%"],
  ] as const;
  const data = [
    ["%0D", "\r"],
    ["%0A", "\n"],
    ["%25", "%"],
  ] as const;
  const undo = (text: string, rules: readonly (readonly [string, string])[]) =>
    rules.reduce((result, [escaped, letter]) => result.replaceAll(escaped, letter), text);
  return {
    name: space < 0 ? info : info.slice(0, space),
    properties: Object.fromEntries(pairs.map(([key, value]) => [key, undo(value, property)])),
    data: undo(message.slice(end + 2), data),
  };
}

function commands(outcome: LintOutcome): readonly Command[] {
  const text = formatGithub(outcome);
  expect(text === "" || text.endsWith("\n")).toBe(true);
  return text
    .split(/\r?\n|\r/)
    .slice(0, -1)
    .map(parse);
}

describe("github", () => {
  test("a finding is an annotation of its line", () => {
    expect(formatGithub(lintFiles([{ name: "a.yaml", text: pod("a") }]))).toBe(
      "::error file=a.yaml,line=11,endLine=11,col=11,endColumn=25,title=gpu-limit-missing::nvidia.com/gpu is requested but has no limit%0AWrite the device under `limits`; the request may stay if it is the same number.\n",
    );
  });

  test("whatever names and messages hold, the runner reads one command a finding and the same text", () => {
    const outcome = nastyOutcome();
    const [unread, nasty, ...rest] = commands(outcome);
    expect(unread).toMatchObject({ name: "error", properties: { file: "named-template.yaml", line: "3" } });
    expect(nasty?.name).toBe("notice");
    expect(nasty?.data).toContain("\n::error file=x::pwned ]]>");
    expect(nasty?.data).toContain("{0} %0A\ttab, a:b");
    expect(rest).toHaveLength(outcome.findings.length - 1);
    expect(rest.slice(0, NASTY_NAMES.length).map(({ properties }) => properties.file)).toEqual([
      "dir with space/ü,a=b:c%20#?.yaml",
      "C:/Users/Jörg/pod.yaml",
      "/abs/pöd.yaml",
      "../up.yaml",
      undefined,
      "a\n::error::b]]>&\"'<c>.yaml",
    ]);
    for (const { properties } of commands(outcome)) expect(properties.line).toBe(properties.endLine);
  });

  test("any text comes back from the runner as it was", () => {
    const outcome = lintFiles([{ name: "a.yaml", text: pod("a") }]);
    const [finding] = outcome.findings;
    if (finding === undefined) throw new Error("nothing was found");
    const letters = fc.string({
      unit: fc.constantFrom("%", "0", "A", "D", "2", "5", ":", ",", "=", "\n", " ", "ü"),
    });
    fc.assert(
      fc.property(letters, letters, (message, name) => {
        const file = `a${name}a`;
        const placed = { ...finding, message, location: { ...finding.location, file } };
        const [command, ...more] = commands({ ...outcome, findings: [placed] });
        expect(more).toEqual([]);
        expect(command?.data).toBe(`${message}\n${finding.advice}`);
        expect(command?.properties.file).toBe(file);
        expect(command?.properties.title).toBe("gpu-limit-missing");
      }),
    );
  });

  test("standard input is no file of the repository", () => {
    const [command] = commands(lintFiles([{ name: "-", text: pod("a") }]));
    expect(command?.properties).toEqual({ title: "gpu-limit-missing" });
    expect(command?.data).toMatch(/^stdin:11:11: /);
  });

  test("nothing is said where nothing was found", () => {
    expect(formatGithub(lintFiles([]))).toBe("");
  });
});
