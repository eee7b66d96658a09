import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatJson } from "../../src/output/manifests/json.ts";
import { needsKubectl } from "../needs.ts";

const ROOT = join(import.meta.dirname, "..", "..");

function json(text: string): string {
  const output = formatJson([{ name: "a.yaml", text }]);
  if (!output.ok) throw new Error(`${output.location.line}: ${output.reason}`);
  return output.text;
}

/** What kubectl prints, or null when it refuses. It changes a label that none of the texts has. */
function kubectl(text: string): unknown {
  const args = ["label", "--local", "--overwrite", "-f", "-", "gpuify-test=1", "-o", "json"];
  const run = spawnSync("kubectl", args, { input: text, encoding: "utf8" });
  return run.status === 0 ? JSON.parse(run.stdout) : null;
}

function withLabel(text: string): unknown {
  const object = JSON.parse(text) as { metadata: { labels?: object } };
  object.metadata.labels = { ...object.metadata.labels, "gpuify-test": "1" };
  return object;
}

const HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n";

/** Scalars that YAML 1.1 and 1.2 read differently, or that JSON writes in its own way. */
const SCALARS = [
  ...["y", "Y", "yes", "on", "No", "off", "n", "True", "tRUE", "~", "null", "Null", '""', "''"],
  ...[
    "010",
    "0o10",
    "08",
    "0b11",
    "0xff",
    "0XFF",
    "-0x1f",
    "-010",
    "+5",
    "-0",
    "0_1",
    "1_000",
    "_1",
    "1_",
    "0x_ff",
  ],
  ...[
    "12:30",
    "12:30:45",
    "1.0",
    "1e3",
    "1E5",
    ".5",
    "5.",
    "+.5",
    "-.5",
    "1.5e3",
    "1.0e+5",
    "1_000.5",
    "1e400",
  ],
  ...[
    "0.1",
    "1e21",
    "1e20",
    "1e-7",
    "0.000001",
    "123456789.125",
    "1.7976931348623157e308",
    ".",
    "=",
    "1.2.3",
  ],
  ...[
    "9223372036854775807",
    "-9223372036854775808",
    "9007199254740993",
    "2001-01-01",
    "2001-01-01T00:00:00Z",
  ],
  ...[
    '"yes"',
    "'010'",
    "!!str 5",
    '!!int "5"',
    "!!int 010",
    "!!float 5",
    "!!bool yes",
    "!!null ''",
    "!own 5",
  ],
  ...[
    "!!binary aGVsbG8=",
    '"<a>&\\u2028\\u0001\\x7f"',
    '"\\U0001F600"',
    "{a: 1, b: [yes]}",
    "[]",
    "{}",
    "|\n    a\n    b",
  ],
];

describe("JSON is what kubectl reads", needsKubectl(), () => {
  test("of every kind of scalar", () => {
    const text = `${HEAD}${SCALARS.map((scalar, index) => `  k${index}: ${scalar}\n`).join("")}`;
    const expected = kubectl(text) as { data: object };
    expect(expected).not.toBeNull();
    const actual = JSON.parse(json(text)) as { data: object };
    expect(actual.data).toEqual(expected.data);
  });

  test.each([
    ["keys that are not text", "  1: a\n  1.5: b\n  true: c\n  0x1f: d\n  1e3: e\n"],
    ["merge keys", "  <<: {a: 1, b: 2}\n  a: 3\n"],
    ["a merge key behind the key it repeats", "  a: 1\n  <<: {a: 2}\n"],
    ["a list of maps to merge", "  <<: [{a: 1}, {a: 2, c: 3}]\n"],
    ["anchors", "  a: &x {b: [1, 2]}\n  c: *x\n"],
  ])("of %s", (_name, data) => {
    expect(withLabel(json(HEAD + data))).toEqual(kubectl(HEAD + data));
  });

  test.each(["  a: .inf\n", "  a: .nan\n", "  ? [a]\n  : 1\n", "  ~: a\n", "  <<: 5\n", "  a: !!int x\n"])(
    "and what it refuses is refused: %j",
    (data) => {
      expect(kubectl(HEAD + data)).toBeNull();
      const output = formatJson([{ name: "a.yaml", text: HEAD + data }]);
      expect(output).toMatchObject({ ok: false, location: { file: "a.yaml", line: 5 } });
    },
  );

  test("down to the bytes", () => {
    const text = readFileSync(join(ROOT, "fixtures", "comparison", "deployment.yaml"), "utf8");
    const round = spawnSync("kubectl", ["label", "--local", "-f", "-", "none-", "-o", "json"], {
      input: text,
      encoding: "utf8",
    });
    expect(json(text)).toBe(round.stdout);
  });
});

describe("JSON", () => {
  test("of several objects, Lists opened, is one List", () => {
    const text = `${HEAD}---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: b}}\n--- # empty\n`;
    const list = JSON.parse(json(text)) as { kind: string; items: readonly { metadata: { name: string } }[] };
    expect(list.kind).toBe("List");
    expect(list.items.map((item) => item.metadata.name)).toEqual(["a", "b"]);
  });

  test("keeps every digit of an integer", () => {
    const text = `${HEAD}  a: 9007199254740993\n  b: 123456789012345678901234567890\n`;
    expect(json(text)).toContain('"a": 9007199254740993,\n        "b": 123456789012345678901234567890\n');
  });

  test("of nothing is an empty List", () => {
    expect(JSON.parse(json("# nothing\n"))).toEqual({ apiVersion: "v1", items: [], kind: "List" });
  });

  test("is stable: JSON of its own output is the same", () => {
    const once = json(`${HEAD}  b: 1\n  a: "x"\n`);
    expect(json(once)).toBe(once);
  });
});
