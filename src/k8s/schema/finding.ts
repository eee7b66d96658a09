import type { Span } from "../../kernel/span.ts";
import type { FieldPath } from "../../yaml/tree.ts";

/**
 * What is wrong. `unknown-field`: no such field in this version. `wrong-type`: the API server cannot read the value into
 * the field. `out-of-range`: a whole number too large for the field. `negative-number`: one below zero where things are
 * counted. `bad-quantity`, `bad-time`: text that is neither.
 * `missing-field`: required, and absent or null. `not-served`: a built-in kind under an apiVersion that this version of
 * Kubernetes does not serve.
 */
export type SchemaCode =
  | "unknown-field"
  | "wrong-type"
  | "out-of-range"
  | "negative-number"
  | "bad-quantity"
  | "bad-time"
  | "missing-field"
  | "not-served";

/** One thing that the API server would reject. */
export interface SchemaFinding {
  readonly code: SchemaCode;
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
