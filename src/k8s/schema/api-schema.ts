import { Bug } from "../../kernel/failure.ts";
import {
  type FieldRow,
  fieldRows,
  indexTable,
  type MinorRange,
  type ServedKind,
  type Table,
} from "./table.ts";

/** Versions of Kubernetes whose schema is known, oldest first. */
export const KUBERNETES_VERSIONS = ["1.29", "1.30", "1.31", "1.32", "1.33", "1.34", "1.35", "1.36"] as const;

export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

/** What is checked against unless the user names a version. */
const NEWEST_VERSION: KubernetesVersion = "1.36";

/** What objects of one version of Kubernetes look like. */
export interface ApiSchema {
  readonly version: KubernetesVersion;
  /** The built-in kinds of all versions. */
  readonly kinds: readonly ServedKind[];
  /** True for a range that holds the schema's version. */
  readonly isServed: (minors: MinorRange) => boolean;
  readonly definition: (name: string) => Definition;
}

/** An object's fields. */
export interface Definition {
  readonly fields: ReadonlyMap<string, FieldRow>;
  readonly required: readonly string[];
  /** Fields of other versions only. */
  readonly otherVersions: ReadonlyMap<string, MinorRange>;
}

/** Loads the table; a run that checks no schema does not pay for it. */
export async function loadApiSchema(version: KubernetesVersion = NEWEST_VERSION): Promise<ApiSchema> {
  const { TABLE } = await import("./data/table.ts");
  return schemaOf(indexTable(TABLE), version);
}

function schemaOf(table: Table, version: KubernetesVersion): ApiSchema {
  const minor = Number(version.slice("1.".length));
  const isServed = ({ first, last }: MinorRange) => first <= minor && minor <= last;
  const read = new Map<string, Definition>();
  return {
    version,
    kinds: table.kinds,
    isServed,
    definition(name) {
      const known = read.get(name);
      if (known !== undefined) return known;
      const rows = fieldRows(table, name);
      if (rows.length === 0) throw new Bug(`the schema has no definition ${name}`);
      const definition = definitionOf(rows, isServed);
      read.set(name, definition);
      return definition;
    },
  };
}

function definitionOf(rows: readonly FieldRow[], isServed: (minors: MinorRange) => boolean): Definition {
  const served = rows.filter(({ minors }) => isServed(minors));
  const fields = new Map(served.map((row) => [row.name, row]));
  const others = rows.filter(({ name }) => !fields.has(name));
  return {
    fields,
    required: served.filter(({ required }) => required).map(({ name }) => name),
    otherVersions: new Map(others.map(({ name, minors }) => [name, minors])),
  };
}
