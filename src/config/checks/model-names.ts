import { unknownModel } from "../../gpu/catalog/problems.ts";
import type { UncodedText } from "../../kernel/diagnostic.ts";
import { nearest } from "../../kernel/suggest.ts";
import { quoted } from "../../kernel/words.ts";
import { AUTO_MODEL } from "../../profile/built-in.ts";
import { type Loose, looseList, looseMap } from "./loose.ts";

/** Questions about GPU models; answered without tables where a config names none. */
export interface ModelNames {
  readonly isInCatalog: (name: string) => boolean;
  /** The model of the catalog that was probably meant. */
  readonly nearest: (name: string) => string | undefined;
  /** What is wrong with a model that somebody names, or null. */
  readonly problem: (name: string) => UncodedText | null;
}

const NONE: ModelNames = { isInCatalog: () => false, nearest: () => undefined, problem: () => null };

/** The models of the catalog and of the configs' own platforms. The catalog's are loaded only when one is named. */
export async function modelNames(configs: readonly Loose[], own: ReadonlySet<string>): Promise<ModelNames> {
  if (own.size === 0 && !configs.some(namesModel)) return NONE;
  const { models } = (await import("../../gpu/catalog/tables.ts")).TABLES;
  const isInCatalog = (name: string): boolean => models.some((model) => model.name === name);
  return {
    isInCatalog,
    nearest: (name) =>
      nearest(
        name,
        models.map((model) => model.name),
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
      const { code: _, ...text } = unknownModel(name, models, quoted);
      return text;
    },
  };
}

function namesModel(config: Loose): boolean {
  const bodies = [config.defaults, ...Object.values(looseMap(config.profiles)), ...looseList(config.rules)];
  return bodies.some((body) => looseMap(looseMap(body).gpu).model !== undefined);
}
