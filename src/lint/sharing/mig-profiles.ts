import { migResource } from "../../gpu/catalog/mig.ts";
import type { ModelRow, PlatformRow } from "../../gpu/rows.ts";

const PREFIX = "nvidia.com/mig-";

/** Every MIG profile of a model that is known. */
export function allProfiles(models: readonly ModelRow[]): readonly string[] {
  return [...new Set(models.flatMap(profilesOf))];
}

/** The profiles that MIG cuts a model in. */
export function profilesOf({ mig }: ModelRow): readonly string[] {
  return [...new Set((mig ?? []).flatMap(({ instances }) => Object.keys(instances)))];
}

/** The profile that a resource such as `nvidia.com/mig-1g.10gb` is named after; null for another resource. */
export function profileIn(
  resource: string,
  context: { readonly models: readonly ModelRow[] },
): string | null {
  if (!resource.startsWith(PREFIX)) return null;
  const name = resource.replace(/\.shared$/, "");
  return (
    allProfiles(context.models).find((profile) => migResource(profile) === name) ?? name.slice(PREFIX.length)
  );
}

/** Labels by which platforms offer parts of GPUs in place of a resource. */
export function partLabels(platforms: readonly PlatformRow[]): readonly string[] {
  return [...new Set(platforms.flatMap(({ mig }) => (mig?.offer === "label" ? [mig.key] : [])))];
}
