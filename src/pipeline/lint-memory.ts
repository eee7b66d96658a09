import type { KubeObject } from "../k8s/object.ts";
import type { CustomVerdict } from "../schema/custom-verdict.ts";
import type { SchemaDiagnostic } from "../yaml/field-diagnostic.ts";
import { type LoadedFile, type ReadFile, readFile } from "./input/load.ts";
import type { ManifestInput } from "./input/manifest-input.ts";

/**
 * What one lint leaves for the next one over mostly the same inputs, with the same tools: what was read of an input, and
 * what schemas say of an object, which depend on nothing else. Rules ask about other objects and are always asked again.
 */
export interface LintMemory {
  readonly readFile: ReadFile;
  /** The answer of a check by the schema of the kind, which must be the same check each time. */
  readonly checkSchema: Ask<readonly SchemaDiagnostic[]>;
  /** The answer of a check by the schemas of users, which must be the same check each time. */
  readonly judge: Ask<CustomVerdict | null>;
}

type Ask<Answer> = (object: KubeObject, check: (object: KubeObject) => Answer) => Answer;

/** For a single lint. */
export const NO_MEMORY: LintMemory = {
  readFile,
  checkSchema: (object, check) => check(object),
  judge: (object, check) => check(object),
};

/** A memory for lints of one run. An input is the same by identity, and its objects where as many stand before them. */
export function lintMemory(): LintMemory {
  const files = new WeakMap<ManifestInput, { readonly firstId: number; readonly file: LoadedFile }>();
  return {
    readFile: (input, firstId, relevance) => {
      const known = files.get(input);
      if (known?.firstId === firstId) return known.file;
      const file = readFile(input, firstId, relevance);
      files.set(input, { firstId, file });
      return file;
    },
    checkSchema: remembered(),
    judge: remembered(),
  };
}

function remembered<Answer>(): Ask<Answer> {
  const answers = new WeakMap<KubeObject, { readonly answer: Answer }>();
  return (object, check) => {
    const known = answers.get(object) ?? { answer: check(object) };
    answers.set(object, known);
    return known.answer;
  };
}
