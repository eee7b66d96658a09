import type { FieldDiagnostic } from "../yaml/field-diagnostic.ts";
import type { FieldPath } from "../yaml/tree.ts";

/** Something that is wrong with a value that was read from YAML, such as a config; its place is known by its path alone. */
export interface ValueDiagnostic extends FieldDiagnostic {
  readonly severity: "error" | "warning";
  /** Whether the key or the value of the field is to be underlined. For a missing key the path is that of what lacks it. */
  readonly at: "key" | "value";
  /** The key that is missing, or that was probably meant: an unknown key that was meant for a missing one is one mistake. */
  readonly subject?: FieldPath;
  /** Another place that belongs to it. */
  readonly related?: { readonly message: string; readonly path: FieldPath };
}

/** Without the missing keys that an unknown one was meant for. */
export function withoutMisspelt(diagnostics: readonly ValueDiagnostic[]): readonly ValueDiagnostic[] {
  const meant = new Set(
    diagnostics.flatMap(({ code, subject }) =>
      code === "unknown-key" && subject !== undefined ? [JSON.stringify(subject)] : [],
    ),
  );
  return diagnostics.filter(
    ({ code, subject }) => code !== "missing-key" || !meant.has(JSON.stringify(subject ?? null)),
  );
}
