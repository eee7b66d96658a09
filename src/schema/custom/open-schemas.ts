import { expandLocation, type KindAddress, type SchemaLocation } from "../location.ts";
import type { SchemaFileProblem } from "./finding.ts";
import { type FoundSchema, readSchemaFile, type SchemaFileResult, schemaIn } from "./schema-file.ts";

/** Where schemas come from. */
export interface SchemaSources {
  readonly locations: readonly SchemaLocation[];
  /** Such as `1.36`. */
  readonly kubernetesVersion: string;
  /** Text of a file; null where there is none. What else goes wrong is thrown. */
  readonly readText: (path: string) => Promise<string | null>;
}

/** The schemas that the user brought. */
export interface CustomSchemas {
  /** What a kind is checked by; always the same answer for the same kind, so that a problem can be told once. */
  readonly find: (address: KindAddress) => Promise<FoundSchema>;
}

const NONE: FoundSchema = { is: "none" };

/**
 * Opens the places of schemas. The first location whose file is there and is about the kind wins, as in kubeconform; a
 * file that cannot be used is a problem, and the locations after it are not asked. Each file is read once, and nothing
 * is read for a kind before it is asked for.
 */
export function openSchemas({ locations, kubernetesVersion, readText }: SchemaSources): CustomSchemas {
  const files = new Map<string, Promise<SchemaFileResult | null>>();
  const answers = new Map<string, Promise<FoundSchema>>();

  const read = async (path: string): Promise<SchemaFileResult | null> => {
    const text = await readText(path);
    return text === null ? null : readSchemaFile(path, text);
  };
  const search = async (address: KindAddress): Promise<FoundSchema> => {
    for (const location of locations) {
      const path = expandLocation(location, address, kubernetesVersion);
      if (path === null) return NONE;
      const file = await remembered(files, path, () => read(path));
      if (file === null) continue;
      if (!file.ok) return problem(file.problem);
      const found = schemaIn(file.file, address);
      if (found.is !== "none") return found;
    }
    return NONE;
  };
  return {
    find: (address) => remembered(answers, `${address.apiVersion} ${address.kind}`, () => search(address)),
  };
}

function problem(of: SchemaFileProblem): FoundSchema {
  return { is: "problem", problem: of };
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
