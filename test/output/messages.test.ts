import { describe, expect, test } from "vitest";
import { type Diagnostic, type Refusal, WARNED } from "../../src/kernel/diagnostic.ts";
import { colorPaint } from "../../src/output/color-paint.ts";
import { formatDiagnostics } from "../../src/output/diagnostics.ts";
import { formatExplanation } from "../../src/output/explain.ts";
import { PLAIN } from "../../src/output/paint.ts";
import { formatSummary } from "../../src/output/summary.ts";
import type { Change, FileOutcome, PatchOutcome, WorkloadOutcome } from "../../src/pipeline/outcome.ts";
import { locate, makeSource } from "../../src/yaml/source.ts";

const TEXT = `kind: Pod\n\tbad: \u001b[31mred\nlong: ${"x".repeat(400)}END\n`;
const SOURCE = makeSource("k8s/a.yaml", TEXT);

function diagnostic(needle: string, extra: Partial<Omit<Refusal, "category">> = {}): Diagnostic {
  const start = TEXT.indexOf(needle);
  return {
    code: "invalid-yaml",
    severity: "error",
    category: "read",
    message: "this is wrong",
    location: locate(SOURCE, { start, end: start + needle.length }),
    ...extra,
  };
}

function format(...diagnostics: readonly Diagnostic[]): string {
  return formatDiagnostics(diagnostics, (file) => (file === SOURCE.name ? SOURCE : null), PLAIN);
}

describe("a diagnostic", () => {
  test("has place, severity, code, message, the line with a caret, why, fix and what is related", () => {
    const full = diagnostic("Pod", { why: "it breaks", advice: "mend it\nsoon", related: [] });
    const other = { message: "first one here", location: locate(SOURCE, { start: 0, end: 4 }) };
    expect(format({ ...full, related: [other] })).toBe(`k8s/a.yaml:1:7: error[invalid-yaml]: this is wrong
  1 | kind: Pod
    |       ^^^
  why: it breaks
  fix: mend it soon
  see: k8s/a.yaml:1:1: first one here
`);
  });

  test("tells the same reason and advice once, others again", () => {
    const first = diagnostic("Pod", { why: "it breaks", advice: "mend it" });
    const text = format(first, first, { ...first, advice: "mend that" }, { ...first, code: "template" });
    expect(text.match(/^ {2}(?:why|fix): .*/gm)).toEqual([
      "  why: it breaks",
      "  fix: mend it",
      "  fix: mend that",
      "  why: it breaks",
      "  fix: mend it",
    ]);
  });

  test("has no frame where the text is not known", () => {
    expect(format(diagnostic("Pod", { location: { file: "b.yaml", line: 3, column: 1 } }))).toBe(
      "b.yaml:3:1: error[invalid-yaml]: this is wrong\n",
    );
    const { location: _, ...nowhere } = diagnostic("Pod");
    expect(format(nowhere)).toBe("error[invalid-yaml]: this is wrong\n");
  });

  test("keeps tabs above its caret and control characters off the terminal", () => {
    const [, line, caret] = format(diagnostic("bad")).split("\n");
    expect(line).toBe("  2 | \tbad: \uFFFD[31mred");
    expect(caret).toBe("    | \t^^^");
  });

  test("keeps what a name holds off the terminal, and from looking like another message", () => {
    const message = "Pod/\u001b[2J\u009bx\u202e\na.yaml:1:1: error[fake]: no";
    const location = { file: "a\nb\u0007.yaml", line: 3, column: 1 };
    const related = [{ message: "\u0007here", location }];
    expect(format(diagnostic("Pod", { message, location, why: "\u0008", advice: "\u007f", related }))).toBe(
      `a\uFFFDb\uFFFD.yaml:3:1: error[invalid-yaml]: Pod/\uFFFD[2J\uFFFDx\uFFFD a.yaml:1:1: error[fake]: no
  why: \uFFFD
  fix: \uFFFD
  see: a\uFFFDb\uFFFD.yaml:3:1: \uFFFDhere
`,
    );
  });

  test("shows only the part of a very long line that matters", () => {
    const [, line = "", caret = ""] = format(diagnostic("END")).split("\n");
    expect(line).toContain("END");
    expect(line.length).toBeLessThan(140);
    expect(line.indexOf("END")).toBe(caret.indexOf("^"));
  });

  test("over several lines points along its first", () => {
    expect(format(diagnostic("Pod\n\tbad")).split("\n")[2]).toBe("    |       ^^^");
  });

  test("is coloured by severity where colours are wanted", () => {
    const text = formatDiagnostics([{ ...diagnostic("Pod"), ...WARNED }], () => SOURCE, colorPaint(1));
    expect(text).toContain("\u001b[33m\u001b[1mwarning[invalid-yaml]");
  });
});

function workload(extra: Partial<WorkloadOutcome>): WorkloadOutcome {
  return {
    file: "a.yaml",
    object: "Deployment/a",
    namespace: null,
    line: 1,
    status: "patched",
    gpus: { before: 0, after: 0, peakAfter: null },
    peak: null,
    notes: [],
    ...extra,
  };
}

function outcome(extra: Partial<PatchOutcome>): PatchOutcome {
  return {
    refused: false,
    files: [],
    diagnostics: [],
    workloads: [],
    unhandled: [],
    passedThrough: 0,
    partFiles: 0,
    commands: [],
    scopeProblem: null,
    changed: [],
    review: null,
    ...extra,
  };
}

function summary(extra: Partial<PatchOutcome>, preview = false, unreadable = 0): string {
  return formatSummary(outcome(extra), { preview, unreadable, left: null });
}

describe("the summary", () => {
  test("counts workloads, GPUs and what passed through", () => {
    const gpus = { before: 2, after: 12, peakAfter: null };
    const workloads = [workload({ gpus }), workload({}), workload({ status: "unchanged" })];
    expect(summary({ workloads, passedThrough: 41 })).toBe(
      "2 workloads patched, 1 already as wanted, +10 GPUs, 41 passed through\n",
    );
  });

  test("speaks of one in the singular, of a preview as what would be", () => {
    const workloads = [workload({ gpus: { before: 0, after: 1, peakAfter: 4 } })];
    expect(summary({ workloads }, true)).toBe(
      "1 workload would be patched, +1 GPU (up to 4 when scaled out)\n",
    );
  });

  test("tells GPUs that go, stay, or never were", () => {
    const gone = [workload({ gpus: { before: 3, after: 0, peakAfter: null } })];
    expect(summary({ workloads: gone })).toBe("1 workload patched, −3 GPUs\n");
    const kept = [workload({ status: "unchanged", gpus: { before: 3, after: 3, peakAfter: null } })];
    expect(summary({ workloads: kept })).toBe("1 workload already as wanted, 3 GPUs as before\n");
    const one = [workload({ gpus: { before: 1, after: 1, peakAfter: null } })];
    expect(summary({ workloads: one })).toBe("1 workload patched, 1 GPU as before\n");
    expect(summary({})).toBe("no workloads matched\n");
  });

  test("gives peak CPU and memory before and after where they are known", () => {
    const before = { cpuMillis: 1000, memoryBytes: 1024 ** 3, pods: 2 };
    const after = { cpuMillis: 4500, memoryBytes: 6.5 * 1024 ** 3, pods: 8 };
    expect(summary({ workloads: [workload({ peak: { before, after } })] })).toBe(
      "1 workload patched, peak CPU 1 → 4500m, peak memory 1Gi → 6.5Gi\n",
    );
    const unknown = { cpuMillis: null, memoryBytes: null, pods: 2 };
    expect(summary({ workloads: [workload({ peak: { before: unknown, after } })] })).toContain(
      "peak CPU unknown → 4500m",
    );
    expect(summary({ workloads: [workload({ peak: { before, after: unknown } })] })).toBe(
      "1 workload patched\n",
    );
  });

  test("counts skipped files and lists the commands that a cluster needs", () => {
    const skipped = { ...file([]), status: "skipped" as const };
    const commands = [{ command: "kubectl delete hpa/web", reason: "apply does not prune" }];
    expect(summary({ files: [skipped, skipped], commands }, false, 1)).toBe(`no workloads matched
2 files skipped: not readable as a manifest, such as a template (--strict makes that an error)
1 file skipped: cannot be opened (--strict makes that an error)
run on a live cluster: kubectl delete hpa/web  # apply does not prune
`);
  });
});

function file(changes: readonly Change[]): FileOutcome {
  return {
    name: "a.yaml",
    named: true,
    status: "changed",
    source: SOURCE,
    text: TEXT,
    edits: [],
    changes,
    hasObjects: true,
    json: false,
    generated: [],
  };
}

function change(extra: Partial<Change>): Change {
  return {
    file: "a.yaml",
    object: "Deployment/a",
    namespace: null,
    document: 0,
    role: null,
    base: [],
    step: "resources",
    op: "set",
    path: "spec.x",
    steps: ["spec", "x"],
    oldText: null,
    newValue: 1,
    reason: "it is so",
    origin: { kind: "flag", name: "--gpus" },
    sources: [],
    span: { start: 0, end: 1 },
    line: 3,
    column: 7,
    ...extra,
  };
}

function explained(...changes: readonly Change[]): string {
  return formatExplanation(outcome({ files: [file(changes)] }), PLAIN);
}

describe("the explanation", () => {
  test("names field, values, reason, origin and sources, under a title for each object", () => {
    const changes = [
      change({ oldText: "0", newValue: 2, sources: ["gke-gpus"] }),
      change({ op: "append", newValue: { key: "gpu" }, origin: { kind: "profile", name: "training" } }),
      change({ object: "Job/b", namespace: "shop", op: "remove", oldText: "a:\n  b: 1", newValue: null }),
    ];
    expect(explained(...changes)).toBe(`a.yaml: Deployment/a
  3:7 spec.x
    0 → 2
    because it is so [flag --gpus; source: gke-gpus]
  3:7 spec.x
    added: {"key":"gpu"}
    because it is so [profile training]
a.yaml: Job/b in shop
  3:7 spec.x
    removed: a: b: 1
    because it is so [flag --gpus]
`);
  });

  test("quotes text that would look like a number or a boolean", () => {
    expect(explained(change({ newValue: "false" }))).toContain('set to "false"\n');
    expect(explained(change({ newValue: false }))).toContain("set to false\n");
    expect(explained(change({ newValue: "on-demand" }))).toContain("set to on-demand\n");
  });

  test("of nothing is empty", () => {
    expect(explained()).toBe("");
  });
});
