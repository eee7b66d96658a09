import fc from "fast-check";
import { expect, test } from "vitest";
import { lastUpTo } from "../../src/kernel/last-up-to.ts";

test("the last of ascending items up to a limit", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 })),
      fc.integer({ min: -1, max: 21 }),
      (numbers, limit) => {
        const ascending = numbers.toSorted((a, b) => a - b);
        expect(lastUpTo(ascending, limit, (one) => one)).toBe(ascending.findLastIndex((one) => one <= limit));
      },
    ),
  );
});
