import type { Origin, Setting } from "./settings.ts";

/**
 * True when somebody said so for this run or this object: flag, annotation or config rule. Such a value beats
 * what the manifest says; a profile's or built-in default only fills gaps.
 */
export function isExplicit(setting: Setting<unknown> | undefined): boolean {
  if (setting === undefined) return false;
  const { kind } = setting.origin;
  switch (kind) {
    case "flag":
    case "annotation":
    case "config":
    case "config-profile":
      return true;
    case "config-defaults":
    case "profile":
    case "program":
    case "default":
      return false;
    default:
      return kind satisfies never;
  }
}

/** Where a value comes from, in words. */
export function originText(origin: Origin): string {
  switch (origin.kind) {
    case "flag":
      return `flag ${origin.name}`;
    case "annotation":
      return `annotation ${origin.key}`;
    case "config":
      return `config ${origin.rule}`;
    case "config-profile":
      return `config profile ${origin.name}`;
    case "config-defaults":
      return "config defaults";
    case "profile":
      return `profile ${origin.name}`;
    case "program":
      return origin.at;
    case "default":
      return "built-in default";
    default:
      return origin satisfies never;
  }
}
