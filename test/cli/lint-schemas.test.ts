import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { nodePorts } from "../../src/io/node-ports.ts";
import { processStdio } from "../../src/io/stdio.ts";

let folder = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "gpuify-schemas-")));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** `gpuify lint` in process, and how often it takes the bytes of an input and the text of a schema. */
async function lint(...args: readonly string[]) {
  const ports = nodePorts(processStdio, { calledAs: "gpuify", env: {} });
  const seen = { stdout: "", stderr: "", manifests: 0, schemas: 0 };
  const code = await main(["lint", "--no-config", ...args], {
    ...ports,
    readInputs: async (query) => {
      const set = await ports.readInputs(query);
      const files = set.files.map((file) => ({
        ...file,
        get bytes() {
          seen.manifests++;
          return file.bytes;
        },
      }));
      return { ...set, files };
    },
    readText: async (path) => {
      seen.schemas += path.endsWith("schema.json") ? 1 : 0;
      return await ports.readText(path);
    },
    writeStdout: (text) => {
      seen.stdout += text;
    },
    writeStderr: (text) => {
      seen.stderr += text.replaceAll(`${folder}/`, "");
    },
  });
  return { code, ...seen };
}

const POOL = (kind: string, name: string, spec = "{a: {b: 1}}") =>
  `---\napiVersion: example.com/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${spec}\n`;

/** Forty definitions of which each refers to the next one twice. */
function doubling(): string {
  const definitions = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => {
      const next = { $ref: `#/definitions/d${index + 1}` };
      return [`d${index}`, { anyOf: [next, next] }];
    }),
  );
  return JSON.stringify({
    properties: { spec: { properties: { a: { $ref: "#/definitions/d0" } } } },
    definitions: { ...definitions, d40: { type: "string" } },
  });
}

describe("gpuify lint --schema-location", () => {
  test.each(["no fix", "--fix --dry-run"])("reads each manifest and each schema once: %s", async (flags) => {
    const schema = put("schema.json", '{"type":"object","properties":{"spec":{"type":"object"}}}');
    const kinds = ["Pool", "Ring", "Farm"];
    const paths = kinds.map((kind) => put(`${kind}.yaml`, POOL(kind, "a") + POOL(kind, "b", "3")));
    const more = flags === "no fix" ? [] : flags.split(" ");
    const run = await lint("--schema-location", schema, ...more, ...paths);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain("3 errors");
    expect([run.manifests, run.schemas]).toEqual([3, 1]);
  });

  test("names the object and the schema that would take for ever, and judges the others", async () => {
    const schema = put("schema.json", doubling());
    const pools = put("pools.yaml", POOL("Pool", "heavy") + POOL("Pool", "light", "{a: text}"));
    const { code, stderr } = await lint("--schema-location", schema, pools);
    expect(stderr).toContain(
      'pools.yaml:2:1: warning[schema-too-complex]: the schema "schema.json" is too complex to judge Pool/heavy by',
    );
    expect(stderr).toContain("Take a simpler schema of the kind, or leave the location out.");
    expect(stderr.split("schema-too-complex")).toHaveLength(2);
    expect(code).toBe(0);
  });
});
