import { isExplicit } from "./origin.ts";
import type { Settings } from "./settings.ts";

/**
 * True when somebody said where the run goes: by flag, annotation or anywhere in a config, its defaults among them.
 * No manifest answers this question, so a default is an answer too; only the built-in `generic` is a guess.
 */
export function isPlatformNamed({ platform }: Pick<Settings, "platform">): boolean {
  return isExplicit(platform) || platform.origin.kind === "config-defaults";
}
