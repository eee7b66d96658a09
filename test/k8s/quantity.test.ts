import fc from "fast-check";
import { expect, test } from "vitest";
import {
  compareQuantities,
  parseQuantity,
  type Quantity,
  scaledUp,
  wholeNumber,
} from "../../src/k8s/quantity.ts";

const parsed = (text: string): Quantity => {
  const quantity = parseQuantity(text);
  if (quantity === null) throw new Error(text);
  return quantity;
};

test.each([
  ["1", 1],
  ["1.0", 1],
  ["1000m", 1],
  ["2k", 2000],
  ["1Ki", 1024],
  ["1e3", 1000],
  ["1E3", 1000],
  ["0", 0],
  ["-1", -1],
  ["8.", 8],
  ["+3", 3],
  ["3000000u", 3],
  ["1.5Ki", 1536],
])("%s is %d", (text, expected) => expect(wholeNumber(parsed(text))).toBe(expected));

test.each(["0.5", "500m", "1.5", "1n", ".1"])("%s is not whole", (text) =>
  expect(wholeNumber(parsed(text))).toBeNull(),
);

test.each(["", "one", "1 GB", "1gb", "1KiB", "--1", "1e", "0x10", "1_000", "Ki", "."])(
  "%j is no quantity",
  (text) => expect(parseQuantity(text)).toBeNull(),
);

test("comparing is exact where floats are not", () => {
  expect(compareQuantities(parsed("0.1"), parsed("100m"))).toBe(0);
  expect(compareQuantities(parsed("9007199254740993"), parsed("9007199254740992"))).toBe(1);
  expect(compareQuantities(parsed("1Gi"), parsed("1G"))).toBe(1);
});

test("scaling rounds up, as the API server does", () => {
  expect(scaledUp(parsed("0.0001"), 1000)).toBe(1);
  expect(scaledUp(parsed("1500m"), 1000)).toBe(1500);
});

test("the order of quantities is the order of their values", () => {
  const suffix = fc.constantFrom(["m", 1], ["", 1000], ["k", 1_000_000], ["Ki", 1_024_000] as const);
  fc.assert(
    fc.property(fc.nat(100_000), suffix, fc.nat(100_000), suffix, (a, [sa, fa], b, [sb, fb]) => {
      expect(Math.sign(compareQuantities(parsed(`${a}${sa}`), parsed(`${b}${sb}`)))).toBe(
        Math.sign(a * Number(fa) - b * Number(fb)),
      );
    }),
  );
});
