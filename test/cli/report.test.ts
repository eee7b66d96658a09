import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../src/edit/text-edit.ts";
import { tree } from "../io/tree.ts";
import { deployment, gpuify } from "./program.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const SCHEMA = JSON.parse(readFileSync(join(ROOT, "schemas", "report.schema.json"), "utf8"));
const validate = new Ajv2020.default({ strict: true, allErrors: true, strictRequired: false }).compile(
  SCHEMA,
);

interface Report {
  readonly files: readonly {
    readonly name: string;
    readonly status: string;
    readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
    readonly changes: readonly object[];
  }[];
  readonly diagnostics: readonly { readonly code: string; readonly location?: { readonly line: number } }[];
}

async function report(cwd: string, args: readonly string[]): Promise<Report> {
  await gpuify([...args, "--report", "report.json"], { cwd });
  const parsed = JSON.parse(readFileSync(join(cwd, "report.json"), "utf8")) as Report;
  expect(validate(parsed), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  return parsed;
}

describe("the report", () => {
  test("has edits that turn the file into what -w writes, a byte order mark and CRLF included", async () => {
    const text = `\uFEFF${deployment("web").replaceAll("\n", "\r\n")}`;
    const cwd = tree({ "a.yaml": text });
    const { files } = await report(cwd, ["-p", "continuous", "--check", "a.yaml"]);
    expect(files.map((file) => [file.name, file.status])).toEqual([["a.yaml", "changed"]]);
    expect(files[0]?.changes.length).toBeGreaterThan(0);
    await gpuify(["-p", "continuous", "-w", "a.yaml"], { cwd });
    expect(applyEdits(text, files[0]?.edits ?? [])).toBe(readFileSync(join(cwd, "a.yaml"), "utf8"));
  });

  test("tells what was refused and where", async () => {
    const cwd = tree({
      "bad.yaml": "kind: Pod\napiVersion: v1\nspec: {{ x }}\n",
      "latin.yaml": Buffer.from([0x61, 0xff]),
    });
    const { files, diagnostics } = await report(cwd, ["-p", "bursty", "bad.yaml", "latin.yaml"]);
    expect(files.map((file) => file.status)).toEqual(["refused", "refused"]);
    expect(diagnostics.every((diagnostic) => diagnostic.location !== undefined)).toBe(true);
  });

  test("tells what is wrong with the choice of workloads", async () => {
    const cwd = tree({ "a.yaml": `${deployment("a")}---\n${deployment("b")}` });
    expect((await report(cwd, ["-p", "continuous", "a.yaml"])).diagnostics).toHaveLength(1);
  });

  const cases = join(ROOT, "fixtures", "patch");

  test.each(readdirSync(cases))("of the fixture %s fits the schema", async (name) => {
    const folder = join(cases, name);
    const files = Object.fromEntries(
      readdirSync(folder).map((file) => [file, readFileSync(join(folder, file))]),
    );
    const args = readFileSync(join(folder, "args.txt"), "utf8")
      .split("\n")
      .filter((line) => line !== "");
    expect((await report(tree(files), args)).files.length).toBeGreaterThan(0);
  });

  test("that is changed in any way does not fit: the schema is not lax", async () => {
    const cwd = tree({ "a.yaml": deployment("web") });
    const good = await report(cwd, ["-p", "continuous", "a.yaml"]);
    expect(validate({ ...good, more: 1 })).toBe(false);
    expect(validate({ ...good, files: [{ ...good.files[0], status: "odd" }] })).toBe(false);
    expect(
      validate({
        ...good,
        diagnostics: [{ code: "Not Kebab", severity: "error", category: "read", message: "" }],
      }),
    ).toBe(false);
  });
});
