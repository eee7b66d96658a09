import type { Span } from "../../kernel/span.ts";
import type { FieldPath } from "../../yaml/tree.ts";

/**
 * What is wrong with a custom resource. `unknown-field`: the schema knows no such field. `wrong-type`: a value of
 * another type. `out-of-range`: a number, a length or a count beyond its limits. `wrong-value`: none of those that are
 * allowed. `wrong-form`: text of another form, or what no other code says. `missing-field`: required, and absent or
 * null. `not-served`: the definition of the kind does not serve this version.
 */
export type CustomCode =
  | "unknown-field"
  | "wrong-type"
  | "out-of-range"
  | "wrong-value"
  | "wrong-form"
  | "missing-field"
  | "not-served";

/** One thing in a custom resource that its schema does not allow; of the shape of findings in built-in kinds. */
export interface CustomFinding {
  readonly code: CustomCode;
  /** From the top of the object (not of its document) to the field, also where that is missing. */
  readonly path: FieldPath;
  /**
   * The key for an unknown field and for a value that is a block of lines or not written; the value otherwise. For a
   * missing field the key of the object that lacks it, or its first key.
   */
  readonly span: Span;
  /** A clause in lower case without a full stop. */
  readonly message: string;
  readonly advice: string;
}

/** A schema file that cannot be used. */
export interface SchemaFileProblem {
  /** Names the file; a clause in lower case without a full stop. */
  readonly message: string;
  readonly advice: string;
}

/** A finding before it has a place: the path leads to the value, or to the map that lacks or has the field. */
export interface CustomWords extends Pick<CustomFinding, "code" | "message" | "advice"> {
  /** The field in that map which is missing or too many. */
  readonly field?: string;
}
