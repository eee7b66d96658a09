import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { placeInFolder } from "../../src/io/place-in-folder.ts";
import type { InputFile, InputSet } from "../../src/io/ports.ts";
import { Failure } from "../../src/kernel/failure.ts";
import { tree } from "./tree.ts";

function input(path: string, relative: string): InputFile {
  return { name: path, path, relative, bytes: new Uint8Array(), named: true };
}

function inputs(files: readonly InputFile[], folders: readonly string[] = []): InputSet {
  return { files, folders, unreadable: [] };
}

function refusal(folder: string, set: InputSet): string {
  try {
    placeInFolder(folder, set);
  } catch (error) {
    if (error instanceof Failure && error.exitCode === 2) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the tree below --output-dir", () => {
  test("is relative to what was named", () => {
    const folder = tree({ "k8s/a/b.yaml": "", "job.yaml": "" });
    const files = [
      input(join(folder, "k8s/a/b.yaml"), "a/b.yaml"),
      input(join(folder, "job.yaml"), "job.yaml"),
    ];
    const plan = placeInFolder("out", inputs(files, [join(folder, "k8s")]));
    expect(plan.map((file) => file.path)).toEqual(["out/a/b.yaml", "out/job.yaml"]);
  });

  test("refuses two inputs for one place", () => {
    const folder = tree({ "a/x.yaml": "", "b/x.yaml": "" });
    const files = ["a", "b"].map((name) => input(join(folder, name, "x.yaml"), "x.yaml"));
    expect(refusal("out", inputs(files))).toContain('would both become "out/x.yaml"');
  });

  test.each(["../x.yaml", "/etc/x.yaml", "a/../../x.yaml"])("refuses the way out %s", (relative) => {
    expect(refusal("out", inputs([{ ...input("x", relative), path: null }]))).toContain(
      "would leave the folder",
    );
  });

  test("refuses a folder inside the input, also through a symbolic link and before it exists", () => {
    const folder = tree({ "k8s/a.yaml": "", "other/b.yaml": "" });
    const set = inputs([input(join(folder, "k8s/a.yaml"), "a.yaml")], [join(folder, "k8s")]);
    expect(refusal(join(folder, "k8s"), set)).toContain("lies inside the input");
    expect(refusal(join(folder, "k8s/out/deep"), set)).toContain("lies inside the input");
    symlinkSync("k8s", join(folder, "link"));
    expect(refusal(join(folder, "link/out"), set)).toContain("lies inside the input");
    expect(placeInFolder(join(folder, "k8s-out"), set)).toHaveLength(1);
  });

  test("refuses to overwrite an input", () => {
    const folder = tree({ "a.yaml": "" });
    expect(refusal(folder, inputs([input(join(folder, "a.yaml"), "a.yaml")]))).toContain("is an input");
  });
});
