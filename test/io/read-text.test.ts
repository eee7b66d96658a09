import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readText } from "../../src/io/read-text.ts";
import { Failure } from "../../src/kernel/failure.ts";
import { asNobody } from "./as-nobody.ts";
import { tree } from "./tree.ts";

function refusal(path: string): string {
  try {
    readText(path);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.exitCode).toBe(2);
    return error.message.replaceAll(path, "FILE");
  }
  throw new Error("no failure");
}

describe("readText", () => {
  it("gives a file's text as it is", async () => {
    const folder = tree({ "a.json": "\ufeff{\r\n}" });
    expect(readText(join(folder, "a.json"))).toBe("\ufeff{\r\n}");
  });

  it("gives null where there is no file, also below one", async () => {
    const folder = tree({ "a.json": "{}" });
    expect(readText(join(folder, "b.json"))).toBeNull();
    expect(readText(join(folder, "no", "b.json"))).toBeNull();
    expect(readText(join(folder, "a.json", "b.json"))).toBeNull();
  });

  it("refuses what is no text, with a reason", async () => {
    const folder = tree({ "latin.json": Uint8Array.of(0x22, 0xe9, 0x22) });
    mkdirSync(join(folder, "folder.json"));
    expect(refusal(join(folder, "latin.json"))).toBe('"FILE" cannot be read: it is not UTF-8');
    expect(refusal(join(folder, "folder.json"))).toBe('"FILE" cannot be read: it is no file');
    expect(refusal("/dev/null")).toBe('"FILE" cannot be read: it is no file');
  });

  it("refuses what may not be read", async () => {
    const folder = tree({ "secret.json": "{}" });
    chmodSync(join(folder, "secret.json"), 0o000);
    expect(await asNobody(folder, async () => refusal(join(folder, "secret.json")))).toBe(
      '"FILE" cannot be read: permission denied',
    );
  });
});
