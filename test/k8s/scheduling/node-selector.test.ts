import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { matchesTerms, unmetEntries } from "../../../src/k8s/scheduling/node-selector.ts";
import type { SelectorRequirement, SelectorTerm } from "../../../src/k8s/scheduling/types.ts";
import { fieldTerm, node, requirement, term } from "./build.ts";

const MAX = "9223372036854775807";
const OVER = "9223372036854775808";
const LONG = "x".repeat(63);

type LabelRow = readonly [
  name: string,
  condition: SelectorRequirement,
  label: string | null,
  matches: boolean,
];

/** One condition against a node whose only label is `k`, or that has none. */
const LABEL_ROWS: readonly LabelRow[] = [
  ["In, the value", requirement("k", "In", "a"), "a", true],
  ["In, one of the values", requirement("k", "In", "a", "b", "c"), "b", true],
  ["In, another value", requirement("k", "In", "a", "b"), "c", false],
  ["In, no label", requirement("k", "In", "a"), null, false],
  ["In, case counts", requirement("k", "In", "A"), "a", false],
  ["In, an empty value is a value", requirement("k", "In", ""), "", true],
  ["In, an empty value is not an absent label", requirement("k", "In", ""), null, false],
  ["In, no values", requirement("k", "In"), "a", false],
  ["In, a prefix is no match", requirement("k", "In", "a"), "ab", false],
  ["In, true is text", requirement("k", "In", "true"), "true", true],
  ["In, numbers are compared as text", requirement("k", "In", "08"), "8", false],
  ["NotIn, another value", requirement("k", "NotIn", "a", "b"), "c", true],
  ["NotIn, one of the values", requirement("k", "NotIn", "a", "b"), "b", false],
  ["NotIn, no label", requirement("k", "NotIn", "a"), null, true],
  ["NotIn, an empty label against empty", requirement("k", "NotIn", ""), "", false],
  ["NotIn, no label against empty", requirement("k", "NotIn", ""), null, true],
  ["NotIn, no values", requirement("k", "NotIn"), "a", false],
  ["NotIn, no values and no label", requirement("k", "NotIn"), null, false],
  ["Exists, any value", requirement("k", "Exists"), "a", true],
  ["Exists, an empty value", requirement("k", "Exists"), "", true],
  ["Exists, no label", requirement("k", "Exists"), null, false],
  ["Exists with a value does not parse", requirement("k", "Exists", "a"), "a", false],
  ["Exists with an empty value does not parse", requirement("k", "Exists", ""), "", false],
  ["DoesNotExist, no label", requirement("k", "DoesNotExist"), null, true],
  ["DoesNotExist, any value", requirement("k", "DoesNotExist"), "a", false],
  ["DoesNotExist, an empty value", requirement("k", "DoesNotExist"), "", false],
  ["DoesNotExist with a value does not parse", requirement("k", "DoesNotExist", "a"), null, false],
  ["Gt, larger", requirement("k", "Gt", "7"), "8", true],
  ["Gt, equal", requirement("k", "Gt", "7"), "7", false],
  ["Gt, smaller", requirement("k", "Gt", "7"), "6", false],
  ["Gt, as numbers and not as text", requirement("k", "Gt", "9"), "10", true],
  ["Gt, leading zeros are decimal", requirement("k", "Gt", "0204"), "0206", true],
  ["Gt, leading zeros do not count", requirement("k", "Gt", "8"), "009", true],
  ["Gt, no label", requirement("k", "Gt", "0"), null, false],
  ["Gt, the label is text", requirement("k", "Gt", "0"), "many", false],
  ["Gt, the label is a fraction", requirement("k", "Gt", "0"), "1.5", false],
  ["Gt, the label is a quantity", requirement("k", "Gt", "0"), "8Gi", false],
  ["Gt, the label is hexadecimal", requirement("k", "Gt", "0"), "0x10", false],
  ["Gt, the label has an underscore", requirement("k", "Gt", "0"), "1_000", false],
  ["Gt, the label is empty", requirement("k", "Gt", "0"), "", false],
  ["Gt, the largest int64", requirement("k", "Gt", "9223372036854775806"), MAX, true],
  ["Gt, a label beyond int64", requirement("k", "Gt", "0"), OVER, false],
  ["Gt, exact beyond 2^53", requirement("k", "Gt", "9007199254740992"), "9007199254740993", true],
  ["Gt, no value", requirement("k", "Gt"), "8", false],
  ["Gt, two values", requirement("k", "Gt", "1", "2"), "8", false],
  ["Gt, the value is no integer", requirement("k", "Gt", "1.5"), "8", false],
  ["Gt, the value is text", requirement("k", "Gt", "a"), "8", false],
  ["Gt, the value is beyond int64", requirement("k", "Gt", OVER), "8", false],
  ["Gt, a negative value is no label value", requirement("k", "Gt", "-1"), "8", false],
  ["Gt, nor is a signed one", requirement("k", "Gt", "+1"), "8", false],
  ["Lt, smaller", requirement("k", "Lt", "7"), "6", true],
  ["Lt, equal", requirement("k", "Lt", "7"), "7", false],
  ["Lt, larger", requirement("k", "Lt", "7"), "8", false],
  ["Lt, as numbers and not as text", requirement("k", "Lt", "10"), "9", true],
  ["Lt, no label", requirement("k", "Lt", "7"), null, false],
  ["Lt, the label is text", requirement("k", "Lt", "7"), "few", false],
  ["Lt, the largest int64", requirement("k", "Lt", MAX), "9223372036854775806", true],
  ["Lt, the value is beyond int64", requirement("k", "Lt", OVER), "8", false],
  ["Lt, two values", requirement("k", "Lt", "8", "9"), "7", false],
  ["Lt, a label beyond int64 downwards", requirement("k", "Lt", "7"), `-${OVER}9`, false],
  ["an operator in lower case", requirement("k", "in", "a"), "a", false],
  ["an operator of label selectors' text form", requirement("k", "=", "a"), "a", false],
  ["the name of an operator inside apimachinery", requirement("k", "gt", "1"), "8", false],
  ["no operator", requirement("k", "", "a"), "a", false],
  ["an operator that is a name of JavaScript", requirement("k", "constructor", "a"), "a", false],
  ["NotIn with a value that is no label value", requirement("k", "NotIn", "a value"), "a", false],
  ["NotIn with one good and one bad value", requirement("k", "NotIn", "b", "@"), "a", false],
  ["In with a value of 63 characters", requirement("k", "In", LONG), LONG, true],
  ["In with a value of 64 characters", requirement("k", "In", `${LONG}x`), `${LONG}x`, false],
];

describe("a condition on a label", () => {
  it.each(LABEL_ROWS)("%s", (_name, condition, label, matches) => {
    const labels = label === null ? {} : { k: label };
    expect(matchesTerms([term(condition)], node({ labels }))).toBe(matches);
  });
});

/** Keys that are no label keys: `DoesNotExist` and `NotIn` would match every node if they were looked up. */
describe("a key that is no label key does not parse", () => {
  it.each(["", "a b", "a/b/c", "/a", "a/", "-a", "a-", "UPPER.example/a", `${LONG}x`, "a_b.example/c"])(
    "%j",
    (key) => {
      expect(matchesTerms([term(requirement(key, "DoesNotExist"))], node())).toBe(false);
      expect(matchesTerms([term(requirement(key, "NotIn", "a"))], node())).toBe(false);
    },
  );
});

describe("a key that is a label key parses", () => {
  it.each(["a", "A", "8", "a.b_c-d", "example.com/a", "k8s.amazonaws.com/accelerator", LONG])("%j", (key) => {
    expect(matchesTerms([term(requirement(key, "DoesNotExist"))], node())).toBe(true);
  });
});

const NAME = "metadata.name";

const FIELD_ROWS: readonly (readonly [name: string, condition: SelectorRequirement, matches: boolean])[] = [
  ["In, the node's name", requirement(NAME, "In", "node-1"), true],
  ["In, another name", requirement(NAME, "In", "node-2"), false],
  ["In, two names do not parse", requirement(NAME, "In", "node-1", "node-2"), false],
  ["In, no name does not parse", requirement(NAME, "In"), false],
  ["NotIn, another name", requirement(NAME, "NotIn", "node-2"), true],
  ["NotIn, the node's name", requirement(NAME, "NotIn", "node-1"), false],
  ["NotIn, two names do not parse", requirement(NAME, "NotIn", "node-2", "node-3"), false],
  ["Exists does not parse", requirement(NAME, "Exists"), false],
  ["DoesNotExist does not parse", requirement("metadata.uid", "DoesNotExist"), false],
  ["Gt does not parse", requirement(NAME, "Gt", "1"), false],
  ["Lt does not parse", requirement(NAME, "Lt", "1"), false],
  ["no operator does not parse", requirement(NAME, "", "node-1"), false],
  ["a field that nodes lack is empty: In", requirement("spec.podCIDR", "In", "node-1"), false],
  ["a field that nodes lack is empty: NotIn", requirement("spec.podCIDR", "NotIn", "node-1"), true],
  ["a field that nodes lack is empty: In empty", requirement("spec.podCIDR", "In", ""), true],
  ["a name need not be a label value", requirement(NAME, "NotIn", "a b"), true],
];

describe("a condition on a field", () => {
  it.each(FIELD_ROWS)("%s", (_name, condition, matches) => {
    expect(matchesTerms([fieldTerm(condition)], node())).toBe(matches);
  });

  test("a node without a name has no fields to look at, but what does not parse still fails", () => {
    const nameless = node({ name: "" });
    expect(matchesTerms([fieldTerm(requirement(NAME, "In", "node-1"))], nameless)).toBe(true);
    expect(matchesTerms([fieldTerm(requirement(NAME, "Exists"))], nameless)).toBe(false);
  });
});

const gpu = requirement("gpu", "Exists");
const h100 = requirement("model", "In", "h100");
const a100 = requirement("model", "In", "a100");
const broken = requirement("gpu", "Near", "here");
const here = requirement(NAME, "In", "node-1");
const elsewhere = requirement(NAME, "In", "node-2");

/** Against the node `node-1` with the labels `gpu: "true"` and `model: h100`. */
const TERM_ROWS: readonly (readonly [name: string, terms: readonly SelectorTerm[], matches: boolean])[] = [
  ["no terms", [], false],
  ["an empty term", [term()], false],
  ["an empty term before one that matches", [term(), term(gpu)], true],
  ["an empty term behind one that does not", [term(a100), term()], false],
  ["all conditions of a term hold", [term(gpu, h100)], true],
  ["one condition of a term does not", [term(gpu, a100)], false],
  ["the first term", [term(h100), term(a100)], true],
  ["the last term", [term(a100), term(h100)], true],
  ["no term", [term(a100), term(requirement("gpu", "DoesNotExist"))], false],
  ["terms are not mixed", [term(a100, gpu), term(h100, requirement("gpu", "DoesNotExist"))], false],
  ["one that does not parse", [term(broken)], false],
  ["one that does not parse beside one that matches", [term(broken), term(h100)], true],
  ["a condition that does not parse spoils its term", [term(h100, broken)], false],
  ["wherever it stands", [term(broken, h100)], false],
  ["contradicting conditions", [term(h100, a100)], false],
  ["one key twice", [term(gpu, requirement("gpu", "NotIn", "false"))], true],
  ["labels and fields", [{ expressions: [h100], fields: [here] }], true],
  ["labels, but not fields", [{ expressions: [h100], fields: [elsewhere] }], false],
  ["fields, but not labels", [{ expressions: [a100], fields: [here] }], false],
  ["fields that do not parse spoil the labels", [{ expressions: [h100], fields: [broken] }], false],
  ["two names at once", [fieldTerm(here, elsewhere)], false],
  ["a name, or a label", [fieldTerm(elsewhere), term(gpu)], true],
];

describe("terms", () => {
  it.each(TERM_ROWS)("%s", (_name, terms, matches) => {
    expect(matchesTerms(terms, node({ labels: { gpu: "true", model: "h100" } }))).toBe(matches);
  });
});

type SelectorRow = readonly [
  name: string,
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
  unmet: readonly string[],
];

const SELECTOR_ROWS: readonly SelectorRow[] = [
  ["nothing asked", {}, { a: "1" }, []],
  ["the same labels", { a: "1" }, { a: "1" }, []],
  ["more labels than asked", { a: "1" }, { a: "1", b: "2" }, []],
  ["fewer labels than asked", { a: "1", b: "2" }, { a: "1" }, ["b=2"]],
  ["another value", { a: "1" }, { a: "2" }, ["a=1"]],
  ["all that is unmet, in order", { c: "1", a: "1", b: "1" }, { a: "1" }, ["c=1", "b=1"]],
  ["an empty value is met by an empty label", { a: "" }, { a: "" }, []],
  ["an empty value is not met by no label", { a: "" }, {}, ["a="]],
  ["values are compared as text", { a: "08" }, { a: "8" }, ["a=08"]],
  ["nothing is validated: a value with blanks", { a: "b c" }, { a: "b c" }, []],
  ["nothing is validated: a key with blanks", { "a b": "c" }, { "a b": "c" }, []],
  ["a key that is a name of JavaScript", { constructor: "a" }, {}, ["constructor=a"]],
];

describe("nodeSelector", () => {
  it.each(SELECTOR_ROWS)("%s", (_name, selector, labels, unmet) => {
    const found = unmetEntries(new Map(Object.entries(selector)), new Map(Object.entries(labels)));
    expect(found.map(({ key, value }) => `${key}=${value}`)).toEqual(unmet);
  });
});

describe("for any label", () => {
  const value = fc.stringMatching(/^[A-Za-z0-9]{0,3}$/);
  const label = fc.option(value, { nil: null });
  const on = (found: string | null) => node({ labels: found === null ? {} : { k: found } });

  test("NotIn is what In is not, and DoesNotExist what Exists is not", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 3 }), label, (values, found) => {
        const is = (operator: string, ...of: string[]) =>
          matchesTerms([term(requirement("k", operator, ...of))], on(found));
        expect(is("NotIn", ...values)).toBe(!is("In", ...values));
        expect(is("DoesNotExist")).toBe(!is("Exists"));
      }),
    );
  });

  test("of Gt, Lt and equality exactly one holds for integers", () => {
    const integer = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(integer, fc.oneof(integer, fc.bigInt({ min: 0n, max: 3n })), (limit, found) => {
        const is = (operator: string) =>
          matchesTerms([term(requirement("k", operator, String(limit)))], on(String(found)));
        expect([is("Gt"), is("Lt"), is("In")].filter(Boolean)).toHaveLength(1);
        expect(is("Gt")).toBe(found > limit);
      }),
    );
  });
});
