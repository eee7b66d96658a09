import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryOwner, temporaryPath, thisOwner } from "../../src/io/temporary-name.ts";
import { writeFiles } from "../../src/io/write-files.ts";
import { tree } from "./tree.ts";

const OLD_SECONDS = 11 * 60;
const FRESH_SECONDS = 9 * 60;

/** The number of a process that has ended. */
const { pid: GONE } = spawnSync("true");
const { host: HOST } = thisOwner();

const left = (pid: number, host = HOST): string => basename(temporaryPath("b.yaml", { host, pid }));

function age(path: string, seconds: number): void {
  const at = statSync(path).mtimeMs / 1000 - seconds;
  utimesSync(path, at, at);
}

/** Writes `a.yaml` beside files of that name and age; what is there then, and what was told. */
async function writeBeside(name: string, seconds: number) {
  const folder = tree({ "a.yaml": "old", [name]: "half" });
  age(join(folder, name), seconds);
  const told: string[] = [];
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  await writeFiles(
    [{ path: join(folder, "a.yaml"), bytes: bytes("new"), expected: bytes("old"), folders: "must-exist" }],
    (text) => told.push(text),
  );
  expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe("new");
  return { isLeft: existsSync(join(folder, name)), told, path: join(folder, name) };
}

describe("temporary files of a killed run", () => {
  test("are removed: of this machine, the process gone, and old", async () => {
    expect(await writeBeside(left(GONE), OLD_SECONDS)).toMatchObject({ isLeft: false, told: [] });
  });

  test("are removed where the number of the process is that of this one, as in containers", async () => {
    expect(await writeBeside(left(process.pid), OLD_SECONDS)).toMatchObject({ isLeft: false, told: [] });
  });

  test.each([
    ["a process that runs", left(process.ppid), OLD_SECONDS],
    ["another machine", left(GONE, "elsewhere"), OLD_SECONDS],
    ["a minute ago", left(GONE), FRESH_SECONDS],
    ["an earlier version", `.b.yaml.${GONE}.gpuify-tmp`, OLD_SECONDS],
    ["an impossible process", `.b.yaml.${HOST}.0.gpuify-tmp`, OLD_SECONDS],
  ])("stay and are named: of %s", async (_name, name, seconds) => {
    const { isLeft, told, path } = await writeBeside(name, seconds);
    expect(isLeft).toBe(true);
    expect(told).toEqual([
      `"${path}" is a temporary file of another gpuify run, which was killed or still writes; delete it if no gpuify is running`,
    ]);
  });

  test.each([`b.yaml.${HOST}.${GONE}.gpuify-tmp`, ".b.yaml.swp", ".gpuify-tmp.yaml"])(
    "are none where the name is another: %s",
    async (name) => {
      expect(await writeBeside(name, OLD_SECONDS)).toMatchObject({ isLeft: true, told: [] });
    },
  );

  test("a link of that name stays, and what it leads to", async () => {
    const folder = tree({ "a.yaml": "old", "precious.yaml": "x" });
    symlinkSync("precious.yaml", join(folder, left(GONE)));
    age(join(folder, "precious.yaml"), OLD_SECONDS);
    const told: string[] = [];
    const bytes = new TextEncoder().encode("old");
    await writeFiles(
      [{ path: join(folder, "a.yaml"), bytes, expected: bytes, folders: "must-exist" }],
      (text) => told.push(text),
    );
    expect(told).toHaveLength(1);
    expect(readdirSync(folder)).toHaveLength(3);
  });
});

describe("the name of a temporary file", () => {
  test("says who writes it", () => {
    const path = temporaryPath("k8s/web.yaml", thisOwner());
    expect(dirname(path)).toBe("k8s");
    expect(temporaryOwner(basename(path))).toEqual({ host: HOST, pid: process.pid });
    expect(hostname().toLowerCase().startsWith(HOST.slice(0, 3))).toBe(true);
  });

  test.each([
    ["a", 250],
    ["ä", 125],
    ["漢", 83],
    ["😀", 62],
  ])("of %s × %d is one that file systems take", (letter, count) => {
    const path = temporaryPath(letter.repeat(count), { host: "h".repeat(48), pid: 4_194_304 });
    expect(new TextEncoder().encode(path).length).toBeLessThanOrEqual(255);
    expect(path).not.toContain("\uFFFD");
    expect(temporaryOwner(path)).toEqual({ host: "h".repeat(48), pid: 4_194_304 });
  });
});
