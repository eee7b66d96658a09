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
 */
export interface Table {
  readonly kinds: readonly ServedKind[];
  /** The line of each definition, by its name with its section. */
  readonly lines: ReadonlyMap<string, string>;
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

export type ScalarType = "string" | "boolean" | "int32" | "int64" | "quantity" | "int-or-string" | "time";

/** What a field holds. `any` is not judged. */
export type FieldType =
  | { readonly form: "scalar"; readonly scalar: ScalarType }
  | { readonly form: "list" | "map"; readonly of: FieldType }
  | { readonly form: "object"; readonly definition: string }
  | { readonly form: "any" };

export interface FieldRow {
  readonly name: string;
  readonly required: boolean;
  readonly minors: MinorRange;
  readonly type: FieldType;
}

/** Splits the table into its definitions; these are read when they are first needed. */
export function indexTable(text: string): Table {
  const kinds: ServedKind[] = [];
  const lines = new Map<string, string>();
  let section = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("# ")) section = line.slice(2);
    else if (line !== "") {
      const head = line.slice(0, line.indexOf("|"));
      const [, name = "", apiVersion, range] = /^(\w+)(?:\((.+)\))?(@.*)?$/.exec(head) ?? [];
      const definition = `${section}.${name}`;
      lines.set(definition, line);
      if (apiVersion !== undefined)
        kinds.push({
          group: apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "",
          apiVersion,
          kind: name,
          definition,
          minors: rangeOf(range),
        });
    }
  }
  return { kinds, lines };
}

/** The rows of a definition; a field whose type or need has changed has several, with versions that do not overlap. */
export function fieldRows(table: Table, definition: string): readonly FieldRow[] {
  const section = definition.slice(0, definition.lastIndexOf("."));
  const [, ...rows] = (table.lines.get(definition) ?? "").split("|");
  return rows.map((row) => {
    const [, name = "", flag, range, type = ""] = /^([^!@:]+)(!?)(@[^:]*)?:(.*)$/.exec(row) ?? [];
    return { name, required: flag === "!", minors: rangeOf(range), type: typeOf(type, section) };
  });
}

function rangeOf(range: string | undefined): MinorRange {
  const [, first = "", last = ""] = /^@(\d*)-(\d*)$/.exec(range ?? "@-") ?? [];
  return {
    first: first === "" ? 0 : Number(first),
    last: last === "" ? Number.POSITIVE_INFINITY : Number(last),
  };
}

const SCALARS: Readonly<Record<string, ScalarType>> = {
  s: "string",
  b: "boolean",
  i: "int32",
  l: "int64",
  q: "quantity",
  x: "int-or-string",
  t: "time",
};

function typeOf(text: string, section: string): FieldType {
  if (text.startsWith("[")) return { form: "list", of: typeOf(text.slice(1), section) };
  if (text.startsWith("{")) return { form: "map", of: typeOf(text.slice(1), section) };
  if (text === "a") return { form: "any" };
  const scalar = SCALARS[text];
  if (scalar !== undefined) return { form: "scalar", scalar };
  return { form: "object", definition: text.includes(".") ? text : `${section}.${text}` };
}
