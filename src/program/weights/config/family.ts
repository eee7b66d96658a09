import { data } from "./families.yaml";
import { type ConfigFields, textOf } from "./fields.ts";

/** `families.yaml`, which explains the fields. */
export interface FamilyTable {
  readonly tied: readonly string[];
  readonly without_gate: readonly string[];
  readonly learned_positions: readonly string[];
  readonly encoders: readonly string[];
  readonly full_attention_every: Readonly<Record<string, number>>;
  readonly window_off_by_default: readonly string[];
  readonly gated_queries: readonly string[];
  readonly experts_beside_dense: readonly string[];
  readonly one_shared_expert: readonly string[];
  readonly not_counted: readonly string[];
  readonly fields_not_counted: readonly string[];
  readonly vocabulary: Readonly<Record<string, number>>;
  readonly checked: readonly string[];
}

type FamilyList = Exclude<keyof FamilyTable, "full_attention_every" | "vocabulary" | "fields_not_counted">;

/** What kinds of models have that their config does not say. */
export function familyTable(): FamilyTable {
  return data() as FamilyTable;
}

/** Whether the kind of a config's model is in a list of `families.yaml`. */
export function isOneOf(fields: ConfigFields, list: FamilyList): boolean {
  return familyTable()[list].includes(textOf(fields, "model_type") ?? "");
}
