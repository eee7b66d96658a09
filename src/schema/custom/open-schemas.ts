import type { UncodedText } from "../../kernel/diagnostic.ts";
import type { SchemaDiagnostic } from "../../yaml/field-diagnostic.ts";
import type { MapNode } from "../../yaml/tree.ts";
import { expandLocation, type KindAddress, type SchemaLocation } from "../location.ts";
import { type FoundSchema, readSchemaFile, type SchemaFileResult, schemaIn } from "./schema-file.ts";

/** Where schemas come from. */
interface SchemaSources {
  readonly locations: readonly SchemaLocation[];
  /** Such as `1.36`. */
  readonly kubernetesVersion: string;
  /** Text of a file; null where there is none. What else goes wrong is thrown. */
  readonly readText: (path: string) => Promise<string | null>;
}

/** What objects of a kind are checked by: a schema that is ready, one that cannot be used, or nothing. */
type CustomCheck =
  | {
      readonly is: "check";
      /** Path of the schema. */
      readonly file: string;
      /** What the schema does not allow in an object of the kind, in the order of the text. */
      readonly check: (object: MapNode) => readonly SchemaDiagnostic[];
    }
  | { readonly is: "problem"; readonly problem: UncodedText }
  | { readonly is: "none" };

/** The schemas that the user brought. */
interface CustomSchemas {
  /** Always the same answer for the same kind, so that a problem can be told once. */
  readonly find: (address: KindAddress) => Promise<CustomCheck>;
  /** Locations that were asked and had no file for any kind: mostly a mistake in the template. */
  readonly unanswered: () => readonly UnansweredLocation[];
}

/** A location with the first path that it led to. */
interface UnansweredLocation {
  readonly location: SchemaLocation;
  readonly tried: string;
}

/**
 * Opens the places of schemas. The first location whose file is there and is about the kind wins, as in kubeconform; a
 * file that cannot be used is a problem, and the locations after it are not asked. Each file is read once, and nothing
 * is read for a kind before it is asked for; ajv is loaded with the first schema.
 */
export function openSchemas({ locations, kubernetesVersion, readText }: SchemaSources): CustomSchemas {
  const files = new Map<string, Promise<SchemaFileResult | null>>();
  const answers = new Map<string, Promise<CustomCheck>>();
  const tried = new Map<SchemaLocation, string>();
  const answered = new Set<SchemaLocation>();

  const read = async (path: string): Promise<SchemaFileResult | null> => {
    const text = await readText(path);
    return text === null ? null : readSchemaFile(path, text);
  };
  const search = async (address: KindAddress): Promise<FoundSchema> => {
    for (const location of locations) {
      const path = expandLocation(location, address, kubernetesVersion);
      if (path === null) continue;
      const file = await remembered(files, path, () => read(path));
      if (!tried.has(location)) tried.set(location, path);
      if (file === null) continue;
      answered.add(location);
      if (!file.ok) return { is: "problem", problem: file.problem };
      const found = schemaIn(file.file, address);
      if (found.is !== "none") return found;
    }
    return { is: "none" };
  };
  return {
    find: (address) =>
      remembered(answers, `${address.apiVersion} ${address.kind}`, async () =>
        prepare(await search(address), address),
      ),
    unanswered: () =>
      [...tried].flatMap(([location, path]) => (answered.has(location) ? [] : [{ location, tried: path }])),
  };
}

async function prepare(found: FoundSchema, { kind }: KindAddress): Promise<CustomCheck> {
  if (found.is !== "schema") return found;
  const { customChecker } = await import("./check-custom.ts");
  const made = customChecker(found.schema, kind);
  if (!made.ok) return { is: "problem", problem: made.problem };
  return { is: "check", file: found.schema.file, check: made.check };
}

function remembered<Value>(
  known: Map<string, Promise<Value>>,
  name: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const before = known.get(name);
  if (before !== undefined) return before;
  const made = make();
  known.set(name, made);
  return made;
}
