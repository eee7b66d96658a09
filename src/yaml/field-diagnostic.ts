import type { Code } from "../kernel/codes/code.ts";
import type { RuleId } from "../kernel/codes/rule-ids.ts";
import type { DiagnosticText } from "../kernel/diagnostic.ts";
import type { Span } from "../kernel/span.ts";
import type { FieldPath } from "./tree.ts";

/** What is wrong with one field of a YAML value: an object of a manifest, or a config. */
export interface FieldDiagnostic<Name extends Code = Code> extends DiagnosticText<Name> {
  /** From the top of what was checked (not of its document) to the field. */
  readonly path: FieldPath;
}

/** The linter's rules that tell what the schema of a kind does not allow. */
export type SchemaRuleId = Extract<RuleId, `schema-${string}`>;

/**
 * Something in an object that the schema of its kind does not allow, whoever wrote the schema: for kinds of Kubernetes
 * the API server rejects it. The path leads to the field also where that is missing.
 */
export interface SchemaDiagnostic extends FieldDiagnostic<SchemaRuleId> {
  /** A clause in lower case without a full stop. */
  readonly advice: string;
  /**
   * The key for an unknown field and for a value that is a block of lines or not written; the value otherwise. For a
   * missing field the key of the object that lacks it, or its first key.
   */
  readonly span: Span;
}

/** What a schema says against a value, before its place is known. */
export type SchemaText = Omit<SchemaDiagnostic, "path" | "span">;
