import { apiGroup } from "../kinds.ts";

/**
 * The table of the built-in kinds, read. `npm run schema` writes it from the OpenAPI definitions that Kubernetes
 * publishes with each release; one text for all versions, because most definitions never change:
 *
 *     # core.v1                                               section: what follows is core.v1.NAME
 *     Pod(v1)|apiVersion:s|spec:PodSpec|metadata:meta.v1.ObjectMeta|…     a kind, with its apiVersion
 *     Container|args:[s|name!:s|restartPolicyRules@34-:[ContainerRestartRule|…
 *
 * `!` required, `@34-` from 1.34 on, `@-30` until 1.30, `[` list of, `{` map of; s text, b boolean, i int32, l int64,
 * q Quantity, x IntOrString, t time, a anything; else the name of a definition, without its section where it is the same.
 *
 * The tables of custom resources are written the same way, and have more: n any number, Q a quantity there, `s(a;b)` one of these texts,
 * `i(1..8)` a number in this range, `core.v1.PodSpec~3` a copy that differs (`published/copies.ts`), `*` any other field.
 *
 * Nothing is read before it is asked for, and without regular expressions, which V8 compiles first: a run that checks
 * one object needs a hundredth of the table.
 */
export interface Table {
  readonly text: string;
  /** Where each section begins that has been looked for. */
  readonly sections: Map<string, number>;
}

/** A built-in kind, and which versions of Kubernetes serve it. */
export interface ServedKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly definition: string;
  readonly minors: MinorRange;
}

/** Minor versions of Kubernetes, both ends included; an end that is open is infinite. */
export interface MinorRange {
  readonly first: number;
  readonly last: number;
}

export type ScalarType =
  | "string"
  | "boolean"
  | "int32"
  | "int64"
  | "number"
  | "quantity"
  | "custom-quantity"
  | "int-or-string"
  | "time";

/** What a field holds. `any` is not judged. */
export type FieldType =
  /** Limits are `a;b` for texts and `1..8` for numbers. */
  | { readonly form: "scalar"; readonly scalar: ScalarType; readonly limits?: string }
  | { readonly form: "list" | "map"; readonly of: FieldType }
  | { readonly form: "object"; readonly definition: string }
  | { readonly form: "any" };

export interface FieldRow {
  readonly name: string;
  readonly required: boolean;
  readonly minors: MinorRange;
  readonly type: FieldType;
}

/** The table over its text. */
export function tableOf(text: string): Table {
  return { text, sections: new Map() };
}

/** The built-in kinds of one name, in all groups and versions. */
export function kindsNamed({ text }: Table, kind: string): readonly ServedKind[] {
  if (kind.includes("\n")) return [];
  const kinds: ServedKind[] = [];
  const head = `\n${kind}(`;
  for (let at = text.indexOf(head); at >= 0; at = text.indexOf(head, at + 1)) {
    const start = at + head.length;
    const close = text.indexOf(")", start);
    const apiVersion = text.slice(start, close);
    const section = text.lastIndexOf(SECTION, at) + SECTION.length;
    kinds.push({
      group: apiGroup(apiVersion),
      apiVersion,
      kind,
      definition: `${text.slice(section, text.indexOf("\n", section))}.${kind}`,
      minors: rangeOf(text.slice(close + 1, text.indexOf("|", close))),
    });
  }
  return kinds;
}

const SECTION = "\n# ";

/** The line of a definition by its name with its section; null for one that the table does not hold. */
export function lineOf(table: Table, definition: string): string | null {
  const { text } = table;
  const dot = definition.lastIndexOf(".");
  const start = sectionStart(table, definition.slice(0, dot));
  if (start < 0) return null;
  const next = text.indexOf(SECTION, start);
  const end = next < 0 ? text.length : next;
  const name = `\n${definition.slice(dot + 1)}`;
  for (let at = text.indexOf(name, start); at >= 0 && at < end; at = text.indexOf(name, at + 1))
    if ("|(@".includes(text.charAt(at + name.length))) return text.slice(at + 1, text.indexOf("\n", at + 1));
  return null;
}

/** Where the line of the section ends; negative without one. */
function sectionStart({ text, sections }: Table, section: string): number {
  const known = sections.get(section);
  if (known !== undefined) return known;
  const head = `${SECTION}${section}`;
  const at = text.indexOf(`${head}\n`);
  const start = at < 0 ? -1 : at + head.length;
  sections.set(section, start);
  return start;
}

/** The rows of a definition; a field whose type or need has changed has several, with versions that do not overlap. */
export function fieldRows(table: Table, definition: string): readonly FieldRow[] {
  const line = lineOf(table, definition) ?? "";
  const rows: FieldRow[] = [];
  for (let at = line.indexOf("|"); at >= 0; at = line.indexOf("|", at + 1))
    rows.push(rowAt(line, at + 1, sectionOf(definition)));
  return rows;
}

/** The rows of one field in the line of a definition. */
export function rowsOfField(line: string, definition: string, field: string): readonly FieldRow[] {
  // No field has one of these, and together with what follows a name they could look like several rows.
  if (["|", "!", "@", ":"].some((mark) => field.includes(mark))) return [];
  const rows: FieldRow[] = [];
  const head = `|${field}`;
  for (let at = line.indexOf(head); at >= 0; at = line.indexOf(head, at + 1))
    if ("!@:".includes(line.charAt(at + head.length))) rows.push(rowAt(line, at + 1, sectionOf(definition)));
  return rows;
}

/** The rows of a line that are required in some version. */
export function requiredRows(line: string, definition: string): readonly FieldRow[] {
  const rows: FieldRow[] = [];
  for (let at = line.indexOf("!"); at >= 0; at = line.indexOf("!", at + 1))
    rows.push(rowAt(line, line.lastIndexOf("|", at) + 1, sectionOf(definition)));
  return rows;
}

function sectionOf(definition: string): string {
  return definition.slice(0, definition.lastIndexOf("."));
}

/** Reads `name!@34-:type`. */
function rowAt(line: string, start: number, section: string): FieldRow {
  const bar = line.indexOf("|", start);
  const row = line.slice(start, bar < 0 ? line.length : bar);
  const colon = row.indexOf(":");
  const head = row.slice(0, colon);
  const at = head.indexOf("@");
  const name = at < 0 ? head : head.slice(0, at);
  const required = name.endsWith("!");
  return {
    name: required ? name.slice(0, -1) : name,
    required,
    minors: at < 0 ? ALWAYS : rangeOf(head.slice(at)),
    type: typeOf(row.slice(colon + 1), section),
  };
}

const ALWAYS: MinorRange = { first: 0, last: Number.POSITIVE_INFINITY };

/** `@34-`, `@-30`, `@31-33`; empty for all versions. */
function rangeOf(range: string): MinorRange {
  const dash = range.indexOf("-");
  if (dash < 0) return ALWAYS;
  const [first, last] = [range.slice(1, dash), range.slice(dash + 1)];
  return {
    first: first === "" ? ALWAYS.first : Number(first),
    last: last === "" ? ALWAYS.last : Number(last),
  };
}

const SCALARS: Readonly<Record<string, ScalarType>> = {
  s: "string",
  b: "boolean",
  i: "int32",
  l: "int64",
  n: "number",
  q: "quantity",
  Q: "custom-quantity",
  x: "int-or-string",
  t: "time",
};

function typeOf(text: string, section: string): FieldType {
  if (text.startsWith("[")) return { form: "list", of: typeOf(text.slice(1), section) };
  if (text.startsWith("{")) return { form: "map", of: typeOf(text.slice(1), section) };
  if (text === "a") return { form: "any" };
  const scalar = SCALARS[text];
  if (scalar !== undefined) return { form: "scalar", scalar };
  const limited = text.charAt(1) === "(" ? SCALARS[text.charAt(0)] : undefined;
  if (limited !== undefined) return { form: "scalar", scalar: limited, limits: text.slice(2, -1) };
  return { form: "object", definition: text.includes(".") ? text : `${section}.${text}` };
}
