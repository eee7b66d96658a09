import type { Diagnostic } from "../kernel/diagnostic.ts";

/**
 * Diagnostics in the order of the inputs, then by line, column and code, after those that come first in a file. A note that says the same words for
 * many workloads is said once.
 */
export function sortDiagnostics(
  diagnostics: readonly Diagnostic[],
  files: readonly { readonly input: { readonly name: string } }[],
): readonly Diagnostic[] {
  const order = new Map(files.map((file, index) => [file.input.name, index]));
  const rank = (diagnostic: Diagnostic): number => order.get(diagnostic.location?.file ?? "") ?? files.length;
  const sorted = diagnostics
    .map((diagnostic, index) => ({ diagnostic, index }))
    .sort((a, b) => {
      const [left, right] = [a.diagnostic, b.diagnostic];
      return (
        rank(left) - rank(right) ||
        Number(right.isFirst ?? false) - Number(left.isFirst ?? false) ||
        (left.location?.line ?? 0) - (right.location?.line ?? 0) ||
        (left.location?.column ?? 0) - (right.location?.column ?? 0) ||
        compare(left.code, right.code) ||
        a.index - b.index
      );
    })
    .map(({ diagnostic }) => diagnostic);
  const said = new Set<string>();
  return sorted.map(withoutOrder).filter((diagnostic) => {
    const words = `${diagnostic.code}\n${diagnostic.message}${diagnostic.severity === "info" ? "" : JSON.stringify(diagnostic.location?.span)}${diagnostic.severity === "info" ? "" : diagnostic.location?.file}`;
    if (said.has(words)) return false;
    said.add(words);
    return true;
  });
}

/** Drops the field that only affects the order. */
function withoutOrder(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.isFirst === undefined) return diagnostic;
  const { isFirst: _, ...told } = diagnostic;
  return told;
}

/** Locale-independent order. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
