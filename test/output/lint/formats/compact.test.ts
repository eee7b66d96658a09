import { expect, test } from "vitest";
import { formatCompact } from "../../../../src/output/lint/formats/compact.ts";
import { lintFiles, nastyOutcome, pod } from "../kit.ts";

test("a finding is one line that editors jump to", () => {
  expect(formatCompact(lintFiles([{ name: "a.yaml", text: `${pod("a")}---\n${pod("b")}` }]))).toBe(
    `a.yaml:11:11: error gpu-limit-missing: nvidia.com/gpu is requested but has no limit
a.yaml:23:11: error gpu-limit-missing: nvidia.com/gpu is requested but has no limit
`,
  );
});

test("whatever names and messages hold, each finding is one line that reads back", () => {
  const outcome = nastyOutcome();
  const lines = formatCompact(outcome).split("\n");
  expect(lines.pop()).toBe("");
  const read = lines.map((line) =>
    /^(?<file>.+?):(?<line>\d+):(?<column>\d+): (?<severity>error|warning|info) (?<rule>[\w-]+): (?<message>\S.*)$/.exec(
      line,
    ),
  );
  expect(read.map((match) => [match?.groups?.line, match?.groups?.column, match?.groups?.rule])).toEqual(
    outcome.findings.map(({ rule, location }) => [String(location.line), String(location.column), rule.id]),
  );
  expect(read.some((match) => match?.groups?.file === "C:\\Users\\Jörg\\pod.yaml")).toBe(true);
  expect(lines.join("")).not.toMatch(/[\u0000-\u0008\u000A-\u001F]/);
});

test("nothing is said where nothing was found", () => {
  expect(formatCompact({ findings: [] })).toBe("");
});
