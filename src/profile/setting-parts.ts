import type { Origin, Setting } from "./settings.ts";

/** What each source says of a map or list, the strongest first; empty where nobody says anything. */
export function partsOf<T>(setting: Setting<T> | undefined): readonly Setting<T>[] {
  return setting === undefined ? [] : (setting.parts ?? [setting]);
}

/** The setting with each part changed; absent where nothing is left of it. */
export function changeParts<T extends object>(
  setting: Setting<T> | undefined,
  change: (value: T) => T,
): Setting<T> | undefined {
  const parts = partsOf(setting)
    .map((part) => ({ value: change(part.value), origin: part.origin }))
    .filter(({ value }) => Object.keys(value).length > 0);
  const [first] = parts;
  return first === undefined ? undefined : { ...first, parts };
}

/** Why a field of one's own is written, as a clause. */
export function reasonFor(origin: Origin): string {
  switch (origin.kind) {
    case "config":
      return "the rule that matches the workload says so";
    case "config-profile":
      return `the profile ${origin.name} says so`;
    case "config-defaults":
      return "the config's defaults say so";
    default:
      return "it was asked for";
  }
}
