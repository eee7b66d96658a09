import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { ContainerView } from "../../src/k8s/workload.ts";
import { PROGRAM_RULES } from "../../src/lint/groups/programs.ts";
import { fixManifests } from "../../src/pipeline/lint-fix.ts";
import { programRows } from "../../src/program/known/known-programs.ts";
import { mayStartCounted, mayStartGpuServer } from "../../src/workload/programs/first-look.ts";
import { asMap } from "../../src/yaml/access.ts";
import { readDocument } from "../../src/yaml/read.ts";
import { needsShared } from "../needs.ts";
import { lint, toolsFor } from "./kit.ts";

const FIXTURES = resolve(import.meta.dirname, "..", "..", "fixtures", "lint");
const IDS = new Set<string>(PROGRAM_RULES.rules.map(({ id }) => id));
const rows = programRows().flatMap((row) => (row.asks === undefined ? [] : [{ ...row, asks: row.asks }]));

/** A container as far as the first look at it goes. */
function container(text: string): ContainerView {
  const read = readDocument(text, { start: 0, end: text.length });
  const node = asMap(read.ok ? read.root : null);
  if (node === null) throw new Error("not read");
  const image = /^image: (.*)$/m.exec(text)?.[1] ?? null;
  return { name: "main", image, node, path: ["spec", "containers", 0], role: "main" };
}

describe("the first look at a container", () => {
  const commands = rows.flatMap(({ what, asks, commands }) =>
    commands.map((command) => [what, command.replaceAll("*", "x"), asks.gpuOnly !== undefined] as const),
  );
  const images = rows.flatMap(({ what, asks }) =>
    (asks.entrypoint ?? []).map(
      (image) => [what, image.replaceAll("*", "x"), asks.gpuOnly !== undefined] as const,
    ),
  );

  test.each(commands)("does not overlook %s by its command `%s`", (_, command, gpuOnly) => {
    const found = container(`command: [bash, -c]\nargs:\n  - ${JSON.stringify(`exec ${command} --x`)}\n`);
    expect(mayStartCounted(found)).toBe(true);
    if (gpuOnly) expect(mayStartGpuServer(found)).toBe(true);
    const words = container(`command: ${JSON.stringify(command.split(" "))}\n`);
    expect(mayStartCounted(words)).toBe(true);
  });

  test.each(images)("does not overlook %s by its image %s", (_, image, gpuOnly) => {
    const found = container(`image: ${image}\n`);
    expect(mayStartCounted(found)).toBe(true);
    if (gpuOnly) expect(mayStartGpuServer(found)).toBe(true);
  });

  test("goes no further into other containers", () => {
    const found = container("image: nginx:1.29\ncommand: [nginx, -g, daemon off;]\n");
    expect(mayStartCounted(found)).toBe(false);
    expect(mayStartGpuServer(found)).toBe(false);
  });
});

describe("the fix of gpu-count-not-parallelism", () => {
  const folder = join(FIXTURES, "gpu-count-not-parallelism");
  const names = readdirSync(folder).filter((name) => /^invalid.*\.yaml$/.test(name));
  const fixed = names.filter((name) =>
    readFileSync(join(folder, name.replace(/yaml$/, "out")), "utf8").includes("[unsafe"),
  );

  test("is there for many", () => {
    expect(fixed.length).toBeGreaterThan(8);
  });

  test.each(fixed)("%s: leaves no finding that was not there", (name) => {
    const bytes = readFileSync(join(folder, name));
    const inputs = [{ name, bytes, named: true }];
    const tools = toolsFor();
    const only = { ...tools, rules: tools.rules.filter(({ id }) => id === "gpu-count-not-parallelism") };
    const { files } = fixManifests(inputs, only, ["safe", "unsafe"]);
    const before = new Set(lint({ [name]: bytes.toString() }).findings.map(({ rule }) => rule.id));
    const after = lint({ [name]: files[0]?.text ?? "" }).findings.map(({ rule }) => rule.id);
    // Memory without a size is bounded by the container's limit, and that there is none was told.
    const isTold = (id: (typeof after)[number]): boolean =>
      before.has(id) || (id === "shm-unbounded" && before.has("gpu-no-memory-limit"));
    expect(after.filter((id) => !isTold(id))).toEqual([]);
    expect(after).not.toContain("gpu-count-not-parallelism");
  });
});

describe("findings about programs", () => {
  const found = (text: string) => lint({ "a.yaml": text }).findings.filter(({ rule }) => IDS.has(rule.id));

  test("point at the words in the fourth line of a script", () => {
    const text = readFileSync(join(FIXTURES, "gpu-count-not-parallelism", "invalid-script.yaml"), "utf8");
    const [first] = found(text);
    const { start = 0, end = 0 } = first?.location.span ?? {};
    expect(text.slice(start, end)).toBe("--tensor-parallel-size 8");
    expect(first?.related[0]?.message).toBe("the container asks for 4 nvidia.com/gpu");
  });

  test("tell the formula with its numbers, and what was assumed", () => {
    const text = readFileSync(join(FIXTURES, "gpu-memory-tight", "invalid-stated-length.yaml"), "utf8");
    const [first] = found(text);
    expect(first?.why).toBe(
      "vLLM does not start if one sequence of the maximum length does not fit: 15.0 GiB of weights + 3.0 GiB for activations and buffers + 4.0 GiB of cache = 22.0 GiB on each GPU, of the 19.8 GiB that it can use. Assumed: vllm uses 0.9 to 0.92 of the memory by default.",
    );
    expect(first?.advice).toBe(
      "Set `--max-model-len 14336`, which fits, or start it with `--tensor-parallel-size 2` and 2 GPUs.",
    );
  });

  test("are none about a part of an object", () => {
    const text = readFileSync(join(FIXTURES, "gpu-count-not-parallelism", "invalid-args-list.yaml"), "utf8");
    expect(found(text)).toHaveLength(1);
    expect(found(text.replace(/ +image: .*\n/, ""))).toEqual([]);
  });

  test("are right about a real case", needsShared("cases"), () => {
    const text = readFileSync(resolve(FIXTURES, "../../../shared/cases/50-tp-mismatch/input.yaml"), "utf8");
    expect(found(text).map(({ rule, severity }) => `${severity} ${rule.id}`)).toEqual([
      "error gpu-count-not-parallelism",
    ]);
  });
});
