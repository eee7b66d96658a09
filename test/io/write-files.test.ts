import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { FileWrite } from "../../src/io/ports.ts";
import { writeFiles as write } from "../../src/io/write-files.ts";
import { Failure } from "../../src/kernel/failure.ts";
import { tree } from "./tree.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function change(path: string, before: string, after: string): FileWrite {
  return { path, bytes: bytes(after), expected: bytes(before), folders: "must-exist" };
}

async function writeFiles(writes: readonly FileWrite[]): Promise<void> {
  const told: string[] = [];
  await write(writes, (text) => told.push(text));
  expect(told).toEqual([]);
}

async function failure(writes: readonly FileWrite[]): Promise<Failure> {
  try {
    await writeFiles(writes);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("nothing failed");
}

describe("writing files", () => {
  test("replaces them, keeps their modes, and leaves nothing beside them", async () => {
    const folder = tree({ "a.yaml": "old", "b.yaml": "old" });
    chmodSync(join(folder, "a.yaml"), 0o640);
    chmodSync(join(folder, "b.yaml"), 0o755);
    const inode = statSync(join(folder, "a.yaml")).ino;
    await writeFiles([
      change(join(folder, "a.yaml"), "old", "new a"),
      change(join(folder, "b.yaml"), "old", "new b"),
    ]);
    expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe("new a");
    expect(readFileSync(join(folder, "b.yaml"), "utf8")).toBe("new b");
    expect(statSync(join(folder, "a.yaml")).mode & 0o777).toBe(0o640);
    expect(statSync(join(folder, "b.yaml")).mode & 0o777).toBe(0o755);
    expect(statSync(join(folder, "a.yaml")).ino).not.toBe(inode);
    expect(readdirSync(folder)).toEqual(["a.yaml", "b.yaml"]);
  });

  test("follows a symbolic link and keeps it", async () => {
    const folder = tree({ "real/a.yaml": "old" });
    symlinkSync("real/a.yaml", join(folder, "link.yaml"));
    await writeFiles([change(join(folder, "link.yaml"), "old", "new")]);
    expect(readlinkSync(join(folder, "link.yaml"))).toBe("real/a.yaml");
    expect(readFileSync(join(folder, "real/a.yaml"), "utf8")).toBe("new");
    expect(lstatSync(join(folder, "real/a.yaml")).isFile()).toBe(true);
  });

  test("keeps a hard link together by writing in place", async () => {
    const folder = tree({ "a.yaml": "old" });
    linkSync(join(folder, "a.yaml"), join(folder, "same.yaml"));
    await writeFiles([change(join(folder, "a.yaml"), "old", "new")]);
    expect(readFileSync(join(folder, "same.yaml"), "utf8")).toBe("new");
  });

  test("writes nothing at all when one file has changed since it was read", async () => {
    const folder = tree({ "a.yaml": "old", "b.yaml": "somebody else's" });
    const error = await failure([
      change(join(folder, "a.yaml"), "old", "new"),
      change(join(folder, "b.yaml"), "old", "new"),
    ]);
    expect(error.exitCode).toBe(5);
    expect(error.message).toContain("has changed since it was read");
    expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["a.yaml", "b.yaml"]);
  });

  test("writes nothing at all when one target cannot be written", async () => {
    const folder = tree({ "a.yaml": "old", file: "" });
    const error = await failure([
      change(join(folder, "a.yaml"), "old", "new"),
      { path: join(folder, "file", "b.yaml"), bytes: bytes("b"), expected: null, folders: "make" },
    ]);
    expect([error.exitCode, error.message]).toEqual([
      5,
      `"${join(folder, "file", "b.yaml")}" cannot be written: a part of its path is a file, not a folder; nothing was written`,
    ]);
    expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["a.yaml", "file"]);
  });

  test("tells what has changed and what has not when a rename fails midway", async () => {
    const folder = tree({ "a.yaml": "old", "b.yaml": "old", "c.yaml": "old" });
    const [first, second] = ["a", "b"].map((name) => change(join(folder, `${name}.yaml`), "old", "new"));
    if (first === undefined || second === undefined) throw new Error("unreachable");
    // The last file's old bytes are asked for when the others have been checked: then the second becomes a folder.
    const third: FileWrite = {
      ...change(join(folder, "c.yaml"), "old", "new"),
      get expected() {
        rmSync(second.path);
        mkdirSync(join(second.path, "full"), { recursive: true });
        return bytes("old");
      },
    };
    const error = await failure([first, second, third]);
    expect(error.exitCode).toBe(5);
    expect(error.message).toContain(`changed: ${first.path}\n`);
    expect(error.message).toContain(`not changed: ${second.path}, ${third.path}`);
    expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe("new");
    expect(readFileSync(join(folder, "c.yaml"), "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["a.yaml", "b.yaml", "c.yaml"]);
  });

  test("makes the folders of a new file", async () => {
    const folder = tree({});
    await writeFiles([
      { path: join(folder, "x/y/a.yaml"), bytes: bytes("a"), expected: null, folders: "make" },
    ]);
    expect(readFileSync(join(folder, "x/y/a.yaml"), "utf8")).toBe("a");
  });

  test("makes no folder where none is wanted", async () => {
    const folder = tree({});
    const path = join(folder, "x/a.yaml");
    const error = await failure([{ path, bytes: bytes("a"), expected: null, folders: "must-exist" }]);
    expect(error.message).toBe(`"${path}" cannot be written: its folder does not exist; nothing was written`);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("refuses two outputs for one file, also through a link", async () => {
    const folder = tree({ "real/a.json": "old" });
    symlinkSync("real", join(folder, "link"));
    const to = (path: string): FileWrite => ({
      path: join(folder, path),
      bytes: bytes("new"),
      expected: null,
      folders: "must-exist",
    });
    for (const name of ["a.json", "b.json"]) {
      const error = await failure([to(`real/${name}`), to(`link/${name}`)]);
      expect(error.exitCode).toBe(2);
      expect(error.message).toContain("two outputs would both be written to");
    }
    expect(readFileSync(join(folder, "real/a.json"), "utf8")).toBe("old");
    expect(readdirSync(join(folder, "real"))).toEqual(["a.json"]);
  });

  test("writes into a device instead of replacing it", async () => {
    await writeFiles([{ path: "/dev/null", bytes: bytes("a"), expected: null, folders: "must-exist" }]);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});
