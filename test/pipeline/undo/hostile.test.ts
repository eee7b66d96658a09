import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readReport } from "../../../src/pipeline/undo/read-report.ts";
import { FIXTURES, patched, undone } from "./run.ts";

const FORM = { version: 1, gpuify: "0", workloads: [], diagnostics: [], commands: [], passedThrough: 0 };
const DIGEST = { length: 10, sha256: "00" };
const EDIT = {
  start: 2,
  end: 3,
  text: "x",
  oldText: "y",
  before: "a",
  after: "b",
  object: null,
  namespace: null,
};

const fileWith = (file: object) =>
  JSON.stringify({
    ...FORM,
    files: [
      { name: "a", status: "changed", input: DIGEST, output: DIGEST, edits: [EDIT], changes: [], ...file },
    ],
  });

describe("a report is untrusted", () => {
  test("a good one is read", () => expect(readReport(fileWith({}))).toHaveLength(1));

  test.each([
    ["text that is not JSON", "{", "it is not JSON"],
    ["another value", "[]", "it has no `files` list"],
    ["another version", JSON.stringify({ ...FORM, version: 2, files: [] }), "its version is 2, not 1"],
    ["a file without a name", JSON.stringify({ ...FORM, files: [{}] }), "files[0] has no `name`"],
    ["no digests", fileWith({ output: undefined }), "an older version of gpuify"],
    ["an edit without its old text", fileWith({ edits: [{ ...EDIT, oldText: undefined }] }), "edits[0]"],
    ["a negative offset", fileWith({ edits: [{ ...EDIT, start: -1 }] }), "edits[0]"],
    ["an old text of another length", fileWith({ edits: [{ ...EDIT, oldText: "yy" }] }), "out of place"],
    ["edits that overlap", fileWith({ edits: [EDIT, { ...EDIT, start: 2, end: 3 }] }), "edits[1]"],
    ["surroundings before the text", fileWith({ edits: [{ ...EDIT, before: "abc" }] }), "out of place"],
    ["surroundings behind the text", fileWith({ edits: [{ ...EDIT, after: "12345678" }] }), "out of place"],
  ])("%s is refused with the reason", (_, text, reason) => {
    const report = readReport(text);
    expect("problem" in report ? report.problem : "").toContain(reason);
  });

  test("whatever is changed in one, undo ends with a text that it may write, or with an error", async () => {
    const fixture = FIXTURES.find(({ name }) => name === "training-workers-job");
    const run = await patched(fixture?.text ?? "", fixture?.words ?? [], fixture?.input ?? "");
    const numbers = [...run.report.matchAll(/(?<=: )\d+(?=,?\n)/g)];
    const letters = [...run.report.matchAll(/(?<="(?:text|oldText|before|after|object|name)": ")[^"]/g)];
    const places = [...numbers, ...letters];
    expect(places.length).toBeGreaterThan(20);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.constantFrom("0", "1", "7", "999999", "x"),
        fc.constantFrom("", "# note\n"),
        async (place, value, note) => {
          const { index } = place;
          const report = run.report.slice(0, index) + value + run.report.slice(index + place[0].length);
          const parsed = (() => {
            try {
              return readReport(report);
            } catch {
              return { problem: "threw" };
            }
          })();
          if ("problem" in parsed) {
            expect(parsed.problem).not.toBe("threw");
            return;
          }
          const back = await undone(note + run.after, report, fixture?.input ?? "");
          expect(back.files).toHaveLength(1);
        },
      ),
      { numRuns: 300 },
    );
  });
});
