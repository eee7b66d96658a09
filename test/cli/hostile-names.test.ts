import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tree } from "../io/tree.ts";
import { deployment, gpuify } from "./program.ts";

const MARK = "::error::PWNED";

/** What may stand in the name of a file in a pull request. */
const NAMES = [
  `a\n${MARK}`,
  `b\r\n${MARK}`,
  `c\r${MARK}`,
  `d\u2028${MARK}`,
  `e\u0085${MARK}`,
  "f\u001b[31mred",
  "g\u009b31mred",
  "h\ttab",
  "i\u202Edlrow",
  `j\n--- ${MARK}`,
  `k"\n${MARK}`,
];

/** What no output may hold as it is; line feeds end the lines of gpuify itself. */
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/;

/** Every end of a line that a terminal, a log or a parser may know; blanks before a command of GitHub do not count. */
const FORGED = new RegExp(`(?:^|[\\n\\r\\v\\f\\u0085\\u2028\\u2029])\\s*(?:--- )?${MARK}`);

const GPU = deployment("web").replace(
  "image:",
  "resources: {requests: {nvidia.com/gpu: 1.5}}\n        image:",
);
const CONTENTS: Readonly<Record<string, string>> = {
  good: deployment("web"),
  wrong: GPU,
  broken: "a: [\n",
  template: "apiVersion: v1\nkind: ConfigMap\nmetadata: {{ .Values.x }}\n",
  twice: "apiVersion: v1\nkind: ConfigMap\nkind: ConfigMap\n",
  suppressed: `# gpuify-ignore no-such-rule: x\n${GPU}`,
};

function folderWith(...contents: readonly string[]): string {
  return tree(
    Object.fromEntries(
      contents.flatMap((content) =>
        NAMES.map((name) => [`k8s/${name}.${content}.yaml`, CONTENTS[content] ?? ""]),
      ),
    ),
  );
}

function expectSafe(text: string): void {
  expect(text.match(FORGED)?.[0]).toBeUndefined();
  expect(text.match(CONTROL)?.[0]).toBeUndefined();
}

const FORMATS = ["pretty", "compact", "json", "sarif", "github", "gitlab", "junit"];

const RUNS: readonly (readonly string[])[] = [
  ...FORMATS.map((format) => ["lint", "-o", format, "k8s"]),
  ["lint", "--strict", "k8s"],
  ["lint", "--fix", "--unsafe-fixes", "--dry-run", "k8s"],
  ["-p", "continuous", "--all", "k8s"],
  ["-p", "continuous", "--all", "--strict", "k8s"],
  ["-p", "continuous", "--all", "--diff", "k8s"],
  ["-p", "continuous", "--all", "--check", "k8s"],
  ["-p", "continuous", "--all", "--explain", "k8s"],
  ["-p", "continuous", "--all", "-o", "json", "k8s"],
  ["-p", "bursty", "--all", "--diff", "k8s"],
  ["-p", "training", "--all", "k8s"],
  ["-p", "auto", "k8s"],
  ["-p", "continuous", "--all", "--keep-going", "--check", "k8s"],
  ["-p", "continuous", "--all", "--report", "/dev/stdout", "--check", "k8s"],
  ["undo", "k8s"],
  ["init", "--dry-run", "k8s"],
  ["size", "k8s"],
  ["size", "-o", "json", "k8s"],
];

describe("names of files that hold control characters", () => {
  test.each(RUNS)("cannot forge a line: %s %s %s %s %s %s %s", async (...args) => {
    expect.hasAssertions();
    const all = folderWith("wrong", "broken", "template", "twice", "suppressed");
    for (const cwd of [all, folderWith("good", "template")]) {
      const run = await gpuify(args, { cwd });
      expect(run.stdout + run.stderr).not.toBe("");
      expectSafe(run.stdout);
      expectSafe(run.stderr);
      expect(run.code).not.toBe(70);
    }
  });

  const NAMED: readonly (readonly string[])[] = [
    ["lint"],
    ["lint", "-o", "github"],
    ["-p", "continuous"],
    ["undo"],
    ["init", "--dry-run"],
    ["size"],
    ["lint", "--baseline"],
    ["undo", "--report"],
    ["-p", "continuous", "--config"],
    ["show", "platforms"],
    ["show", "profiles"],
    ["-p"],
    ["lint", "-o"],
    ["-p", "continuous", "k8s", "-w", "--report"],
  ];

  test.each(NAMED)("cannot where they are named and do not exist: %s %s %s", async (...args) => {
    const good = folderWith("good");
    expect(NAMES.length).toBeGreaterThan(0);
    for (const name of NAMES) {
      const run = await gpuify([...args, `${name}/x.yaml`], { cwd: good });
      expect(run.code).not.toBe(0);
      expectSafe(run.stderr);
      expectSafe(run.stdout);
    }
  });

  test("can be written, and the diff of them applies", async () => {
    const cwd = folderWith("good");
    const before = readFileSync(join(cwd, `k8s/${NAMES[0]}.good.yaml`), "utf8");
    const { stdout } = await gpuify(["-p", "continuous", "--all", "--diff", "k8s"], { cwd });
    writeFileSync(join(cwd, "x.diff"), stdout);
    const run = await gpuify(["-p", "continuous", "--all", "-w", "k8s"], { cwd });
    expect(run.code, run.stderr).toBe(0);
    expectSafe(run.stderr);
    expect(readFileSync(join(cwd, `k8s/${NAMES[0]}.good.yaml`), "utf8")).not.toBe(before);
  });
});
