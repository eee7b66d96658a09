import type { LabelRow } from "../rows.ts";
import { CLOUD_LABELS } from "./labels-clouds.ts";
import { COMPONENT_LABELS } from "./labels-components.ts";
import { ELSEWHERE_LABELS } from "./labels-elsewhere.ts";

/** Every node label key that has to do with accelerators, of all platforms in the notes. */
export const LABELS: readonly LabelRow[] = [...COMPONENT_LABELS, ...CLOUD_LABELS, ...ELSEWHERE_LABELS];
