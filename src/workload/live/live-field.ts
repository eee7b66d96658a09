import type { FieldPath } from "../../yaml/tree.ts";

/** A field that the API server, an admission plugin or a controller wrote; nobody's manifest needs it. */
export interface LiveField {
  /** From the object's top. */
  readonly path: FieldPath;
  /** Why it does not belong in a manifest: a clause that completes "because". */
  readonly why: string;
}
