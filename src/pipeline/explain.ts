import { declarationOf } from "../kernel/code-lookup/declaration-of.ts";
import type { Declaration } from "../kernel/codes/declaration.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";

/** What is declared for a code: its own declaration, or the rule of that name. */
type DeclarationOf = (code: string) => Pick<Declaration, "why" | "advice"> | null;

/**
 * Diagnostics with the reason and the advice of their declarations where they have none of their own, and with who set
 * the value that they are about. Rules are loaded for it where one of theirs is told.
 */
export async function explain(diagnostics: readonly Diagnostic[]): Promise<readonly Diagnostic[]> {
  if (diagnostics.every(isExplained)) return diagnostics;
  const isDeclared = diagnostics.every((one) => isExplained(one) || declarationOf(one.code) !== null);
  if (isDeclared) return diagnostics.map((one) => withReasons(one, declarationOf));
  const { RULES } = await import("../lint/groups/registry.ts");
  const ofRule: DeclarationOf = (code) => RULES.find(({ id }) => id === code)?.about() ?? null;
  return diagnostics.map((one) => withReasons(one, (code) => declarationOf(code) ?? ofRule(code)));
}

function isExplained({ why, advice, setBy }: Diagnostic): boolean {
  return why !== undefined && advice !== undefined && setBy === undefined;
}

function withReasons(diagnostic: Diagnostic, declared: DeclarationOf): Diagnostic {
  if (isExplained(diagnostic)) return diagnostic;
  const { setBy, ...rest } = diagnostic;
  const own = declared(diagnostic.code);
  const why = [diagnostic.why ?? own?.why ?? "", setBy ?? ""].filter((text) => text !== "").join(" ");
  const advice = diagnostic.advice ?? own?.advice;
  return { ...rest, ...(why !== "" && { why }), ...(advice !== undefined && { advice }) };
}
