import type { Keywords } from "./keywords.ts";

/**
 * The steps that judging an object may take however short it is. A step is one schema, of those that have others in them,
 * that looks at one value (`costOf`). The object of public repositories that takes longest takes 224; these take half a
 * second.
 */
const STEPS_FOR_ANY = 200_000;

/** Further steps for each letter of its JSON; a list of nothing but empty maps takes less than one. */
const STEPS_PER_LETTER = 2;

/** The most steps that judging an object may take whose JSON has so many letters. */
export function mostSteps(letters: number): number {
  return STEPS_FOR_ANY + STEPS_PER_LETTER * letters;
}

/** Leaves the recursion of judging an object that takes too many steps; never leaves this folder. */
export class TooComplex extends Error {}

/** Counts the steps of judging one object after another. */
export class Meter {
  #taken = 0;
  #most = 0;

  /** Steps of the object that was judged last, or is being judged. */
  get taken(): number {
    return this.#taken;
  }

  /** Begins with the next object, whose JSON has so many letters. */
  restart(letters: number): void {
    this.#taken = 0;
    this.#most = mostSteps(letters);
  }

  /** @throws TooComplex */
  take(steps: number): void {
    this.#taken += steps;
    if (this.#taken > this.#most) throw new TooComplex();
  }
}

/** How many fields, items or words of a schema are looked at in the time of a step. */
const AT_ONCE = 32;

/** How many positions of a pattern are held against a letter in the time of a step. */
const PATTERN_WORK_AT_ONCE = 1024;

/** Keywords that have other schemas, or judge by words and patterns. */
const LONG = [
  "$ref",
  "properties",
  "patternProperties",
  "additionalProperties",
  "propertyNames",
  "items",
  "contains",
];
const LISTS = ["allOf", "anyOf", "oneOf", "required", "enum"];
const BRANCHES = ["not", "if", "dependencies", "uniqueItems"];

/**
 * How many steps a schema takes at a value of size one, without the schemas in it. Zero for one that looks at the value
 * once, such as at its type: whatever leads to it counts, and ajv takes longer to make every schema count than the rest.
 */
export function costOf(schema: Keywords): number {
  const leadsOn = [...LONG, ...LISTS, ...BRANCHES].some((keyword) => schema[keyword] !== undefined);
  const lists = [
    Object.keys((schema.properties ?? {}) as Keywords),
    ...LISTS.map((keyword) => schema[keyword]),
  ];
  const length = lists.reduce((total: number, one) => total + (Array.isArray(one) ? one.length : 0), 0);
  return (leadsOn ? 1 : 0) + Math.floor(length / AT_ONCE);
}

/** How many times as long as an empty one a value takes. */
export function sizeOf(value: unknown): number {
  return 1 + Math.floor(lengthOf(value) / AT_ONCE);
}

function lengthOf(value: unknown): number {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return typeof value === "object" && value !== null ? Object.keys(value).length : 0;
}

/** How many steps a match takes that holds each position of a pattern against each letter. */
export function costOfMatch(work: number): number {
  return Math.floor(work / PATTERN_WORK_AT_ONCE);
}
