import { canBeSilenced, type Declaration } from "../../kernel/codes/declaration.ts";
import type { CodeGroup } from "../../kernel/codes/declared.ts";
import { wrap } from "../wrap.ts";
import { groupedTable, lines, section, unwrapped } from "./layout.ts";
import { silencing } from "./rules.ts";

/** A code that is no rule, with what is declared for it. */
export interface ShownCode {
  readonly code: string;
  /** Title of its group. */
  readonly group: string;
  readonly declaration: Declaration;
}

/** All codes of some groups, in their order. */
export function shownCodes(groups: readonly CodeGroup[]): readonly ShownCode[] {
  return groups.flatMap(({ title, codes }) =>
    Object.entries(codes).map(([code, declaration]) => ({ code, group: title, declaration })),
  );
}

/** The codes by what they are about: code, severity and what is found. */
export function codeList(groups: readonly CodeGroup[]): string {
  const rows = groups.map(({ title, codes }) => ({
    title,
    rows: Object.entries(codes).map(([code, own]) => [code, own.severity, own.title]),
  }));
  return lines([
    ...groupedTable(["code", "severity", "finds"], rows),
    "",
    wrap("Rules of `gpuify lint`, which patch tells too, are listed by: gpuify show rules"),
    wrap("One in full, with its sources: gpuify show codes NAME"),
  ]);
}

/** One code in full. */
export function codeDetail({ code, declaration }: ShownCode): string {
  const { severity, title, why, advice, sources = [] } = declaration;
  return lines([
    `${code}: ${title}`,
    "",
    `  ${severity}`,
    ...section("Why", [why]),
    ...section("What to do", [advice]),
    ...unwrapped(
      "Sources",
      sources.map((source) => `${source.title}: ${source.url}`),
    ),
    "",
    wrap(canBeSilenced(declaration) ? silencing(code) : whyNotSilenced(declaration)),
  ]);
}

/** Everything about a code as plain data. */
export function codeData({ code, group, declaration }: ShownCode) {
  const { severity, title, why, advice, sources = [] } = declaration;
  return {
    id: code,
    severity,
    title,
    group,
    canBeSilenced: canBeSilenced(declaration),
    why,
    advice,
    sources,
  };
}

/** Why comments, annotations and the config do not silence a code. */
function whyNotSilenced({ severity, about }: Declaration): string {
  if (severity === "error")
    return "As an error it is a refusal, which cannot be silenced: nothing is written until the cause is gone.";
  return about === "config"
    ? "It cannot be silenced: it is about gpuify.yaml itself, which is the place to correct it."
    : "It cannot be silenced: it is about the run as a whole and not about a place in a manifest.";
}
