import { describe, expect, test } from "vitest";
import { compareWithBaseline, formatBaseline, parseBaseline } from "../../src/lint/baseline.ts";
import type { LintOutcome } from "../../src/pipeline/lint-types.ts";
import { lint } from "./kit.ts";

/** A Pod whose container "server" asks for a GPU without a limit, on the line that `comment` stands above. */
function pod(comment = "", { name = "llm", containers = ["server"], annotations = "" } = {}): string {
  const list = containers.map(
    (container) => `    - name: ${container}
      image: example.com/server:v1
      resources:
        requests:
${comment === "" ? "" : `          ${comment}\n`}          nvidia.com/gpu: 1
`,
  );
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
${annotations}spec:
  containers:
${list.join("")}`;
}

const RULE = "gpu-limit-missing";

function rulesIn({ findings }: LintOutcome): readonly string[] {
  return findings.map(({ rule }) => rule.id).filter((id) => id === RULE || id.startsWith("suppression"));
}

describe("suppressions", () => {
  test("a comment above the line takes its finding, and says why", () => {
    const outcome = lint({ "a.yaml": pod(`# gpuify-ignore ${RULE}: the quota sets it`) });
    expect(rulesIn(outcome)).toEqual([]);
    expect(outcome.suppressed.map(({ kind, reason, finding }) => [kind, reason, finding.rule.id])).toEqual([
      ["comment", "the quota sets it", RULE],
    ]);
  });

  test("a comment above another comment is still about the next line with content", () => {
    const comment = `# gpuify-ignore ${RULE}: the quota sets it\n\n          # and more words`;
    expect(rulesIn(lint({ "a.yaml": pod(comment) }))).toEqual([]);
  });

  test("a comment is about its file alone", () => {
    const ignoring = pod(`# gpuify-ignore ${RULE}: the quota sets it`);
    const plain = pod("# an ordinary comment", { name: "other" });
    const { findings } = lint({ "a.yaml": ignoring, "b.yaml": plain });
    expect(findings.filter(({ rule }) => rule.id === RULE).map(({ location }) => location.file)).toEqual([
      "b.yaml",
    ]);
  });

  test("an annotation takes all findings of its object, and of no other", () => {
    const annotations = `  annotations:\n    gpuify.dev/ignore-${RULE}: the quota sets it\n`;
    const text = `${pod("", { annotations, containers: ["a", "b"] })}---\n${pod("", { name: "other" })}`;
    const { findings, suppressed } = lint({ "a.yaml": text });
    const left = findings.filter(({ rule }) => rule.id === RULE);
    expect(left.map(({ object }) => object?.name)).toEqual(["other"]);
    expect(suppressed.filter(({ finding }) => finding.rule.id === RULE)).toHaveLength(2);
  });

  test("works in items of a List and behind carriage returns", () => {
    const item = pod(`# gpuify-ignore ${RULE}: the quota sets it`)
      .replace(/^(?=.)/gm, "    ")
      .replace("    api", "  - api");
    const text = `apiVersion: v1\nkind: List\nitems:\n${item}`.replaceAll("\n", "\r\n");
    expect(rulesIn(lint({ "a.yaml": text }))).toEqual([]);
  });

  test("of a rule that is off is neither used nor unused", () => {
    const text = pod(`# gpuify-ignore ${RULE}: the quota sets it`);
    expect(rulesIn(lint({ "a.yaml": text }, { severities: { [RULE]: "off" } }))).toEqual([]);
    expect(rulesIn(lint({ "a.yaml": text }, { only: ["suppression-unused"] }))).toEqual([]);
  });

  test("severities of the config count for remarks about suppressions too", () => {
    const text = pod("# gpuify-ignore no-such-rule: because");
    const outcome = lint({ "a.yaml": text }, { severities: { "suppression-unknown-rule": "error" } });
    const remark = outcome.findings.find(({ rule }) => rule.id === "suppression-unknown-rule");
    expect(remark?.severity).toBe("error");
  });

  test("a name from the prototype of objects is no rule", () => {
    const outcome = lint({ "a.yaml": pod("# gpuify-ignore constructor: because") });
    expect(rulesIn(outcome)).toEqual([RULE, "suppression-unknown-rule"].sort((a, b) => (a < b ? 1 : -1)));
  });
});

describe("severities", () => {
  test("a rule that is off finds nothing, and one that is raised says so", () => {
    const text = pod();
    const off = lint({ "a.yaml": text }, { severities: { [RULE]: "off" } });
    expect(rulesIn(off)).toEqual([]);
    const lowered = lint({ "a.yaml": text }, { severities: { [RULE]: "info" } });
    expect(lowered.findings.find(({ rule }) => rule.id === RULE)?.severity).toBe("info");
  });
});

describe("fingerprints and baselines", () => {
  const prints = (texts: Readonly<Record<string, string>>): readonly string[] =>
    lint(texts, { only: [RULE] }).findings.map(({ fingerprint }) => fingerprint);

  test("stay when lines move, comments come and containers change places", () => {
    const before = prints({ "a.yaml": pod("", { containers: ["a", "b"] }) });
    const after = prints({ "a.yaml": `# a new head\n\n${pod("# words", { containers: ["b", "a"] })}` });
    expect(before).toHaveLength(2);
    expect([...after].sort()).toEqual([...before].sort());
  });

  test("differ between files and objects", () => {
    const all = prints({ "a.yaml": `${pod()}---\n${pod("", { name: "other" })}`, "b.yaml": pod() });
    expect(new Set(all).size).toBe(3);
  });

  test("of twins in one file are told apart by their order", () => {
    const [first, second] = prints({ "a.yaml": `${pod()}---\n${pod()}` });
    expect(second).toBe(`${first}-2`);
  });

  test("a baseline lets through what it has, and tells what is gone", () => {
    const { findings } = lint({ "a.yaml": pod("", { containers: ["a", "b"] }) }, { only: [RULE] });
    const baseline = parseBaseline(formatBaseline(findings, (file) => file));
    if ("problem" in baseline) throw new Error(baseline.problem);
    const next = lint({ "a.yaml": pod("", { containers: ["b", "c"] }) }, { only: [RULE] }).findings;
    const compared = compareWithBaseline(next, baseline, new Set(["a.yaml"]));
    expect(compared.fresh.map(({ container }) => container)).toEqual(["c"]);
    expect(compared.known.map(({ container }) => container)).toEqual(["b"]);
    expect(compared.gone).toBe(1);
    expect(compareWithBaseline([], baseline, new Set(["b.yaml"])).gone).toBe(0);
  });

  test.each([
    ["{", "it is not JSON"],
    ["[]", "no list `findings`"],
    ['{"version": 2, "findings": []}', "its version is 2"],
    ['{"version": 1, "findings": [{"fingerprint": 1, "file": "a"}]}', "findings[0] has no `fingerprint`"],
  ])("%s is no baseline", (text, reason) => {
    const result = parseBaseline(text);
    expect("problem" in result ? result.problem : "").toContain(reason);
  });
});
