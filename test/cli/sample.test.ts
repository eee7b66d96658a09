import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { needsKubectl } from "../needs.ts";
import { gpuify, plainEnv } from "./program.ts";

/**
 * The sample repository: three teams, one gpuify.yaml. `sample-before` is as the teams wrote it, `sample` what
 * gpuify makes of it. The program runs over both as it would in CI and at a desk.
 */
const ROOT = resolve(import.meta.dirname, "../..");
const BEFORE = join(ROOT, "fixtures", "sample-before");
const AFTER = join(ROOT, "fixtures", "sample");

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A copy that is a repository of its own. */
function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), "gpuify-sample-"));
  made.push(copy);
  cpSync(folder, copy, { recursive: true });
  mkdirSync(join(copy, ".git"));
  return copy;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function contentsOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    filesIn(folder).map((file) => [file, readFileSync(join(folder, file), "latin1")]),
  );
}

const before = contentsOf(BEFORE);
const after = contentsOf(AFTER);
const manifests = Object.keys(before).filter((file) => /^kind: |^ *"kind"/m.test(before[file] ?? ""));
const changed = Object.keys(before).filter((file) => before[file] !== after[file]);

describe("the sample repository", () => {
  test("is what several teams have: many kinds, many styles", () => {
    const all = Object.values(before).join("\n");
    expect(manifests.length).toBeGreaterThanOrEqual(28);
    for (const kind of "Deployment StatefulSet DaemonSet Job CronJob Service ConfigMap List".split(" "))
      expect(all).toContain(`kind: ${kind}\n`);
    for (const kind of ["HorizontalPodAutoscaler", "PersistentVolumeClaim"])
      expect(all).toContain(`kind: ${kind}\n`);
    const styles = Object.values(before);
    expect(styles.filter((text) => text.includes("\r\n")).length).toBeGreaterThan(1);
    expect(styles.filter((text) => !text.endsWith("\n")).length).toBeGreaterThan(1);
    expect(styles.filter((text) => text.startsWith("{")).length).toBe(1);
    expect(styles.filter((text) => /: [&*][a-z]+/.test(text)).length).toBeGreaterThan(1);
  });

  test("is as its gpuify.yaml wants it: the README's CI step passes", async () => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    const [, step = ""] = /^gpuify (patch --check \.)(?: |$)/m.exec(readme) ?? [];
    const run = await gpuify(step.split(" "), { cwd: AFTER });
    expect(run, run.stderr).toMatchObject({ code: 0, stdout: "" });
    expect(run.stderr).toMatch(/^19 workloads already as wanted, 60 GPUs as before, 26 passed through$/m);
  });

  test("the CI step fails and names the file where somebody forgot", async () => {
    const copy = copyOf(AFTER);
    const file = "teams/search/models/chat.yaml";
    const path = join(copy, file);
    writeFileSync(path, readFileSync(path, "utf8").replace(/ {12}limits:\n.*nvidia.*\n/, ""));
    const run = await gpuify(["patch", "--check", "."], { cwd: copy });
    expect(run).toMatchObject({ code: 1, stdout: `${file}\n` });
    expect(run.stderr).toMatch(
      /^1 workload would be patched, 18 already as wanted, \+16 GPUs, 26 passed through$/m,
    );
    expect((await gpuify(["-w", "-q", "."], { cwd: copy })).code).toBe(0);
    expect(readFileSync(path, "latin1")).toBe(after[file]);
  });

  test("one run makes it from what the teams wrote, byte for byte, and a second changes nothing", async () => {
    const copy = copyOf(BEFORE);
    const first = await gpuify(["-w", "."], { cwd: copy });
    expect(first.code, first.stderr).toBe(0);
    expect(contentsOf(copy)).toEqual(after);
    const second = await gpuify(["-w", "."], { cwd: copy });
    expect(second.code).toBe(0);
    expect(contentsOf(copy)).toEqual(after);
  });

  test("is the same from any folder of it, and file by file through a pipe", async () => {
    const copy = copyOf(BEFORE);
    const team = await gpuify(["--check", "."], { cwd: join(copy, "teams", "vision", "training") });
    expect(team.stdout.trim().split("\n")).toEqual([
      "nightly.yaml",
      "sweep.yaml",
      "train-detector.yaml",
      "train-segmenter.yaml",
    ]);
    for (const file of changed) {
      const input = readFileSync(join(copy, file));
      const run = await gpuify(["-q", "--stdin-filename", file, "-"], { cwd: copy, input });
      expect(run.stdout, `${file}\n${run.stderr}`).toBe(readFileSync(join(AFTER, file), "utf8"));
    }
  });

  test("leaves alone what no rule names: databases, web servers, charts, what is copied from others", () => {
    const untouched = Object.keys(before).filter((file) => !changed.includes(file));
    for (const file of [
      "charts/ranker/templates/deployment.yaml",
      "third_party/queue/queue-worker.yaml",
      "teams/search/store/postgres.yaml",
      "teams/search/store/redis.yaml",
      "teams/search/web/api.yaml",
      "teams/search/web/frontend.yaml",
      "teams/search/web/settings.yaml",
      "teams/vision/pipelines/camera-gateway.yaml",
      "teams/vision/bursts/upload-api.yaml",
      "teams/data/platform/kafka.yaml",
      "teams/data/platform/node-agent.yaml",
      "teams/data/batch/etl.yaml",
    ])
      expect(untouched).toContain(file);
    expect(changed.length).toBe(17);
  });

  test("keeps every comment but that of the field that went, and line ends as they were", () => {
    expect.hasAssertions();
    for (const file of changed) {
      const comments = (text = "") => [...text.matchAll(/(?<=^|\s)#.*/g)].map(([comment]) => comment.trim());
      const gone = comments(before[file]).filter((comment) => !comments(after[file]).includes(comment));
      expect(gone, file).toEqual(file.endsWith("retired-scorer.yaml") ? ["# none of them is left"] : []);
      const bare = /(?<!\r)\n/.test(before[file] ?? "");
      expect(/(?<!\r)\n/.test(after[file] ?? ""), file).toBe(bare);
      expect(after[file]?.endsWith("\n"), file).toBe(before[file]?.endsWith("\n"));
    }
  });
});

describe("the sample's gpuify.yaml", () => {
  const config = readFileSync(join(BEFORE, "gpuify.yaml"), "utf8");
  const rules = config.split(/^(?= {2}- match:)/m).slice(1);
  const written = async (text: string) => {
    const copy = copyOf(BEFORE);
    writeFileSync(join(copy, "gpuify.yaml"), text);
    const run = await gpuify(["-w", "."], { cwd: copy });
    const { "gpuify.yaml": _, ...files } = contentsOf(copy);
    return { run, files };
  };
  const { "gpuify.yaml": _, ...wanted } = after;

  test("has rules on kind, name, namespace, labels, annotations and path", () => {
    expect.hasAssertions();
    for (const key of ["kind", "name", "namespace", "labels", "annotations", "path"])
      expect(
        rules.some((rule) => new RegExp(`[{ ]${key}:`).test(rule)),
        key,
      ).toBe(true);
  });

  test.each(rules.map((rule) => [rule.trim().split("\n")[0] ?? "", rule]))(
    "needs %s",
    async (_name, rule) => {
      const { run, files } = await written(config.replace(rule, ""));
      expect(run.code, run.stderr).toBe(0);
      expect(files).not.toEqual(wanted);
    },
  );

  test.each([
    ["defaults", /defaults:\n.*\n/, ""],
    ["the third party's exclusion", ", third_party", ""],
    ["the CPU profile's shape", / {4}autoscale:\n.*\n/, ""],
    ["the own platform", "    platform: lab\n    gpu: { model: rtx-a6000 }\n", ""],
    ["what a profile takes from the one it extends", "extends: serving", "extends: continuous"],
  ])("needs %s", async (_name, part, instead) => {
    expect(config).toMatch(part);
    const { run, files } = await written(config.replace(part, instead));
    expect(run.code, run.stderr).toBe(0);
    expect(files).not.toEqual(wanted);
  });

  test("leaves the chart's templates out, which nobody could read", async () => {
    const copy = copyOf(AFTER);
    expect((await gpuify(["--strict", "--check", "."], { cwd: copy })).code).toBe(0);
    writeFileSync(join(copy, "gpuify.yaml"), config.replace('"charts/**/templates/**", ', ""));
    const run = await gpuify(["--strict", "--check", "."], { cwd: copy });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain("charts/ranker/templates/deployment.yaml");
  });
});

test("kubectl reads every patched file of the sample", needsKubectl(), () => {
  const env = plainEnv({ KUBECONFIG: "/dev/null" });
  const names = (file: string): readonly string[] => {
    const args = ["label", "--local", "-f", join(AFTER, file), "acme.example/read=yes", "-o", "name"];
    const run = spawnSync("kubectl", args, { env, encoding: "utf8" });
    expect(run.status, `${file}: ${run.stderr}`).toBe(0);
    return run.stdout.trim().split("\n");
  };
  expect(names("teams/vision/bursts/ocr.yaml")).toEqual([
    "deployment.apps/ocr",
    "horizontalpodautoscaler.autoscaling/ocr",
    "service/ocr",
  ]);
  for (const file of changed) expect(names(file).length, file).toBeGreaterThan(0);
});
