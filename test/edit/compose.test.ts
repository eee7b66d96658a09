import fc from "fast-check";
import { expect, test } from "vitest";
import { composeEdits } from "../../src/edit/compose.ts";
import { applyEdits, type TextEdit } from "../../src/edit/text-edit.ts";

/** Sorted edits without overlaps, made of cuts in a text of some length. */
function editsOf(length: number): fc.Arbitrary<readonly TextEdit[]> {
  return fc.uniqueArray(fc.nat({ max: length }), { maxLength: 8 }).chain((cuts) => {
    const sorted = [...cuts].sort((a, b) => a - b);
    const spans = Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) => ({
      start: sorted[2 * index] ?? 0,
      end: sorted[2 * index + 1] ?? 0,
    }));
    return fc.tuple(
      ...spans.map((span) =>
        fc.tuple(fc.boolean(), fc.string({ maxLength: 4 })).map(([isInsertion, text]) => ({
          start: span.start,
          end: isInsertion ? span.start : span.end,
          text,
        })),
      ),
    );
  });
}

const rounds = fc
  .string({ maxLength: 40 })
  .chain((text) =>
    editsOf(text.length).chain((first) =>
      editsOf(applyEdits(text, first).length).map((second) => ({ text, first, second })),
    ),
  );

test("one list of edits does what two lists do one after the other", () => {
  fc.assert(
    fc.property(rounds, ({ text, first, second }) => {
      const both = composeEdits(text, first, second);
      expect(applyEdits(text, both)).toBe(applyEdits(applyEdits(text, first), second));
    }),
    { numRuns: 2000 },
  );
});

test("what neither touches is not touched", () => {
  const first = [{ start: 1, end: 1, text: "XX" }];
  const second = [{ start: 7, end: 8, text: "" }];
  expect(composeEdits("abcdefghij", first, second)).toEqual([
    { start: 1, end: 1, text: "XX" },
    { start: 5, end: 6, text: "" },
  ]);
});
