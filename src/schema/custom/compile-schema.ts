import { Ajv, type SchemaValidateFunction, type ValidateFunction } from "ajv";
import { compilePattern, type Pattern } from "../pattern/compile-pattern.ts";
import { FORMATS } from "./formats.ts";
import { COST, type Keywords, LIST_KEYS, UNIQUE } from "./keywords.ts";
import { costOfMatch, type Meter, sizeOf } from "./meter.ts";

/**
 * A schema as a function of ajv, which collects all errors and counts its steps; it throws `TooComplex` where they are
 * too many. What ajv generates cannot be stopped from outside: a schema that refers to one twice doubles the work with
 * each such step. So each schema has a keyword that counts.
 * @throws Error where it is no schema that ajv takes; RangeError where it is nested too deeply.
 */
export function compileSchema(keywords: Keywords, meter: Meter): ValidateFunction {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    // `constructor` is a field like any other.
    ownProperties: true,
    inlineRefs: false,
    meta: false,
    validateSchema: false,
    logger: false,
    formats: FORMATS,
    code: { optimize: false, regExp: patternEngine(meter) },
  });
  // One function each for all schemas: ajv takes quadratic time where each schema has one of its own.
  ajv.addKeyword({ keyword: COST, errors: false, validate: counter(meter) });
  ajv.addKeyword({ keyword: LIST_KEYS, type: "array", errors: true, validate: listKeysCheck() });
  ajv.addKeyword({ keyword: UNIQUE, type: "array", errors: true, validate: uniqueCheck() });
  return ajv.compile(keywords);
}

function counter(meter: Meter) {
  return (cost: number, value: unknown): boolean => {
    meter.take(cost * sizeOf(value));
    return true;
  };
}

/** Patterns as Go reads them, and never for longer than their length times the text's. */
function patternEngine(meter: Meter) {
  const spend = (work: number): void => meter.take(costOfMatch(work));
  const made = new Map<string, { readonly test: Pattern }>();
  const engine = (pattern: string) => {
    const before = made.get(pattern);
    if (before !== undefined) return before;
    const one = { test: compilePattern(pattern, spend) ?? (() => true), toString: () => `linear ${pattern}` };
    made.set(pattern, one);
    return one;
  };
  // ajv names in its code what the engine is called.
  return Object.assign(engine, { code: "linearPattern" });
}

/** The API server tells the items of such a list apart by these fields (apiextensions `ValidateListSetsAndMaps`). */
function listKeysCheck(): SchemaValidateFunction {
  return twinCheck<readonly string[]>(LIST_KEYS, (item, keys) =>
    typeof item === "object" && item !== null
      ? JSON.stringify(keys.map((key) => (Object.hasOwn(item, key) ? (item as Keywords)[key] : null)))
      : null,
  );
}

function uniqueCheck(): SchemaValidateFunction {
  return twinCheck(UNIQUE, (item) => JSON.stringify(item, sortedKeys));
}

/** In what order the fields of a map are written does not matter. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Refuses a list with two items of the same id; an item without one is like no other. */
function twinCheck<Said>(
  keyword: string,
  idOf: (item: unknown, said: Said) => string | null,
): SchemaValidateFunction {
  const check: SchemaValidateFunction = (said: Said, items: readonly unknown[]) => {
    const seen = new Map<string, number>();
    for (const [index, item] of items.entries()) {
      const id = idOf(item, said);
      if (id === null) continue;
      const first = seen.get(id);
      if (first !== undefined) {
        // ajv reads the errors of a keyword from its function.
        check.errors = [{ keyword, params: { said, i: first, j: index } }];
        return false;
      }
      seen.set(id, index);
    }
    return true;
  };
  return check;
}
