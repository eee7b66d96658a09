import { unknownModel } from "../../gpu/catalog/problems.ts";
import { TABLES } from "../../gpu/catalog/tables.ts";
import type { UncodedText } from "../../kernel/diagnostic.ts";
import { nearest } from "../../kernel/suggest.ts";
import { quoted } from "../../kernel/words.ts";
import { AUTO_MODEL } from "../../profile/built-in.ts";

/** Questions about GPU models. */
export interface ModelNames {
  readonly isInCatalog: (name: string) => boolean;
  /** The model of the catalog that was probably meant. */
  readonly nearest: (name: string) => string | undefined;
  /** What is wrong with a model that somebody names, or null. */
  readonly problem: (name: string) => UncodedText | null;
}

/** The models of the catalog and those of the configs' own platforms, `own`. */
export function modelNames(own: ReadonlySet<string>): ModelNames {
  const isInCatalog = (name: string): boolean => TABLES.models.some((model) => model.name === name);
  return {
    isInCatalog,
    nearest: (name) =>
      nearest(
        name,
        TABLES.models.map((model) => model.name),
      ),
    problem: (name) => {
      if (own.has(name) || isInCatalog(name) || name === AUTO_MODEL) return null;
      const near = nearest(name, own);
      if (near !== undefined)
        return {
          message: `unknown GPU model ${quoted(name)}, did you mean ${quoted(near)}?`,
          advice: "That is a model of one of `platforms`; `gpuify show models` lists those of the catalog.",
        };
      // Tokens of a config stand in backticks.
      const { code: _, ...text } = unknownModel(name, TABLES.models, quoted);
      return text;
    },
  };
}
