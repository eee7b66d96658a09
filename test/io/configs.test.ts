import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { readBaseConfig } from "../../src/io/base-config.ts";
import { findConfigs, findMisnamedConfigs } from "../../src/io/configs.ts";
import type { ConfigText } from "../../src/io/ports.ts";
import { Failure } from "../../src/kernel/failure.ts";
import { asNobody } from "./as-nobody.ts";
import { tree } from "./tree.ts";

const start = process.cwd();
afterEach(() => process.chdir(start));

/** Configs by name, each with the paths of its inputs. Paths are from a folder that becomes the working folder. */
function found(folder: string, inputs: readonly (string | null)[], named: string | null = null) {
  process.chdir(folder);
  const query = inputs.map((path) => ({ name: path ?? "-", path }));
  const configs = findConfigs({ inputs: query, named });
  return Object.fromEntries(
    configs.map(({ config, files }) => [
      config.name,
      Object.fromEntries(files.map((one) => [one.name, one.path])),
    ]),
  );
}

function failure(work: () => unknown): { message: string; advice: string; code: number } {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure)
      return { message: error.message, advice: error.advice ?? "", code: error.exitCode };
    throw error;
  }
  throw new Error("nothing failed");
}

describe("the nearest config", () => {
  it("is that of the input's own folder, else of one above; inputs are grouped by it", () => {
    const folder = tree({
      ".git/HEAD": "",
      "gpuify.yaml": "a",
      "x.yaml": "",
      "team/gpuify.yaml": "b",
      "team/x.yaml": "",
      "team/deep/er/x.yaml": "",
      "other/deep/x.yaml": "",
    });
    const inputs = ["x.yaml", "team/x.yaml", "team/deep/er/x.yaml", "other/deep/x.yaml"];
    expect(found(folder, inputs)).toEqual({
      "gpuify.yaml": { "x.yaml": "x.yaml", "other/deep/x.yaml": "other/deep/x.yaml" },
      "team/gpuify.yaml": { "team/x.yaml": "x.yaml", "team/deep/er/x.yaml": "deep/er/x.yaml" },
    });
  });

  it.each([
    ["a folder", ".git/HEAD"],
    ["a file, as in a worktree or submodule", ".git"],
  ])("is not looked for above a repository; `.git` may be %s", (_, git) => {
    const folder = tree({ "gpuify.yaml": "a", [`repo/${git}`]: "gitdir: x", "repo/k8s/x.yaml": "" });
    expect(found(folder, ["repo/k8s/x.yaml"])).toEqual({});
    writeFileSync(join(folder, "repo/gpuify.yaml"), "b");
    expect(found(folder, ["repo/k8s/x.yaml"])).toEqual({
      "repo/gpuify.yaml": { "repo/k8s/x.yaml": "k8s/x.yaml" },
    });
  });

  it("is looked for up to the top of the file system where there is no repository", () => {
    const folder = tree({ "gpuify.yaml": "a", "a/b/c/x.yaml": "" });
    expect(found(join(folder, "a/b"), ["c/x.yaml"])).toEqual({
      "../../gpuify.yaml": { "c/x.yaml": "a/b/c/x.yaml" },
    });
    const bare = tree({ "a/x.yaml": "" });
    expect(found(bare, ["a/x.yaml"])).toEqual({});
  });

  it("of standard input is that of its name, else of the working folder; without a name it has no path", () => {
    const folder = tree({ ".git": "", "gpuify.yaml": "a", "team/gpuify.yaml": "b" });
    expect(found(folder, ["team/not/there.yaml"])).toEqual({
      "team/gpuify.yaml": { "team/not/there.yaml": "not/there.yaml" },
    });
    expect(found(folder, [null])).toEqual({ "gpuify.yaml": { "-": null } });
    expect(found(join(folder, "team"), [null])).toEqual({ "gpuify.yaml": { "-": null } });
  });

  it("is found for paths with `..` and absolute ones", () => {
    const folder = tree({ ".git": "", "gpuify.yaml": "a", "a/x.yaml": "", "b/y.yaml": "" });
    expect(found(join(folder, "a"), ["../b/y.yaml", "./x.yaml", join(folder, "b/../a/x.yaml")])).toEqual({
      "../gpuify.yaml": {
        "../b/y.yaml": "b/y.yaml",
        "./x.yaml": "a/x.yaml",
        [join(folder, "b/../a/x.yaml")]: "a/x.yaml",
      },
    });
  });

  it("may be a link; one that leads nowhere is told, and a folder of that name is none", () => {
    const folder = tree({
      ".git": "",
      "gpuify.yaml": "top",
      "real.yaml": "real",
      "a/x.yaml": "",
      "b/x.yaml": "",
    });
    symlinkSync("../real.yaml", join(folder, "a/gpuify.yaml"));
    process.chdir(folder);
    const [config] = findConfigs({ inputs: [{ name: "a", path: "a/x.yaml" }], named: null });
    expect(config?.config).toMatchObject({ name: "a/gpuify.yaml", text: "real" });
    symlinkSync("gone.yaml", join(folder, "b/gpuify.yaml"));
    expect(failure(() => found(folder, ["b/x.yaml"]))).toMatchObject({
      message: 'the config "b/gpuify.yaml" cannot be read: no such file or directory',
      code: 2,
    });
    mkdirSync(join(folder, "c/gpuify.yaml"), { recursive: true });
    expect(found(folder, ["c/x.yaml"])).toEqual({ "gpuify.yaml": { "c/x.yaml": "c/x.yaml" } });
  });

  it("is read without its byte order mark, and must be UTF-8", () => {
    const folder = tree({
      ".git": "",
      "gpuify.yaml": "\ufeffplatform: gke\n",
      "a/gpuify.yaml": new Uint8Array([0xff, 0xfe]),
    });
    process.chdir(folder);
    const [config] = findConfigs({ inputs: [{ name: "x", path: "x" }], named: null });
    expect(config?.config.text).toBe("platform: gke\n");
    expect(failure(() => found(folder, ["a/x.yaml"]))).toEqual({
      message: 'the config "a/gpuify.yaml" cannot be read: it is not UTF-8',
      advice: "mend it, or pass --no-config",
      code: 2,
    });
  });

  it("that may not be read is told", async () => {
    const folder = tree({ ".git": "", "gpuify.yaml": "a" });
    chmodSync(join(folder, "gpuify.yaml"), 0);
    const { message } = await asNobody(folder, () => failure(() => found(folder, ["x.yaml"])));
    expect(message).toBe('the config "gpuify.yaml" cannot be read: permission denied');
  });
});

describe("a named config", () => {
  it("counts for all inputs; those outside its folder are seen from the working folder", () => {
    const folder = tree({ ".git": "", "gpuify.yaml": "a", "ci/own.yaml": "b", "ci/x.yaml": "" });
    const inputs = ["ci/x.yaml", "k8s/y.yaml", join(folder, "..", "z.yaml"), null];
    expect(found(folder, inputs, "ci/own.yaml")).toEqual({
      "ci/own.yaml": {
        "ci/x.yaml": "x.yaml",
        "k8s/y.yaml": "k8s/y.yaml",
        [inputs[2] ?? ""]: null,
        "-": null,
      },
    });
  });

  it("that is not there, or a folder, is a usage error that says so", () => {
    const folder = tree({ "ci/gpuify.yaml": "" });
    expect(failure(() => found(folder, ["x"], "gone.yaml"))).toEqual({
      message: 'the config "gone.yaml" does not exist',
      advice: "check --config, or leave it out",
      code: 2,
    });
    expect(failure(() => found(folder, ["x"], "ci"))).toEqual({
      message: '"ci" is a folder, no config',
      advice: "did you mean ci/gpuify.yaml?",
      code: 2,
    });
  });
});

describe("a config that another one extends", () => {
  const config = (folder: string, path: string): ConfigText => ({
    name: path,
    path: join(folder, path),
    text: "",
    lines: "shown",
  });

  it("is named by file or folder, relative to the other; its prefix leads down to it", () => {
    const folder = tree({ "gpuify.yaml": "top", "team/a/gpuify.yaml": "", "team/shared.yaml": "shared" });
    process.chdir(folder);
    const of = config(folder, "team/a/gpuify.yaml");
    const path = join(folder, "gpuify.yaml");
    const lines = "shown-if-config";
    const top = { name: "gpuify.yaml", path, text: "top", lines, prefix: "team/a/" };
    expect(readBaseConfig(of, "../..")).toEqual(top);
    expect(readBaseConfig(of, "../../")).toEqual(top);
    expect(readBaseConfig(of, "../../gpuify.yaml")).toEqual(top);
    expect(readBaseConfig(of, "../shared.yaml")).toMatchObject({ text: "shared", prefix: "a/" });
  });

  it("beside it has an empty prefix, one that lies elsewhere none", () => {
    const folder = tree({ "a/gpuify.yaml": "", "a/base.yaml": "beside", "b/gpuify.yaml": "elsewhere" });
    process.chdir(folder);
    const of = config(folder, "a/gpuify.yaml");
    expect(readBaseConfig(of, "base.yaml")).toMatchObject({ text: "beside", prefix: "" });
    expect(readBaseConfig(of, "../b")).toMatchObject({ name: "b/gpuify.yaml", prefix: null });
  });

  it("that is not there is told by what was written", () => {
    const folder = tree({ "a/gpuify.yaml": "", "empty/x": "" });
    process.chdir(folder);
    const of = config(folder, "a/gpuify.yaml");
    expect(failure(() => readBaseConfig(of, "../gone.yaml")).message).toBe(
      'a/gpuify.yaml extends "../gone.yaml", which does not exist',
    );
    expect(failure(() => readBaseConfig(of, "../empty")).message).toBe(
      'a/gpuify.yaml extends "../empty", a folder without a gpuify.yaml',
    );
    mkdirSync(join(folder, "odd/gpuify.yaml"), { recursive: true });
    expect(failure(() => readBaseConfig(of, "../odd")).message).toBe(
      'the config "odd/gpuify.yaml" cannot be read: illegal operation on a directory',
    );
  });
});

describe("configs by another name", () => {
  it("are found beside and above inputs and the working folder, up to the top of the repository", () => {
    const folder = tree({
      ".gpuify.yml": "above",
      "repo/.git": "",
      "repo/gpuify.yml": "",
      "repo/a/.gpuify.yaml": "",
      "repo/a/b/x.yaml": "",
      "repo/c/.gpuify.yml": "",
      "repo/d/gpuify.yml/x": "a folder",
    });
    process.chdir(join(folder, "repo/c"));
    expect([...findMisnamedConfigs([])].sort()).toEqual(["../gpuify.yml", ".gpuify.yml"]);
    process.chdir(join(folder, "repo"));
    expect([...findMisnamedConfigs([null, "a/b/x.yaml", "d/y.yaml"])].sort()).toEqual([
      "a/.gpuify.yaml",
      "gpuify.yml",
    ]);
  });

  it("are looked for in few folders, however many inputs there are", () => {
    const folder = tree({ ".git": "", "f999/gpuify.yml": "", "f1/gpuify.yml": "" });
    process.chdir(folder);
    const paths = Array.from({ length: 1000 }, (_, index) => `f${index}/x.yaml`);
    expect(findMisnamedConfigs(paths)).toEqual(["f1/gpuify.yml"]);
  });
});
