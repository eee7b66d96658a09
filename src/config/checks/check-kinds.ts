import { workloadKind } from "../../k8s/kinds.ts";
import { quoted } from "../../kernel/words.ts";
import type { ValueDiagnostic } from "../../schema/value-diagnostic.ts";
import { type Loose, looseList, looseMap, looseText } from "./loose.ts";

/** What is wrong with the kinds that a config describes: those with a row mean the same everywhere, and each is written once. */
export function checkKinds(config: Loose): readonly ValueDiagnostic[] {
  const seen = new Set<string>();
  return looseList(config.kinds).flatMap((entry, index): readonly ValueDiagnostic[] => {
    const own = looseMap(entry);
    const [group, kind] = [looseText(own.group) ?? "", looseText(own.kind) ?? ""];
    const name = `${kind} (${group})`;
    const problem = {
      code: "reserved-name",
      severity: "error",
      path: ["kinds", index, "kind"],
      at: "value",
    } as const;
    if (workloadKind(`${group}/v1`, kind) !== null)
      return [
        {
          ...problem,
          message: `${quoted(name)} is a kind that gpuify knows`,
          advice: "Remove it; `kinds` is for kinds that gpuify does not know.",
        },
      ];
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ ...problem, message: `${quoted(name)} is described twice`, advice: "Join both entries." }];
  });
}
