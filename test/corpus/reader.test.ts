import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { DISGUISES } from "../../scripts/corpus/disguise.ts";
import { decode, findCorpus, listCorpus, sample } from "../../scripts/corpus/files.ts";
import { compareStream, type ReaderProblem } from "../../scripts/corpus/reader-check.ts";
import { readDocument } from "../../src/yaml/read.ts";
import { splitDocuments } from "../../src/yaml/split.ts";
import { needsCorpus } from "../needs.ts";

const corpus = findCorpus(resolve(import.meta.dirname, "../.."));

/** YAML 1.2 cases that the 1.1 reader takes otherwise; no manifest has them. */
const OTHER_READING = ["652Z", "HM87-01", "Y2GN", "8CWC", "UKK6-01"];

/** Empty keys and collections as keys: kubectl refuses both, so nothing is ever edited there. */
const ODD_KEYS = ["4FJ6", "9BXH", "9MMW", "M2N8-00", "NKF9", "UKK6-00"];

/** Directives behind `...`, tag handles and a repeated empty key: refused, as the pipeline then says. */
const REFUSED = "2JQS 5TYM 6CK3 6WLZ 6ZKB 9DXL 9WXW CC74 U3C3 W4TN Z9M4".split(" ");

function problemsOf(text: string): readonly ReaderProblem[] {
  return compareStream(text, { readDocument, splitDocuments }).problems;
}

describe("the reader over the corpus", needsCorpus(), () => {
  const files = listCorpus(corpus).filter((file) => file.set === "dev");

  it.each(Object.entries(DISGUISES))(
    "agrees with an independent reader on text, structure and spans (disguise: %s)",
    (_name, change) => {
      const found: string[] = [];
      for (const { file } of sample(files, 250)) {
        const text = decode(readFileSync(join(corpus ?? "", file)));
        if (text === null) continue;
        // Closing brackets that are not indented: js-yaml refuses, which the pipeline tells as it is.
        for (const problem of problemsOf(change(text)))
          if (!problem.message.includes("deficient indentation")) found.push(`${file}: ${problem.message}`);
      }
      expect(found).toEqual([]);
    },
  );
});

describe("the reader over the YAML test suite", needsCorpus(), () => {
  const folder = join(corpus ?? "", "yaml-test-suite");
  const cases = (kind: "valid" | "error") =>
    readdirSync(join(folder, kind))
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => [name.slice(0, -5), readFileSync(join(folder, kind, name), "utf8")] as const);

  it("reads the valid cases as the independent reader does", () => {
    const known = new Set([...OTHER_READING, ...ODD_KEYS, ...REFUSED]);
    const failing = cases("valid")
      .filter(([, text]) => problemsOf(text).length > 0)
      .map(([name]) => name);
    expect(failing.filter((name) => !known.has(name))).toEqual([]);
  });

  it("reads no erroneous case that another reader refuses", () => {
    const accepted = cases("error").filter(([, text]) =>
      problemsOf(text).every(({ kind }) => kind !== "refused"),
    );
    // A second %YAML line, words behind `...` or a directive, an anchor before a map on the marker line:
    // outside of what the reader is given, which is the text between the markers.
    const outside = ["3HFZ", "CXX2", "H7TQ", "MUS6-00", "SF5V"];
    // Lines without indentation inside quotes and brackets: kubectl reads them. VJP3-00 is a key over two lines in
    // braces, which kubectl refuses, indented or not, and YAML 1.2 allows.
    const notIndented = ["9C9N", "DK95-01", "QB6E", "VJP3-00", "Y79Y-003"];
    expect(accepted.map(([name]) => name).sort()).toEqual([...outside, ...notIndented].sort());
  });
});
