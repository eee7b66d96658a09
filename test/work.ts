import { Session } from "node:inspector";

/** Functions whose work counts: those of the project and of the packages that it ships, not those of the test runner. */
const COUNTED = /\/gpuify-sources\/.*\.mjs|\/node_modules\/(?:js-yaml|yaml|ajv|re2js)\//;

/**
 * What a run does, whatever else the machine does: how often functions were called, and how many items and letters
 * built-in functions and loops over lists went through. Backtracking inside one regular expression is not seen, nor is a
 * loop that counts an index and calls nothing.
 */
export async function workOf(run: () => unknown): Promise<number> {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  // Not `detailed`: blocks are counted only in what is compiled after this.
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  const builtIn = countBuiltIns();
  try {
    await run();
    return builtIn.count() + callsIn(session);
  } finally {
    builtIn.stop();
    session.post("Profiler.stopPreciseCoverage");
    session.disconnect();
  }
}

/** How many times the work of something grows when it becomes four times as large: 4 in proportion, 16 with its square. */
export async function growthOf(size: number, prepare: (size: number) => () => unknown): Promise<number> {
  const [small, large] = [prepare(size), prepare(4 * size)];
  // Whatever is made ready once is no growth.
  await prepare(1)();
  return (await workOf(large)) / (await workOf(small));
}

/** Growth up to this is in proportion, with what sorting and rounding add. */
export const PROPORTION = 5;

function callsIn(session: Session): number {
  let sum = 0;
  session.post("Profiler.takePreciseCoverage", (error, taken) => {
    if (error !== null) throw new Error(error.message);
    for (const { url, functions } of taken.result)
      if (COUNTED.test(url)) for (const { ranges } of functions) for (const { count } of ranges) sum += count;
  });
  return sum;
}

type Method = (this: unknown, ...args: unknown[]) => unknown;
/** How much a call went through, by what it was called on and what it gave. */
type Measure = (on: unknown, result: unknown, args: readonly unknown[]) => number;

const all: Measure = (on) => lengthOf(on);
const given: Measure = (_, result) => lengthOf(result);
/** What stands behind the place is moved. */
const moved: Measure = (on, _, [start]) => Math.max(1, lengthOf(on) - Number(start));
const upTo: Measure = (on, result, [, from]) =>
  Math.max(0, (result === -1 ? lengthOf(on) : Number(result)) - Number(from ?? 0));
/** A sticky expression looks at one place; another that finds nothing has looked at the whole text. */
const searched: Measure = (on, result, [text]) => {
  if (result !== null) return (result as RegExpExecArray)[0].length;
  return (on as RegExp).sticky ? 1 : lengthOf(text);
};

const BUILT_INS: readonly (readonly [prototype: object, measure: Measure, names: readonly PropertyKey[]])[] =
  [
    [Array.prototype, all, ["includes", "shift", "unshift", "reverse", "join", "flat", Symbol.iterator]],
    [Array.prototype, given, ["slice", "concat", "toSpliced", "toReversed", "with"]],
    [Array.prototype, moved, ["splice"]],
    [Array.prototype, upTo, ["indexOf"]],
    [String.prototype, all, ["split", "replace", "replaceAll", "matchAll", "includes", "repeat"]],
    [String.prototype, upTo, ["indexOf"]],
    [RegExp.prototype, searched, ["exec"]],
  ];

function countBuiltIns() {
  let sum = 0;
  const undo = BUILT_INS.flatMap(([prototype, measure, names]) =>
    names.map((name) => {
      const before = Object.getOwnPropertyDescriptor(prototype, name);
      const method = before?.value as Method;
      const value: Method = function counted(...args) {
        const result = method.apply(this, args);
        sum += measure(this, result, args);
        return result;
      };
      Object.defineProperty(prototype, name, { ...before, value });
      return () => Object.defineProperty(prototype, name, before ?? {});
    }),
  );
  return {
    count: () => sum,
    stop: () => {
      for (const one of undo) one();
    },
  };
}

function lengthOf(value: unknown): number {
  return typeof value === "string" || Array.isArray(value) ? value.length : 1;
}
