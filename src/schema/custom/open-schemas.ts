import type { UncodedText } from "../../kernel/diagnostic.ts";
import type { MapNode } from "../../yaml/tree.ts";
import type { CustomVerdict } from "../custom-verdict.ts";
import { expandLocation, type KindAddress, type SchemaLocation } from "../location.ts";
import type { CustomJudge } from "./check-custom.ts";
import {
  type FoundSchema,
  readSchemaFile,
  type SchemaFileResult,
  schemaId,
  schemaIn,
} from "./schema-file.ts";

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
      /** What the schema says of an object of the kind. */
      readonly check: (object: MapNode) => CustomVerdict;
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
 * file that cannot be used is a problem, and the locations after it are not asked. Each file is read once, each schema
 * in it is understood and made ready once, and nothing is read for a kind before it is asked for; ajv is loaded with the
 * first schema.
 */
export function openSchemas({ locations, kubernetesVersion, readText }: SchemaSources): CustomSchemas {
  const files = new Map<string, Promise<SchemaFileResult | null>>();
  const schemas = new Map<string, FoundSchema>();
  const judges = new Map<FoundSchema, Promise<CustomJudge>>();
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
      const id = schemaId(file.file, address);
      if (id !== null) return remembered(schemas, id, () => schemaIn(file.file, address));
    }
    return { is: "none" };
  };
  const prepare = async (found: FoundSchema, { kind }: KindAddress): Promise<CustomCheck> => {
    if (found.is !== "schema") return found;
    const { schema } = found;
    const made = await remembered(judges, found, async () =>
      (await import("./check-custom.ts")).customJudge(schema),
    );
    if (!made.ok) return { is: "problem", problem: made.problem };
    return { is: "check", file: schema.file, check: (object) => made.judge(object, kind) };
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

function remembered<Name, Value>(known: Map<Name, Value>, name: Name, make: () => Value): Value {
  const before = known.get(name);
  if (before !== undefined) return before;
  const made = make();
  known.set(name, made);
  return made;
}
