import { memoized } from "../../../kernel/memoized.ts";
import { type ApiDefinition, type ApiSchema, definitionOf, remember } from "../api-schema.ts";
import { SOURCES } from "../data/published/sources.ts";
import { PUBLISHED } from "../data/published/table.ts";
import { kindsNamed, lineOf, type Table, tableOf } from "../table.ts";
import { copyNamed, copyOf } from "./copies.ts";

/** Where a CustomResourceDefinition was read. */
export interface PublishedSource {
  readonly repository: string;
  readonly path: string;
  readonly commit: string;
  /** Of the commit: `2026-08-19`. */
  readonly date: string;
}

/** A custom resource whose CustomResourceDefinition is known. */
export interface PublishedKind {
  readonly definition: string;
  readonly schema: ApiSchema;
}

/** The published schema of a kind, over a schema of Kubernetes for the pods inside; null for a kind or a version that is not known. */
export function publishedKind(core: ApiSchema, apiVersion: string, kind: string): PublishedKind | null {
  const found = kindsNamed(tableOf(PUBLISHED), kind).find((one) => one.apiVersion === apiVersion);
  if (found === undefined) return null;
  const source = sourceOf(found.group, kind);
  const owner = source === null ? apiVersion : `${apiVersion} of ${source.repository} (${source.date})`;
  return { definition: found.definition, schema: schemaFor(core, owner) };
}

/** Where the definition of a kind comes from; null for one that is not known. */
export function sourceOf(group: string, kind: string): PublishedSource | null {
  const head = `\n${group}/${kind}|`;
  const at = SOURCES.indexOf(head);
  if (at < 0) return null;
  const [repository = "", path = "", commit = "", date = ""] = SOURCES.slice(
    at + head.length,
    SOURCES.indexOf("\n", at + 1),
  ).split("|");
  return { repository, path, commit, date };
}

const schemaFor = memoized((core: ApiSchema, owner: string): ApiSchema => {
  const table = tableOf(PUBLISHED);
  return { ...core, definition: remember((name) => definitionIn(table, core, owner, name)) };
});

function definitionIn(table: Table, core: ApiSchema, owner: string, name: string): ApiDefinition {
  if (lineOf(table, name) === null) {
    const copy = copyNamed(name);
    return copyOf(core.definition(copy.original), copy);
  }
  const own = definitionOf(table, name, owner, () => true);
  const { field } = own;
  return { ...own, origin: "published", field: (one) => field(one) ?? field(ANY_FIELD) };
}

/** Stands in a definition that takes fields of any name. */
const ANY_FIELD = "*";
