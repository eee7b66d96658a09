import type { KubeObject } from "../k8s/object.ts";
import type { SchemaDiagnostic } from "../yaml/field-diagnostic.ts";
import { type LoadedFile, type ReadFile, readFile } from "./input/load.ts";
import type { ManifestInput } from "./input/manifest-input.ts";

/**
 * What one lint leaves for the next one over mostly the same inputs, with the same tools: what was read of an input, and
 * what its schema says of an object, which depend on nothing else. Rules ask about other objects and are always asked again.
 */
export interface LintMemory {
  readonly readFile: ReadFile;
  /** The answer of `check`, which must be the same check each time, remembered by object. */
  readonly checkSchema: (object: KubeObject, check: CheckSchema) => readonly SchemaDiagnostic[];
}

type CheckSchema = (object: KubeObject) => readonly SchemaDiagnostic[];

/** For a single lint. */
export const NO_MEMORY: LintMemory = { readFile, checkSchema: (object, check) => check(object) };

/** A memory for lints of one run. An input is the same by identity, and its objects where as many stand before them. */
export function lintMemory(): LintMemory {
  const files = new WeakMap<ManifestInput, { readonly firstId: number; readonly file: LoadedFile }>();
  const checked = new WeakMap<KubeObject, readonly SchemaDiagnostic[]>();
  return {
    readFile: (input, firstId, relevance) => {
      const known = files.get(input);
      if (known?.firstId === firstId) return known.file;
      const file = readFile(input, firstId, relevance);
      files.set(input, { firstId, file });
      return file;
    },
    checkSchema: (object, check) => {
      const known = checked.get(object) ?? check(object);
      checked.set(object, known);
      return known;
    },
  };
}
