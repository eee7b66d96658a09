import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { InputQuery } from "../../src/io/ports.ts";
import { readInputs } from "../../src/io/read-inputs.ts";
import { processStdio } from "../../src/io/stdio.ts";
import { Failure } from "../../src/kernel/failure.ts";
import { asNobody } from "./as-nobody.ts";
import { tree } from "./tree.ts";

const QUERY: InputQuery = {
  paths: [],
  exclude: [],
  gitIgnored: "skip",
  stdinName: null,
  unreadable: "note",
  commands: ["patch", "show"],
};

/** Names below the folder, in the order they were read. */
async function names(folder: string, query: Partial<InputQuery> = {}): Promise<readonly string[]> {
  const { files } = await readInputs({ ...QUERY, paths: [folder], ...query }, processStdio);
  return files.map((file) => file.name.replace(`${folder}/`, ""));
}

async function failure(query: Partial<InputQuery>): Promise<Failure> {
  try {
    await readInputs({ ...QUERY, ...query }, processStdio);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("nothing failed");
}

describe("a folder", () => {
  test("is read to the bottom, manifests only, in lexical order", async () => {
    const folder = tree({
      "b.yml": "b",
      "a/z.json": "z",
      "a/x.yaml": "x",
      "README.md": "no",
      "c.yaml.bak": "no",
    });
    expect(await names(folder)).toEqual(["a/x.yaml", "a/z.json", "b.yml"]);
  });

  test("does not give node_modules and .git away", async () => {
    const folder = tree({
      "a.yaml": "",
      "node_modules/x/b.yaml": "",
      ".git/c.yaml": "",
      ".github/d.yml": "",
    });
    expect(await names(folder)).toEqual([".github/d.yml", "a.yaml"]);
  });

  test("has names without `./` in front when it is the current one", async () => {
    const { files } = await readInputs({ ...QUERY, paths: ["./fixtures/cli/"] }, processStdio);
    expect(files.map((file) => file.name)).toContain("./fixtures/cli/warm-up.yaml");
    const here = await readInputs(
      { ...QUERY, paths: ["."], exclude: ["test", "fixtures", "dist"] },
      processStdio,
    );
    expect(here.files.every((file) => !file.name.startsWith("./"))).toBe(true);
  });

  test("with a symbolic link that leads round in a circle is read once", async () => {
    const folder = tree({ "a/x.yaml": "x" });
    symlinkSync("..", join(folder, "a", "up"));
    symlinkSync("a", join(folder, "b"));
    expect(await names(folder)).toEqual(["a/x.yaml"]);
  });

  test("follows a link to a file once, however often the file is found", async () => {
    const folder = tree({ "real/x.yaml": "x" });
    symlinkSync("real/x.yaml", join(folder, "link.yaml"));
    expect(await names(folder)).toEqual(["link.yaml"]);
  });

  test("tells of a link to nothing, and fails on it when strict", async () => {
    const folder = tree({ "a.yaml": "a" });
    symlinkSync("missing.yaml", join(folder, "broken.yaml"));
    const { files, unreadable } = await readInputs({ ...QUERY, paths: [folder] }, processStdio);
    expect(files).toHaveLength(1);
    expect(unreadable).toEqual([{ name: `${folder}/broken.yaml`, reason: "a symbolic link to nothing" }]);
    expect((await failure({ paths: [folder], unreadable: "fail" })).exitCode).toBe(3);
  });

  test("leaves out what a link leads to outside of the folder, so that nothing there can be written", async () => {
    const outside = tree({ "secret.yaml": "x", "deep/other.yaml": "x" });
    const folder = tree({ "a.yaml": "a" });
    symlinkSync(join(outside, "secret.yaml"), join(folder, "file.yaml"));
    symlinkSync(outside, join(folder, "folder"));
    const { files, unreadable } = await readInputs({ ...QUERY, paths: [folder] }, processStdio);
    expect(files.map((file) => file.name)).toEqual([`${folder}/a.yaml`]);
    const reason = "a symbolic link out of the folder";
    expect(unreadable).toEqual([
      { name: `${folder}/file.yaml`, reason },
      { name: `${folder}/folder`, reason },
    ]);
  });

  test("without a manifest fails, and the message says what was left out", async () => {
    const folder = tree({ "README.md": "" });
    const error = await failure({ paths: [folder] });
    expect(error.exitCode).toBe(3);
    expect(error.message).toBe(`"${folder}" holds no .yaml, .yml or .json file`);
    expect(error.advice).toContain("--no-ignore");
  });
});

describe("what git ignores", () => {
  test("is left out, with nested files and negations as git has them", async () => {
    const folder = tree({
      ".gitignore": "*.gen.yaml\n/build\n",
      "a.gen.yaml": "",
      "a.yaml": "",
      "build/b.yaml": "",
      "sub/build/c.yaml": "",
      "sub/.gitignore": "!keep.gen.yaml\nd.yaml\n",
      "sub/keep.gen.yaml": "",
      "sub/d.yaml": "",
    });
    expect(await names(folder)).toEqual(["a.yaml", "sub/build/c.yaml", "sub/keep.gen.yaml"]);
    expect(await names(folder, { gitIgnored: "read" })).toHaveLength(6);
  });

  test("counts from the repository's root, also for a folder inside", async () => {
    const folder = tree({ ".gitignore": "k8s/tmp\n", "k8s/a.yaml": "", "k8s/tmp/b.yaml": "" });
    mkdirSync(join(folder, ".git", "info"), { recursive: true });
    expect(await names(join(folder, "k8s"))).toEqual(["a.yaml"]);
  });

  test("does not count beyond the repository's root", async () => {
    const folder = tree({ ".gitignore": "a.yaml\n", "repo/.git/HEAD": "", "repo/a.yaml": "" });
    expect(await names(join(folder, "repo"))).toEqual(["a.yaml"]);
  });

  test("is read when the ignored folder itself is named", async () => {
    const folder = tree({ ".gitignore": "dist/\n", ".git/HEAD": "", "dist/a.yaml": "" });
    expect(await names(join(folder, "dist"))).toEqual(["a.yaml"]);
  });

  test("is read when a folder inside an ignored one is named, also where a rule would keep it", async () => {
    const files = { ".gitignore": "dist/*\n!dist/x/y\n*.gen.yaml\n", ".git/HEAD": "" };
    const folder = tree({ ...files, "dist/x/y/a.gen.yaml": "" });
    expect(await names(join(folder, "dist/x/y"))).toEqual(["a.gen.yaml"]);
  });

  test("says nothing of the folders above the ignore file", async () => {
    const files = { ".git/HEAD": "", "a/b/.gitignore": ".*\nx.yaml\n" };
    const folder = tree({ ...files, "a/b/c/x.yaml": "", "a/b/c/y.yaml": "" });
    expect(await names(join(folder, "a/b/c"))).toEqual(["y.yaml"]);
  });

  test("is read when the file itself is named", async () => {
    const folder = tree({ ".gitignore": "a.yaml\n", ".git/HEAD": "", "a.yaml": "" });
    expect(await names(join(folder, "a.yaml"))).toHaveLength(1);
  });

  test("tells letters of different case apart", async () => {
    const folder = tree({ ".gitignore": "Secret.yaml\n", "secret.yaml": "" });
    expect(await names(folder)).toEqual(["secret.yaml"]);
  });
});

describe("--exclude", () => {
  const files = {
    "a.yaml": "",
    "charts/x/templates/t.yaml": "",
    "charts/x/values.yaml": "",
    "sub/a.yaml": "",
  };

  test.each([
    ["charts/**/templates/**", ["a.yaml", "charts/x/values.yaml", "sub/a.yaml"]],
    ["templates", ["a.yaml", "charts/x/values.yaml", "sub/a.yaml"]],
    ["charts/", ["a.yaml", "sub/a.yaml"]],
    ["a.yaml", ["charts/x/templates/t.yaml", "charts/x/values.yaml"]],
    ["./sub/a.yaml", ["a.yaml", "charts/x/templates/t.yaml", "charts/x/values.yaml"]],
  ])("%s leaves out what it names", async (glob, expected) => {
    expect(await names(tree(files), { exclude: [glob] })).toEqual(expected);
  });
});

describe("a glob", () => {
  test("reads what it matches, as found and not as named", async () => {
    const folder = tree({ "a/x.yaml": "", "a/y.json": "", "b/z.yaml": "", "b/node_modules/q.yaml": "" });
    const { files } = await readInputs({ ...QUERY, paths: [`${folder}/**/*.yaml`] }, processStdio);
    expect(files.map((file) => [file.relative, file.named])).toEqual([
      ["a/x.yaml", false],
      ["b/z.yaml", false],
    ]);
  });

  test("means the same as one of a config: also names with a dot in front, and folders in braces", async () => {
    const folder = tree({ ".a.yaml": "", "x/.b/c.yaml": "", "x/d.yaml": "", "y.yaml": "", "z/d.yaml": "" });
    expect(await names(folder, { paths: [`${folder}/{x/**/,}*.yaml`] })).toEqual([
      ".a.yaml",
      "x/.b/c.yaml",
      "x/d.yaml",
      "y.yaml",
    ]);
  });

  test("that cannot be read is a mistake of usage", async () => {
    const folder = tree({ "a.yaml": "" });
    for (const glob of ["[*.yaml", "!(a).yaml", `*${"{a,b}".repeat(9)}`])
      expect((await failure({ paths: [`${folder}/${glob}`] })).exitCode, glob).toBe(2);
    expect((await failure({ paths: [`${folder}/a[b.yaml`] })).exitCode).toBe(3);
  });

  test("that matches nothing fails", async () => {
    const error = await failure({ paths: [`${tree({ "a.yaml": "" })}/*.json`] });
    expect(error.exitCode).toBe(3);
  });

  test("that is the name of a file is that file", async () => {
    const folder = tree({ "a[1].yaml": "x", "a1.yaml": "y" });
    const { files } = await readInputs({ ...QUERY, paths: [`${folder}/a[1].yaml`] }, processStdio);
    expect(files.map((file) => [file.relative, file.named])).toEqual([["a[1].yaml", true]]);
  });
});

describe("named paths", () => {
  test("keep their order, and a file that is named twice is read once", async () => {
    const folder = tree({ "a.yaml": "a", "b.yaml": "b" });
    const paths = [`${folder}/b.yaml`, folder, `${folder}/b.yaml`];
    const { files } = await readInputs({ ...QUERY, paths }, processStdio);
    expect(files.map((file) => [file.relative, file.named])).toEqual([
      ["b.yaml", true],
      ["a.yaml", false],
    ]);
  });

  test("make a file named that was found in a folder before", async () => {
    const folder = tree({ "a.yaml": "a" });
    const { files } = await readInputs({ ...QUERY, paths: [folder, `${folder}/a.yaml`] }, processStdio);
    expect(files.map((file) => file.named)).toEqual([true]);
  });

  test("are read whatever their extension", async () => {
    const folder = tree({ "manifest.txt": "a" });
    expect(await names(`${folder}/manifest.txt`)).toHaveLength(1);
  });

  test("that are missing get a suggestion: a file beside, or a command", async () => {
    const folder = tree({ "deployment.yaml": "" });
    const file = await failure({ paths: [`${folder}/deploymnet.yaml`] });
    expect([file.exitCode, file.advice]).toEqual([3, `did you mean "${folder}/deployment.yaml"?`]);
    const command = await failure({ paths: ["pacth"] });
    expect(command.advice).toBe('did you mean the command "patch"?');
  });

  test("that are links to nowhere are told as such", async () => {
    const folder = tree({});
    symlinkSync("gone.yaml", join(folder, "link.yaml"));
    const { exitCode, message } = await failure({ paths: [`${folder}/link.yaml`] });
    expect([exitCode, message]).toEqual([
      3,
      expect.stringContaining("is a link to a file that does not exist"),
    ]);
  });

  test("that may not be read fail", async () => {
    const folder = tree({ "a.yaml": "" });
    chmodSync(join(folder, "a.yaml"), 0);
    const { exitCode, message } = await asNobody(folder, () => failure({ paths: [`${folder}/a.yaml`] }));
    expect(exitCode).toBe(3);
    expect(message).toContain("permission denied");
  });
});
