import { isPlaceholder } from "../../k8s/placeholder.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { Refusal } from "../../kernel/diagnostic.ts";
import { shellWord } from "../../kernel/shell-word.ts";
import { asScalar, at } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { DecisionContext } from "./context.ts";
import { refuse } from "./diagnostics.ts";

/** True where a value is filled in before the manifest is applied: a decision that needs it cannot be made. */
export function isFilledInLater({ object }: Pick<Workload, "object">, path: FieldPath): boolean {
  return textAtPlace(object.root, path) !== null;
}

/**
 * The refusal of a decision that needs a value which is a placeholder. `needed` is a clause that says what for, `else`
 * the way out for those who do not want to render.
 */
export function renderFirst(
  { workload, settings }: DecisionContext,
  path: FieldPath,
  { needed, orElse = "" }: { readonly needed: string; readonly orElse?: string },
): Refusal {
  const text = textAtPlace(workload.object.root, path) ?? "";
  return refuse(workload, path, {
    code: "render-first",
    message: `\`${String(path.at(-1))}\` is a placeholder (${text}), but ${needed}`,
    advice: `Render it first: \`${rendered(workload.object.source.name, text)} | gpuify -p ${settings.profile} -\`${orElse === "" ? "" : `, or ${orElse}`}.`,
  });
}

/** gettext's envsubst fills in `${NAME}` only; what fills in the other forms is not known here. */
function rendered(file: string, text: string): string {
  const isFile = file !== "-";
  if (!/\$\{[A-Za-z_]\w*\}/.test(text)) return "…";
  return isFile ? `envsubst < ${shellWord(file)}` : "… | envsubst";
}

function textAtPlace(root: Workload["object"]["root"], path: FieldPath): string | null {
  const text = asScalar(at(root, path))?.text ?? "";
  return isPlaceholder(text) ? text : null;
}
