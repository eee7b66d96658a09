import type { Settings } from "../../profile/settings.ts";

/** Settings that are fields of the pods and not of what computes in them. */
const POD_FIELDS = [
  "nodeSelector",
  "tolerations",
  "labels",
  "annotations",
  "priorityClassName",
  "runtimeClassName",
  "schedulerName",
] as const;

/** True where a config says something about the pods beyond GPUs. */
export function hasOwnFields(settings: Settings): boolean {
  return settings.env !== undefined || POD_FIELDS.some((name) => settings[name] !== undefined);
}
