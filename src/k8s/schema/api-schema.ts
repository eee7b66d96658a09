import { Bug } from "../../kernel/failure.ts";
import { NEWEST_KNOWN_MINOR } from "../version.ts";
import {
  type FieldRow,
  fieldRows,
  kindsNamed,
  lineOf,
  type MinorRange,
  requiredRows,
  rowsOfField,
  type ServedKind,
  type Table,
  tableOf,
} from "./table.ts";

/** Versions of Kubernetes whose schema is known, oldest first. */
export const KUBERNETES_VERSIONS = ["1.29", "1.30", "1.31", "1.32", "1.33", "1.34", "1.35", "1.36"] as const;

export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

/** What is checked against unless the user names a version. */
const NEWEST_VERSION: KubernetesVersion = `1.${NEWEST_KNOWN_MINOR}`;

/** What objects of one version of Kubernetes look like. */
export interface ApiSchema {
  readonly version: KubernetesVersion;
  /** The built-in kinds of one name, in all groups and versions of all versions of Kubernetes. */
  readonly kindsNamed: (kind: string) => readonly ServedKind[];
  /** True for a range that holds the schema's version. */
  readonly isServed: (minors: MinorRange) => boolean;
  readonly definition: (name: string) => ApiDefinition;
}

/** An object's fields. */
export interface ApiDefinition {
  /** With its section: `apps.v1.DeploymentSpec`. */
  readonly name: string;
  /** Whose fields these are: `Kubernetes 1.36`. */
  readonly owner: string;
  /** `copy`: Kubernetes' own, inside a custom resource; `published`: the custom resource's, of one day. */
  readonly origin: "kubernetes" | "copy" | "published";
  /** Whether a copy has a field which Kubernetes has. */
  readonly keeps?: (name: string) => boolean;
  /** A field of the schema's version. */
  readonly field: (name: string) => FieldRow | undefined;
  readonly required: readonly string[];
  /** All fields of the schema's version, by name. */
  readonly fields: () => ReadonlyMap<string, FieldRow>;
  /** The versions of a field that only other versions have. */
  readonly otherVersions: (name: string) => MinorRange | undefined;
}

/** Loads the table; a run that checks no schema does not pay for it. */
export async function loadApiSchema(version: KubernetesVersion = NEWEST_VERSION): Promise<ApiSchema> {
  const { TABLE } = await import("./data/table.ts");
  return schemaOf(tableOf(TABLE), version);
}

function schemaOf(table: Table, version: KubernetesVersion): ApiSchema {
  const minor = Number(version.slice("1.".length));
  const isServed = ({ first, last }: MinorRange) => first <= minor && minor <= last;
  return {
    version,
    kindsNamed: remember((kind) => kindsNamed(table, kind)),
    isServed,
    definition: remember((name) => definitionOf(table, name, `Kubernetes ${version}`, isServed)),
  };
}

/**
 * Only the fields that an object has are read; all of them where one is wrong.
 * @throws Bug for a definition that the table does not hold.
 */
export function definitionOf(
  table: Table,
  name: string,
  owner: string,
  isServed: (minors: MinorRange) => boolean,
): ApiDefinition {
  const line = lineOf(table, name);
  if (line === null) throw new Bug(`the schema has no definition ${name}`);
  const served = (row: FieldRow) => isServed(row.minors);
  const field = remember((one) => rowsOfField(line, name, one).find(served));
  return {
    name,
    owner,
    origin: "kubernetes",
    field,
    required: requiredRows(line, name)
      .filter(served)
      .map((row) => row.name),
    fields: () => new Map(fieldRows(table, name).flatMap((row) => (served(row) ? [[row.name, row]] : []))),
    otherVersions: (one) =>
      field(one) === undefined ? rowsOfField(line, name, one).at(-1)?.minors : undefined,
  };
}

/** What `find` says of a name, asked once; a name that it does not know may be asked again. */
export function remember<T>(find: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const value = find(name);
    known.set(name, value);
    return value;
  };
}
