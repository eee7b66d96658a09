import { TABLE } from "../../src/k8s/schema/data/table.ts";
import { type FieldRow, type FieldType, fieldRows, tableOf } from "../../src/k8s/schema/table.ts";
import { NEWEST_KNOWN_MINOR } from "../../src/k8s/version.ts";
import type { Shape } from "./shape.ts";

/**
 * A definition of Kubernetes itself that a shape is a copy of, and where the copy differs from the newest version:
 * `-PodSpec.resources` lacks the field, `?` does not require it, `!` requires it, `*` takes anything there, and `0` is an
 * object of which it keeps nothing.
 */
export interface CoreTwin {
  readonly definition: string;
  readonly differences: ReadonlySet<string>;
}

interface CoreDefinition {
  readonly name: string;
  /** By field: its type in the newest version that has it. */
  readonly types: ReadonlyMap<string, FieldType>;
  readonly newest: ReadonlyMap<string, FieldRow>;
}

/** Copies of these keep few of the fields, by design. */
const PARTIAL = "meta.v1.ObjectMeta";

/** A copy of a definition has at least this part of the fields that the newest version has. */
const LEAST_SHARE = 0.55;

/** Finds what shapes are copies of. */
export function twinFinder(): (shape: Shape) => CoreTwin | null {
  const definitions = coreDefinitions();
  const byName = new Map(definitions.map((one) => [one.name, one]));
  const known = new Map<string, Map<Shape, ReadonlySet<string> | null>>();

  const compare = (shape: Shape, { name, types, newest }: CoreDefinition): ReadonlySet<string> | null => {
    if (shape.form !== "object" || shape.isOpen) return null;
    const differences = new Set<string>();
    const short = name.slice(name.lastIndexOf(".") + 1);
    for (const [field, inner] of shape.fields) {
      const type = types.get(field);
      const found = type === undefined ? null : compareType(inner, type, `${short}.${field}`);
      if (found === null) return null;
      for (const one of found) differences.add(one);
      const row = newest.get(field);
      if (shape.required.has(field) && row?.required !== true) differences.add(`!${short}.${field}`);
      if (!shape.required.has(field) && row?.required === true) differences.add(`?${short}.${field}`);
    }
    const lacking = [...newest.keys()].filter((field) => !shape.fields.has(field));
    for (const field of lacking) differences.add(`-${short}.${field}`);
    const share = (newest.size - lacking.length) / newest.size;
    const isPart = name === PARTIAL && shape.fields.has("labels");
    return share >= LEAST_SHARE || isPart ? differences : null;
  };
  const remembered = (shape: Shape, definition: CoreDefinition) => {
    const ofDefinition = known.get(definition.name) ?? new Map<Shape, ReadonlySet<string> | null>();
    known.set(definition.name, ofDefinition);
    const before = ofDefinition.get(shape);
    if (before !== undefined) return before;
    const found = compare(shape, definition);
    ofDefinition.set(shape, found);
    return found;
  };
  const compareType = (shape: Shape, type: FieldType, at: string): ReadonlySet<string> | null => {
    if (type.form === "any") return NONE;
    const isOpen = shape.form === "any" || (shape.form === "map" && shape.of.form === "any");
    if (isOpen) return new Set([`*${at}`]);
    if (type.form === "scalar")
      return shape.form === "scalar" && SCALARS[type.scalar]?.includes(shape.letter) === true ? NONE : null;
    if (type.form === "object") {
      const definition = byName.get(type.definition);
      if (shape.form !== "object" || definition === undefined) return null;
      const isEmpty = shape.fields.size === 0 && definition.newest.size > 0 && !shape.isOpen;
      return isEmpty ? new Set([`0${at}`]) : remembered(shape, definition);
    }
    return shape.form === type.form ? compareType(shape.of, type.of, at) : null;
  };
  return (shape) => {
    if (shape.form !== "object" || shape.fields.size < 2 || shape.isOpen) return null;
    const twins = definitions.flatMap((definition): readonly CoreTwin[] => {
      const differences = remembered(shape, definition);
      return differences === null ? [] : [{ definition: definition.name, differences }];
    });
    return twins.sort((a, b) => a.differences.size - b.differences.size)[0] ?? null;
  };
}

const NONE: ReadonlySet<string> = new Set();

/** By type of a field of Kubernetes: how copies of it are written. */
const SCALARS: Readonly<Record<string, string>> = {
  string: "s",
  boolean: "b",
  int32: "il",
  int64: "il",
  quantity: "Qx",
  "int-or-string": "Qx",
  time: "ts",
};

/** All definitions of the table but the kinds themselves. */
function coreDefinitions(): readonly CoreDefinition[] {
  const table = tableOf(TABLE);
  return TABLE.split("\n# ").flatMap((section) => {
    const [prefix = "", ...lines] = section.replace(/^\n?# /, "").split("\n");
    return lines.flatMap((line): readonly CoreDefinition[] => {
      const [, short = "", mark] = /^(\w+)([|@(])/.exec(line) ?? [];
      if (short === "" || mark === "(") return [];
      const name = `${prefix}.${short}`;
      const rows = fieldRows(table, name);
      const newest = rows.filter(({ minors }) => minors.last >= NEWEST_KNOWN_MINOR);
      if (newest.length === 0) return [];
      return [
        {
          name,
          types: new Map(rows.map((row) => [row.name, row.type])),
          newest: new Map(newest.map((row) => [row.name, row])),
        },
      ];
    });
  });
}
