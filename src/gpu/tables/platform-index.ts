import { lazy } from "../../kernel/lazy.ts";
import { platformFiles, unsupportedFile } from "../files/files.ts";
import type { UnsupportedPlatformRow } from "../rows.ts";
import type { Vendor } from "../types.ts";
import { factsOf } from "./platforms.ts";

/** What lists of platforms say of each. */
export interface PlatformIndexRow {
  readonly name: string;
  readonly title: string;
  /** Vendors whose GPUs can be placed there; the first is the default. */
  readonly vendors: readonly Vendor[];
  /** It has spot capacity that a label asks for. */
  readonly spot?: true;
}

/** All platforms, in the order in which they are listed to users. */
export const platformIndex: () => readonly PlatformIndexRow[] = lazy(() =>
  platformFiles().map((file) => {
    const { name, title, brief = title, resources = {}, spot } = factsOf(file);
    const vendors = Object.keys(resources) as readonly Vendor[];
    return { name, title: brief, vendors, ...(spot !== undefined && { spot: true as const }) };
  }),
);

/** What `generic` means for each vendor that it means something for. */
export const genericPlatforms: () => Readonly<Partial<Record<Vendor, string>>> = lazy(() =>
  Object.fromEntries(
    platformFiles().flatMap(({ name, genericFor = [] }) => genericFor.map((vendor) => [vendor, name])),
  ),
);

/** Platforms that people name but that have nothing of their own that was verified. */
export function unsupportedPlatforms(): readonly UnsupportedPlatformRow[] {
  return unsupportedFile().platforms.map(({ name, title, reason, instead }) => ({
    name,
    title,
    reason,
    instead,
  }));
}
