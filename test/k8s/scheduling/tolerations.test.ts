import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  covers,
  tolerates,
  tolerationsOf,
  untoleratedTaints,
} from "../../../src/k8s/scheduling/tolerations.ts";
import type { Taint, TolerationView } from "../../../src/k8s/scheduling/types.ts";
import { leadPodSet } from "../../../src/k8s/workload.ts";
import { podOf } from "./build.ts";

/** `key=value:Effect`. */
function taint(text: string): Taint {
  const [, key = "", value = "", effect = ""] = /^([^=:]*)(?:=([^:]*))?:(.+)$/.exec(text) ?? [];
  return { key, value, effect: effect as Taint["effect"] };
}

function toleration(parts: Partial<TolerationView>): TolerationView {
  return { key: null, operator: null, value: null, effect: null, ...parts };
}

type Row = readonly [name: string, toleration: Partial<TolerationView>, taint: string, tolerated: boolean];

const EQUAL = { key: "k", operator: "Equal", value: "v", effect: "NoSchedule" } as const;
const EXISTS = { key: "k", operator: "Exists", effect: "NoSchedule" } as const;

const ROWS: readonly Row[] = [
  ["Equal, all the same", EQUAL, "k=v:NoSchedule", true],
  ["Equal, another value", EQUAL, "k=w:NoSchedule", false],
  ["Equal, another key", EQUAL, "l=v:NoSchedule", false],
  ["Equal, another effect", EQUAL, "k=v:NoExecute", false],
  ["Equal, the taint has no value", EQUAL, "k:NoSchedule", false],
  ["Equal, neither has a value", { ...EQUAL, value: null }, "k:NoSchedule", true],
  ["Equal, an empty value is no value", { ...EQUAL, value: "" }, "k:NoSchedule", true],
  ["Equal, only the taint has a value", { ...EQUAL, value: null }, "k=v:NoSchedule", false],
  ["Equal, case counts", { ...EQUAL, value: "V" }, "k=v:NoSchedule", false],
  ["Equal, values are text", { ...EQUAL, value: "01" }, "k=1:NoSchedule", false],
  ["Equal, no effect is every effect", { ...EQUAL, effect: null }, "k=v:NoExecute", true],
  ["Equal, no effect, another value", { ...EQUAL, effect: null }, "k=w:NoExecute", false],
  ["no operator is Equal", { ...EQUAL, operator: null }, "k=v:NoSchedule", true],
  ["no operator, another value", { ...EQUAL, operator: null }, "k=w:NoSchedule", false],
  ["an empty operator is Equal", { ...EQUAL, operator: "" }, "k=v:NoSchedule", true],
  ["Exists, any value", EXISTS, "k=v:NoSchedule", true],
  ["Exists, no value", EXISTS, "k:NoSchedule", true],
  ["Exists, another key", EXISTS, "l=v:NoSchedule", false],
  ["Exists, a longer key", EXISTS, "k8s=v:NoSchedule", false],
  ["Exists, another effect", EXISTS, "k=v:NoExecute", false],
  ["Exists, the weaker effect is another one", EXISTS, "k=v:PreferNoSchedule", false],
  ["Exists, no effect is every effect", { ...EXISTS, effect: null }, "k=v:NoExecute", true],
  ["Exists, no effect is PreferNoSchedule too", { ...EXISTS, effect: null }, "k:PreferNoSchedule", true],
  ["Exists, an empty effect is every effect", { ...EXISTS, effect: "" }, "k=v:NoExecute", true],
  ["Exists, a value does not count", { ...EXISTS, value: "w" }, "k=v:NoSchedule", true],
  ["Exists, no key is every key", { ...EXISTS, key: null }, "other=v:NoSchedule", true],
  ["Exists, no key, another effect", { ...EXISTS, key: null }, "other=v:NoExecute", false],
  ["Exists and nothing else is everything", { operator: "Exists" }, "other=v:NoExecute", true],
  ["an empty key is every key", { operator: "Exists", key: "" }, "other=v:NoExecute", true],
  ["no key and Equal, the same value", { value: "v" }, "other=v:NoSchedule", true],
  ["no key and Equal, another value", { value: "v" }, "other=w:NoSchedule", false],
  ["nothing at all, a taint without value", {}, "other:NoSchedule", true],
  ["nothing at all, a taint with a value", {}, "other=v:NoSchedule", false],
  ["an unknown operator", { ...EQUAL, operator: "In" }, "k=v:NoSchedule", false],
  ["an operator in lower case", { ...EXISTS, operator: "exists" }, "k=v:NoSchedule", false],
  ["Gt is alpha", { ...EQUAL, operator: "Gt", value: "1" }, "k=2:NoSchedule", false],
  ["Lt is alpha", { ...EQUAL, operator: "Lt", value: "2" }, "k=1:NoSchedule", false],
  ["Gt is not Equal either", { ...EQUAL, operator: "Gt", value: "1" }, "k=1:NoSchedule", false],
  ["an unknown effect", { ...EXISTS, effect: "noschedule" }, "k=v:NoSchedule", false],
];

describe("a toleration", () => {
  it.each(ROWS)("%s", (_name, parts, text, tolerated) => {
    expect(tolerates(toleration(parts), taint(text))).toBe(tolerated);
  });
});

type FilterRow = readonly [
  name: string,
  tolerations: readonly Partial<TolerationView>[],
  taints: readonly string[],
  left: readonly string[],
];

const FILTER_ROWS: readonly FilterRow[] = [
  ["no taints", [], [], []],
  ["NoSchedule keeps away", [], ["k=v:NoSchedule"], ["k=v:NoSchedule"]],
  ["NoExecute keeps away", [], ["k=v:NoExecute"], ["k=v:NoExecute"]],
  ["PreferNoSchedule keeps nobody away", [], ["k=v:PreferNoSchedule"], []],
  ["one toleration for each taint", [EXISTS, { ...EXISTS, key: "l" }], ["l:NoSchedule", "k:NoSchedule"], []],
  [
    "all that are left, in order",
    [EXISTS],
    ["a:NoSchedule", "k:NoSchedule", "b:NoExecute"],
    ["a=:NoSchedule", "b=:NoExecute"],
  ],
  ["one key with two effects", [EXISTS], ["k:NoSchedule", "k:NoExecute"], ["k=:NoExecute"]],
  ["one toleration for everything", [{ operator: "Exists" }], ["a=1:NoSchedule", "b=2:NoExecute"], []],
  ["a toleration without a taint does nothing", [{ ...EXISTS, key: "other" }], [], []],
];

describe("the taints that keep a pod away", () => {
  it.each(FILTER_ROWS)("%s", (_name, tolerations, taints, left) => {
    const found = untoleratedTaints(tolerations.map(toleration), taints.map(taint));
    expect(found.map(({ key, value, effect }) => `${key}=${value}:${effect}`)).toEqual(left);
  });
});

describe("tolerations are read", () => {
  it.each([
    ["none", "{}", []],
    ["null", "{tolerations: null}", []],
    ["a full one", "{tolerations: [{key: k, operator: Equal, value: v, effect: NoSchedule}]}", [EQUAL]],
    [
      "what is missing or empty is null",
      '{tolerations: [{operator: Exists, key: "", effect: ""}]}',
      [{ operator: "Exists" }],
    ],
    ["an empty value stays", '{tolerations: [{key: k, value: ""}]}', [{ key: "k", value: "" }]],
    ["in order", "{tolerations: [{key: b}, {key: a}]}", [{ key: "b" }, { key: "a" }]],
    [
      "through an alias",
      "{x: &t {key: k, operator: Exists}, tolerations: [*t]}",
      [{ key: "k", operator: "Exists" }],
    ],
    [
      "through a merge key",
      "{x: &t {key: k}, tolerations: [{<<: *t, operator: Exists}]}",
      [{ key: "k", operator: "Exists" }],
    ],
  ] satisfies readonly (readonly [string, string, readonly Partial<TolerationView>[]])[])(
    "%s",
    (_name, spec, views) => {
      expect(tolerationsOf(leadPodSet(podOf(spec)).podSpec)).toEqual(views.map(toleration));
    },
  );
});

const KEYS = ["a", "b"];
const VALUES = ["", "1"];
const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;

/** Every toleration over two keys and two values, also those that the API server refuses. */
const VIEWS: readonly TolerationView[] = [null, ...KEYS].flatMap((key) =>
  [null, "Equal", "Exists", "Gt"].flatMap((operator) =>
    [null, ...VALUES].flatMap((value) =>
      [null, ...EFFECTS].map((effect) => ({ key, operator, value, effect })),
    ),
  ),
);

/** Every taint over these, with a key and a value that no toleration names. */
const TAINTS: readonly Taint[] = [...KEYS, "c"].flatMap((key) =>
  [...VALUES, "2"].flatMap((value) => EFFECTS.map((effect) => ({ key, value, effect }))),
);

describe("covering", () => {
  const reaches = VIEWS.map((view) => TAINTS.map((one) => tolerates(view, one)));
  const reachesAll = (wide: number, narrow: number) =>
    TAINTS.every((_taint, index) => !reaches[narrow]?.[index] || reaches[wide]?.[index]);
  const pairs = VIEWS.flatMap((wide, w) => VIEWS.map((narrow, n) => ({ wide, narrow, w, n })));
  const isWellFormed = ({ key, operator }: TolerationView) =>
    operator !== "Gt" && (key !== null || operator === "Exists");

  test("what covers another toleration tolerates every taint that the other does", () => {
    const covered = pairs.filter(({ wide, narrow }) => covers(wide, narrow));
    expect(covered.length).toBeGreaterThan(500);
    expect(covered.filter(({ w, n }) => !reachesAll(w, n))).toEqual([]);
  });

  test("a well-formed toleration that tolerates as much as another one covers it", () => {
    const missed = pairs.filter(
      ({ wide, narrow, w, n }) =>
        isWellFormed(wide) && isWellFormed(narrow) && reachesAll(w, n) && !covers(wide, narrow),
    );
    expect(missed).toEqual([]);
  });
});

test("without a key only Exists covers anything: the API server refuses the rest", () => {
  const narrow = toleration({ key: "a", value: "1", effect: "NoSchedule" });
  expect(covers(toleration({ value: "1" }), narrow)).toBe(false);
  expect(covers(toleration({ operator: "Exists" }), narrow)).toBe(true);
});

test("a further toleration never keeps a pod away", () => {
  const view = fc.constantFrom(...VIEWS);
  fc.assert(
    fc.property(fc.array(view), view, fc.array(fc.constantFrom(...TAINTS)), (some, one, taints) => {
      const before = untoleratedTaints(some, taints);
      expect(before).toEqual(expect.arrayContaining([...untoleratedTaints([...some, one], taints)]));
    }),
  );
});
