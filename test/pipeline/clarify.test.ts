import { expect, test } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { clarifySyntax } from "../../src/pipeline/clarify.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";

test.each([
  [
    "a value that begins with a reserved character",
    "a: @x",
    "plain value cannot start with reserved character @",
    5,
    4,
  ],
  [
    "a colon in a value",
    "a: b: c",
    "a colon and a space begin a nested map here; if they are text, put the value in quotes",
    5,
    4,
  ],
  ["a key over two lines", "key\nb: 1", "a key has to be on one line and end with a colon", 5, 1],
  ["an unknown escape", 'a: "\\q"', "invalid escape sequence \\q", 5, 5],
])("%s is told in words that help, at its place", async (_, line, reason, expectedLine, column) => {
  const text = `---\n---\napiVersion: v1\nkind: Pod\n${line}\n`;
  const request = {
    profile: "continuous",
    scope: { all: true, select: [], labels: [], namespace: null },
    strict: false,
    flags: {},
  };
  const raw = patchManifests(
    [{ name: "x.yaml", bytes: Buffer.from(text), named: true }],
    request,
    loadCatalog(),
  );
  const { diagnostics } = await clarifySyntax(raw);
  expect(diagnostics).toMatchObject([
    {
      code: "invalid-yaml",
      message: `this is not valid YAML: ${reason}`,
      location: { file: "x.yaml", line: expectedLine, column, document: 1 },
    },
  ]);
});

test("a bomb behind the error does not reach the second reader", async () => {
  expect.hasAssertions();
  const catalog = loadCatalog();
  for (const bomb of ["[", "- ", "{a: ", "? "]) {
    const text = `kind: Pod\napiVersion: v1\na: @x\nb: ${bomb.repeat(200_000)}`;
    const request = {
      profile: "continuous",
      scope: { all: true, select: [], labels: [], namespace: null },
      strict: false,
      flags: {},
    };
    const raw = patchManifests([{ name: "x.yaml", bytes: Buffer.from(text), named: true }], request, catalog);
    const { diagnostics } = await clarifySyntax(raw);
    expect(diagnostics).toMatchObject([{ code: "invalid-yaml", location: { line: 3 } }]);
  }
});
