import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern } from "../../src/schema/pattern/compile-pattern.ts";
import { growthOf, PROPORTION } from "../work.ts";

function matches(pattern: string, text: string): boolean | null {
  return compilePattern(pattern)?.(text) ?? null;
}

describe("a pattern", () => {
  it.each([
    ["b", "abc", true],
    ["^b", "abc", false],
    ["^a.c$", "abc", true],
    ["^a.c$", "a\nc", false],
    ["(?s)^a.c$", "a\nc", true],
    ["^a$", "a\n", false],
    ["(?m)^b$", "a\nb\nc", true],
    ["^(?i)(abort|warn)?$", "WARN", true],
    ["^(?i:a)b$", "AB", false],
    ["(?i)^[a-c]+$", "aBC", true],
    ["^[^/]*$", "a/b", false],
    ["^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", "nvidia.com", true],
    ["^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", "nvidia..com", false],
    ["^a{2,3}$", "aaaa", false],
    ["^a{2,}$", "aaaa", true],
    ["^a{2}$", "aa", true],
    ["^a{,2}$", "a{,2}", true],
    ["^[[:alpha:]_]+[[:^digit:]]$", "ab_-", true],
    ["^[]a-]+$", "]-a", true],
    ["^\\d+\\.\\d*$", "12.", true],
    ["^\\pL\\p{Greek}\\P{Lu}$", "éλx", true],
    ["^\\x41\\x{1F600}\\101$", "A😀A", true],
    ["^.$", "😀", true],
    ["\\bgpu\\b", "a gpu b", true],
    ["\\bgpu\\b", "gpus", false],
    ["\\Agpu\\z", "gpu", true],
    ["^\\Qa.b\\E$", "a.b", true],
    ["^\\Qa.b\\E$", "axb", false],
    ["^(?P<name>a)(?:b|)$", "a", true],
    ["a*?b+?c??$", "aab", true],
    ["", "", true],
    ["^$|^x$", "x", true],
    ["^[\\w-]+$", "a-b_c", true],
    ["^\\s$", "\v", false],
    ["^\\Qa.b\\E?$", "a.", true],
    ["^(?i)\\P{Ll}k$", "AK", false],
    ["^(?:ab){500}$", "ab".repeat(500), true],
    ["^.$", "\ud800", true],
  ])("%j on %j: %s", (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it.each([
    ["(?=a)"],
    ["(?!a)"],
    ["(?<=a)b"],
    ["(a)\\1"],
    ["a**"],
    ["*a"],
    ["a{2}{3}"],
    ["a{1001}"],
    ["a{3,2}"],
    ["("],
    [")"],
    ["[a"],
    ["[z-a]"],
    ["\\"],
    ["\\y"],
    ["\\p{Nobody}"],
    ["[[:nobody:]]"],
    ["(?x)a"],
    ["(?P>a)"],
    ["((a{1000}){1000}){1000}"],
    ["(((){1000}){1000}){1000}b"],
    ["(a{100}){11}"],
    ["{2}a"],
    ["\\é"],
    ["(?<n"],
    ["(".repeat(5000)],
  ])("%j is none to Go", (pattern) => {
    expect(compilePattern(pattern)).toBeNull();
  });

  it.each(["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(.*)*x", "^(a*)*$"])(
    "%s takes work that grows with the text",
    async (pattern) => {
      const matching = (length: number) => () => matches(pattern, `${"a".repeat(length)}!`);
      expect(matching(2000)()).toBe(false);
      expect(await growthOf(500, matching)).toBeLessThan(PROPORTION);
    },
  );

  it("says what JavaScript says where both read a pattern alike", () => {
    const atom = fc.constantFrom(
      "a",
      "b",
      "-",
      ".",
      "[ab]",
      "[^a]",
      "\\d",
      "\\w",
      "^",
      "$",
      "(?:)",
      "\\.",
      "\\b",
    );
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { maxDepth: 4 },
        atom,
        fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => a + b),
        fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `(${a}|${b})`),
        fc
          .tuple(tie("pattern"), fc.constantFrom("*", "+", "?", "{0,2}", "{2}", "{1,}", "*?"))
          .map(([a, q]) => `(${a})${q}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom("a", "b", "-", ".", "1"), maxLength: 6 });
    let yes = 0;
    let no = 0;
    fc.assert(
      fc.property(pattern, text, (one, other) => {
        const expected = new RegExp(one, "u").test(other);
        if (expected) yes++;
        else no++;
        expect(matches(one, other)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
    expect(Math.min(yes, no)).toBeGreaterThan(500);
  });
});
