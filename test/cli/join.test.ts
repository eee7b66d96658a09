import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { joinStream, type StreamPart } from "../../src/pipeline/join.ts";
import { needsCorpus, needsKubectl } from "../needs.ts";

const CORPUS = join(import.meta.dirname, "..", "..", "..", "shared", "corpus");
if (!existsSync(CORPUS)) console.log("the corpus is not there: pairs of its files are not joined");

function part(text: string): StreamPart {
  return { text, json: /^\uFEFF?\s*\{/.test(text), hasObjects: /kind/.test(text) };
}

function pod(name: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\n`;
}

/** `kind/name` of every object that kubectl finds, in order; null when it refuses the stream. */
function kubectlReads(text: string): readonly string[] | null {
  const run = spawnSync("kubectl", ["label", "--local", "-f", "-", "gpuify-test=1", "-o", "name"], {
    input: text,
    encoding: "utf8",
  });
  return run.status === 0 ? run.stdout.split("\n").filter((line) => line !== "") : null;
}

describe("joining", () => {
  test("leaves a single text as it is, whatever it holds", () => {
    expect.hasAssertions();
    for (const text of ["", "no object", "\uFEFFkind: Pod", '{"kind": "Pod"}', "%YAML 1.1\n---\nkind: Pod"])
      expect(joinStream([part(text)])).toBe(text);
  });

  test("leaves out texts without an object, and then nothing is changed for the only one left", () => {
    expect(joinStream([part("a: 1\n"), part("\uFEFFkind: Pod"), part("# nothing\n")])).toBe(
      "\uFEFFkind: Pod",
    );
    expect(joinStream([part("a: 1\n"), part("b: 1\n")])).toBe("");
  });

  test.each([
    ["a marker goes between", ["kind: A\n", "kind: B\n"], "kind: A\n---\nkind: B\n"],
    ["a missing line end is added", ["kind: A", "kind: B"], "kind: A\n---\nkind: B"],
    ["in the style of its file", ["kind: A\r\nx: 1", "kind: B\n"], "kind: A\r\nx: 1\r\n---\r\nkind: B\n"],
    ["a marker that is there is enough", ["kind: A\n", "---\nkind: B\n"], "kind: A\n---\nkind: B\n"],
    ["also with a comment behind it", ["kind: A\n", "--- # b\nkind: B\n"], "kind: A\n--- # b\nkind: B\n"],
    [
      "a byte order mark stays at the beginning only",
      ["\uFEFFkind: A\n", "\uFEFFkind: B\n"],
      "\uFEFFkind: A\n---\nkind: B\n",
    ],
    ["JSON in front gets a marker", ['{"kind": "A"}\n', "kind: B\n"], '---\n{"kind": "A"}\n---\nkind: B\n'],
    ["JSON behind needs none more", ["kind: B\n", '{"kind": "A"}'], 'kind: B\n---\n{"kind": "A"}'],
    [
      "a directive comes behind dots",
      ["kind: A\n", "%YAML 1.1\n---\nkind: B\n"],
      "kind: A\n...\n%YAML 1.1\n---\nkind: B\n",
    ],
    [
      "dots that are there are enough",
      ["kind: A\n...\n", "# c\n%YAML 1.1\n---\nkind: B\n"],
      "kind: A\n...\n# c\n%YAML 1.1\n---\nkind: B\n",
    ],
  ])("%s", (_name, texts, expected) => {
    expect(joinStream(texts.map(part))).toBe(expected);
  });
});

describe("kubectl finds every object of a joined stream", needsKubectl(), () => {
  const json = (name: string): string =>
    JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name } });

  test.each([
    ["YAML and JSON", [pod("a"), json("b"), pod("c")]],
    ["JSON and YAML", [json("a"), pod("b"), json("c")]],
    ["JSON alone", [json("a"), `${json("b")}\n`, JSON.stringify(JSON.parse(json("c")), null, "\t")]],
    ["byte order marks", [`\uFEFF${pod("a")}`, `\uFEFF${pod("b")}`, `\uFEFF${json("c")}`]],
    ["a byte order mark before JSON", [`\uFEFF${json("a")}`, pod("b"), pod("c")]],
    ["CRLF", [pod("a").replaceAll("\n", "\r\n"), pod("b").trimEnd(), pod("c")]],
    ["directives", [pod("a"), `%YAML 1.1\n---\n${pod("b")}`, pod("c")]],
    ["document ends", [`${pod("a")}...\n`, `---\n${pod("b")}...`, pod("c")]],
    [
      "dangling markers and comments",
      [`${pod("a")}---`, `# only\n---\n# then\n${pod("b")}---\n`, `# c\n${pod("c")}`],
    ],
  ])("with %s", (_name, texts) => {
    expect(kubectlReads(joinStream(texts.map(part)))).toEqual(["pod/a", "pod/b", "pod/c"]);
  });

  test("for pairs of real files", needsCorpus(), () => {
    const paths = readFileSync(join(CORPUS, "small.txt"), "utf8").trim().split("\n");
    const files = paths
      .map((path) => readFileSync(join(CORPUS, path)))
      .filter((bytes) => isUtf8(bytes))
      .map((bytes) => bytes.toString("utf8"));
    const readable = files
      .filter((_, index) => index % 8 === 0)
      .flatMap((text) => {
        const names = kubectlReads(text);
        return names === null ? [] : [{ text, names }];
      });
    expect(readable.length).toBeGreaterThan(25);
    for (const [index, first] of readable.entries()) {
      const second = readable[(index * 7 + 3) % readable.length];
      if (second === undefined) continue;
      const stream = joinStream([first, second].map(({ text }) => ({ ...part(text), hasObjects: true })));
      expect(kubectlReads(stream), stream.slice(0, 400)).toEqual([...first.names, ...second.names]);
    }
  });
});

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
