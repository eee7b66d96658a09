import { resourceMeaning } from "../../gpu/catalog/knowledge.ts";
import { quoted } from "../../kernel/words.ts";
import type { ValueDiagnostic } from "../../schema/value-diagnostic.ts";
import { type Loose, looseMap } from "./loose.ts";

/** What is wrong with the resources that a config declares: those of the catalog mean what they mean everywhere. */
export function checkResources(config: Loose): readonly ValueDiagnostic[] {
  return Object.keys(looseMap(config.resources)).flatMap((name) => {
    const meaning = resourceMeaning(name);
    if (meaning === null || meaning.kind === "companion") return [];
    return [
      {
        code: "reserved-name",
        severity: "error",
        path: ["resources", name],
        at: "key",
        message: `${quoted(name)} is a resource that gpuify knows: it asks for GPUs or parts of them`,
        advice: "Remove it; `resources` is for names that gpuify does not know.",
      },
    ];
  });
}
