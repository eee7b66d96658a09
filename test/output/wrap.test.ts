import { describe, expect, it } from "vitest";
import { wrap } from "../../src/output/wrap.ts";

describe("a long line", () => {
  it("is broken at spaces, the rest indented by two more", () => {
    const words = "word ".repeat(30).trim();
    const rows = wrap(`  ${words}`).split("\n");
    expect(rows.every((row) => row.length <= 80)).toBe(true);
    expect(rows.map((row) => /^ */.exec(row)?.[0].length)).toEqual([2, 4]);
    expect(rows.join(" ").split(/ +/).filter(Boolean).join(" ")).toBe(words);
  });

  it("keeps a longer word whole, and a short line as it is", () => {
    expect(wrap(`  a ${"x".repeat(90)} b`)).toBe(`  a\n    ${"x".repeat(90)}\n    b`);
    expect(wrap("a  b")).toBe("a  b");
  });
});
