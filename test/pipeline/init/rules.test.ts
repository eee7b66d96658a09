import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/config/file/read-config.ts";
import { compileMatch } from "../../../src/config/match.ts";
import { formatConfig } from "../../../src/output/init/format-config.ts";
import type { InitFindings } from "../../../src/pipeline/init/findings.ts";
import { shortenNames } from "../../../src/pipeline/init/name-globs.ts";
import { proposeRules } from "../../../src/pipeline/init/propose-rules.ts";
import type { LeftOut, Recognised, Recognition, Seen } from "../../../src/pipeline/init/recognise.ts";

function seen(kind: string, name: string, more: Partial<Seen["subject"]> = {}): Seen {
  const none = new Map<string, string>();
  const subject = { kind, name, namespace: null, labels: none, annotations: none, path: "a.yaml", ...more };
  return { title: `${kind}/${name}`, file: subject.path ?? "-", line: 1, subject };
}

function recognised(one: Seen, profile: Recognised["profile"] = "training"): Recognised {
  return { ...one, profile, confidence: 0.9, reasons: ["trains"], accelerated: true, command: null };
}

function unknown(one: Seen): LeftOut {
  return { ...one, why: "unknown", reason: "nothing in it tells what it does" };
}

describe("rules", () => {
  test("name what they are for, and never a kind alone", () => {
    const { rules } = proposeRules({ recognised: [recognised(seen("Job", "a"))], leftOut: [] });
    expect(rules.map(({ match }) => match)).toEqual([{ kind: "Job", name: "a" }]);
  });

  test("of one profile and kind are one, with a glob where three names begin alike", () => {
    const names = ["train-a", "train-b", "train-c", "other"];
    const { rules } = proposeRules({
      recognised: names.map((name) => recognised(seen("Job", name))),
      leftOut: [],
    });
    expect(rules.map(({ match }) => match)).toEqual([{ kind: "Job", name: ["other", "train-*"] }]);
  });

  test.each([
    ["of the same kind", seen("Job", "train-x")],
    ["of another kind", seen("Deployment", "train-ui")],
    ["of the bare word", seen("Job", "train")],
  ])("have no glob where something unknown begins alike: %s", (_, other) => {
    const { rules } = proposeRules({
      recognised: ["train-a", "train-b", "train-c"].map((name) => recognised(seen("Job", name))),
      leftOut: [unknown(other)],
    });
    expect(rules[0]?.match.name).toEqual(["train-a", "train-b", "train-c"]);
  });

  test("tell workloads of one name apart by namespace, else by file, else not at all", () => {
    const make = (more: Partial<Seen["subject"]>) => seen("Job", "x", more);
    const by = (one: Partial<Seen["subject"]>, other: Partial<Seen["subject"]>) =>
      proposeRules({ recognised: [recognised(make(one))], leftOut: [unknown(make(other))] });
    expect(by({ namespace: "a" }, { namespace: "b" }).rules[0]?.match).toEqual({
      kind: "Job",
      name: "x",
      namespace: "a",
    });
    expect(by({ path: "a.yaml" }, { path: "b/[1].yaml" }).rules[0]?.match).toEqual({
      kind: "Job",
      name: "x",
      path: "a.yaml",
    });
    const same = by({}, {});
    expect(same.rules).toEqual([]);
    expect(same.leftOut.map(({ reason }) => reason).join()).toContain("nothing tells the two apart");
  });

  test("take a name as it is, whatever it would mean in a glob", () => {
    const { rules } = proposeRules({
      recognised: [recognised(seen("Job", "a[1]{b,c}"))],
      leftOut: [unknown(seen("Job", "a1b"))],
    });
    const [rule] = rules;
    if (rule === undefined) throw new Error("there is no rule");
    const test = compileMatch(rule.match);
    expect([test(seen("Job", "a[1]{b,c}").subject), test(seen("Job", "a1b").subject)]).toEqual([true, false]);
  });

  const name = fc.constantFrom(
    "web",
    "web-a",
    "web-b",
    "web-c",
    "train-1",
    "train-2",
    "train-3",
    "train-x*",
    "db",
    "",
    "a(b)",
    "x!y",
  );
  const workload = fc.record({
    kind: fc.constantFrom("Job", "Deployment", "Pod"),
    name,
    namespace: fc.constantFrom(null, "a", "b"),
    path: fc.constantFrom(null, "a.yaml", "dir/b.yaml", "c [1].yaml"),
    profile: fc.constantFrom("continuous", "training", "bursty", null),
  });

  function recognitionOf(
    all: readonly (Partial<Seen["subject"]> & { profile: Recognised["profile"] | null })[],
  ): Recognition {
    const made = all.map(({ profile, kind = "", name: called = "", ...more }) => ({
      profile,
      one: seen(kind, called, more),
    }));
    return {
      recognised: made.flatMap(({ profile, one }) => (profile === null ? [] : [recognised(one, profile)])),
      leftOut: made.flatMap(({ profile, one }) => (profile === null ? [unknown(one)] : [])),
    };
  }

  test("choose for every workload the profile it was recognised as, or nothing", () => {
    fc.assert(
      fc.property(fc.array(workload, { maxLength: 25 }), (all) => {
        const recognition = recognitionOf(all);
        const { rules, leftOut } = proposeRules(recognition);
        const first = ({ subject }: Seen) => rules.find(({ match }) => compileMatch(match)(subject));
        const told = new Set(leftOut.map(({ subject }) => subject));
        for (const one of recognition.recognised)
          expect(told.has(one.subject) ? one.profile : first(one)?.profile).toBe(one.profile);
        for (const one of recognition.leftOut) expect(first(one)).toBe(undefined);
      }),
      { numRuns: 300 },
    );
  });

  test("are read back without a word, whatever the names", async () => {
    const text = fc.string({ unit: "binary", maxLength: 20 });
    const any = fc.array(
      fc.record({
        kind: fc.constantFrom("Job", "Deployment"),
        name: fc.oneof(name, text),
        namespace: fc.oneof(fc.constantFrom(null, "a"), text),
        path: fc.oneof(fc.constantFrom(null, "~a/b.yaml", "a.yaml", `${"x".repeat(501)}.yaml`), text),
        profile: fc.constantFrom("training", "bursty", null),
      }),
      { maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(any, async (all) => {
        const recognition = recognitionOf(all);
        const findings: InitFindings = {
          manifests: {
            files: 1,
            workloads: all.length,
            unhandled: [],
            skipped: [],
            errors: [],
            sources: new Map(),
          },
          cluster: null,
          platform: { best: null, others: [] },
          vendor: null,
          recognition,
          rules: proposeRules(recognition),
        };
        const result = await readConfig("gpuify.yaml", formatConfig(findings));
        expect(result.diagnostics).toEqual([]);
        if (!result.ok) throw new Error("the config is wrong");
        const matches = (result.configs[0]?.config.rules ?? []).map(({ match }) => match);
        expect(matches).toEqual(findings.rules.rules.map(({ match }) => match));
      }),
      { numRuns: 200 },
    );
  });
});

describe("names", () => {
  test.each([
    [["a-1", "a-2", "a-3"], [], ["a-1", "a-2", "a-3"], "the word is too short"],
    [["job-1", "job-2"], [], ["job-1", "job-2"], "two are no pattern"],
    [["job-1", "job-2", "job-3"], [], ["job-*"], "three are"],
    [["job-1", "job-2", "job-3"], ["jobs"], ["job-*"], "another word"],
    [["job-1", "job-2", "job-3"], ["job"], ["job-1", "job-2", "job-3"], "the word alone is somebody else's"],
    [["job", "job-1", "job-2", "job-3", "z"], [], ["job", "job-*", "z"], "the rest stays"],
  ])("%j beside %j become %j: %s", (names, foreign, expected) => {
    expect(shortenNames(names, foreign)).toEqual(expected);
  });
});
