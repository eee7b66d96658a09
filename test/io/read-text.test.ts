import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodePorts } from "../../src/io/node-ports.ts";
import { Failure } from "../../src/kernel/failure.ts";
import { asNobody } from "./as-nobody.ts";
import { tree } from "./tree.ts";

async function refusal(path: string): Promise<string> {
  const error = await nodePorts.readText(path).catch((reason: unknown) => reason);
  if (!(error instanceof Failure)) throw new Error(`no failure but ${String(error)}`);
  expect(error.exitCode).toBe(2);
  return error.message.replaceAll(path, "FILE");
}

describe("readText", () => {
  it("gives a file's text as it is", async () => {
    const folder = tree({ "a.json": "\ufeff{\r\n}" });
    expect(await nodePorts.readText(join(folder, "a.json"))).toBe("\ufeff{\r\n}");
  });

  it("gives null where there is no file, also below one", async () => {
    const folder = tree({ "a.json": "{}" });
    expect(await nodePorts.readText(join(folder, "b.json"))).toBeNull();
    expect(await nodePorts.readText(join(folder, "no", "b.json"))).toBeNull();
    expect(await nodePorts.readText(join(folder, "a.json", "b.json"))).toBeNull();
  });

  it("refuses what is no text, with a reason", async () => {
    const folder = tree({ "latin.json": Uint8Array.of(0x22, 0xe9, 0x22) });
    mkdirSync(join(folder, "folder.json"));
    expect(await refusal(join(folder, "latin.json"))).toBe('"FILE" cannot be read: it is not UTF-8');
    expect(await refusal(join(folder, "folder.json"))).toBe('"FILE" cannot be read: it is no file');
    expect(await refusal("/dev/null")).toBe('"FILE" cannot be read: it is no file');
  });

  it("refuses what may not be read", async () => {
    const folder = tree({ "secret.json": "{}" });
    chmodSync(join(folder, "secret.json"), 0o000);
    expect(await asNobody(folder, () => refusal(join(folder, "secret.json")))).toBe(
      '"FILE" cannot be read: permission denied',
    );
  });
});
