import type { LabelRow } from "../rows.ts";
import { cloudLabels } from "./labels-clouds.ts";
import { componentLabels } from "./labels-components.ts";
import { elsewhereLabels } from "./labels-elsewhere.ts";

/**
 * Every node label key that has to do with accelerators, of all platforms in the notes. A function, as the other
 * tables that are always loaded: a run that meets no selector never builds them.
 */
export function labelRows(): readonly LabelRow[] {
  return [...componentLabels(), ...cloudLabels(), ...elsewhereLabels()];
}
