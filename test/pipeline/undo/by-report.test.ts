import { describe, expect, test } from "vitest";
import { readDocument } from "../../../src/yaml/read.ts";
import { splitDocuments } from "../../../src/yaml/split.ts";
import { errorsOf, FIXTURES, type PastRun, patched, reportOf, undone } from "./run.ts";

const NOTE = "# note\n";

/** Where lines begin, the end of the text among them. */
function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)].filter(
    (at) => at > 0 || !text.startsWith("\uFEFF"),
  );
}

/** How many lines of the patched text are between a place and the nearest edit. */
function linesToEdit({ after, report }: PastRun, at: number): number {
  let shift = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const { start, end, text } of reportOf(report)[0]?.edits ?? []) {
    const from = start + shift;
    const to = from + text.length;
    const between = at < from ? after.slice(at, from) : at > to ? after.slice(to, at) : "";
    least = Math.min(least, between.split("\n").length - 1);
    shift += text.length - (end - start);
  }
  return least;
}

function isReadable(text: string): boolean {
  return splitDocuments(text).every(({ content }) => readDocument(text, content).ok);
}

describe("a run is taken back by its report", () => {
  test("there are fixtures", () => expect(FIXTURES.length).toBeGreaterThan(50));

  test.each(FIXTURES)("$name: as it was read, and a second time changes nothing", async (fixture) => {
    const { before, after, report } = await patched(fixture.text, fixture.words, fixture.input);
    const back = await undone(after, report, fixture.input);
    expect(errorsOf(back)).toEqual([]);
    expect(back.files[0]?.text).toBe(before);
    const again = await undone(before, report, fixture.input);
    expect(errorsOf(again)).toEqual([]);
    expect(again.files[0]?.status).toBe("unchanged");
  });

  test.each(FIXTURES.filter(({ input }) => input.endsWith(".yaml")))(
    "$name: with a line that somebody added anywhere, exactly the run goes, or nothing",
    async (fixture) => {
      const run = await patched(fixture.text, fixture.words, fixture.input);
      const note = run.after.includes("\r\n") ? NOTE.replace("\n", "\r\n") : NOTE;
      let undoneRuns = 0;
      for (const at of lineStarts(run.after)) {
        const edited = run.after.slice(0, at) + note + run.after.slice(at);
        const back = await undone(edited, run.report, fixture.input);
        const text = back.files[0]?.text ?? "";
        if (errorsOf(back).length === 0) {
          undoneRuns++;
          expect(text.replace(note, ""), `line added at ${at}`).toBe(run.before);
          continue;
        }
        expect(text, "a refusal leaves the text").toBe(edited);
        // A note inside a block text ends it, and what follows is no YAML: nobody can tell whose lines these are.
        if (!isReadable(edited)) continue;
        expect(linesToEdit(run, at), `refused a line added at ${at}: ${errorsOf(back)}`).toBeLessThan(5);
      }
      expect(undoneRuns + Number(run.before === run.after)).toBeGreaterThan(0);
    },
  );
});
