import { lazy } from "../../kernel/lazy.ts";
import { platformFiles, providerFiles } from "../files/files.ts";
import type { ProviderFile } from "../files/provider-file.ts";
import type { MachineFamilyRow } from "../rows.ts";

/**
 * Instance types that have accelerators, as patterns: the provider's own, or all sizes of its families, of which those with
 * a fraction of a GPU are no CPU machines either.
 */
export const machineFamilies: () => readonly MachineFamilyRow[] = lazy(() => [
  ...providerFiles().map(
    (file): MachineFamilyRow => ({
      ...file.machineFamily,
      pattern: file.machineFamily.pattern ?? `(?:${familiesOf(file).join("|")})\\.[a-z0-9-]+`,
    }),
  ),
  ...platformFiles().flatMap(({ machineFamily }) => machineFamily ?? []),
]);

/** The families of a provider's machines with accelerators, by name: what stands before the size. */
export function familiesOf({
  families,
  fractionalFamilies = [],
  accelerators,
  tpus,
}: ProviderFile): readonly string[] {
  const google = [
    ...Object.values(accelerators?.values ?? {}).flatMap(({ machines }) => Object.keys(machines ?? {})),
    ...Object.values(tpus?.models ?? {}).flatMap(({ machines }) => Object.values(machines)),
  ].map((machine) => machine.replace(/-.*$/, ""));
  return [...new Set([...Object.keys(families ?? {}), ...fractionalFamilies, ...google])].sort();
}

/** Karpenter's instance categories of such families: the letters before the generation's digit. */
export function categoriesOf(file: ProviderFile): readonly string[] {
  return [...new Set(familiesOf(file).map((family) => family.replace(/\d.*$/, "")))].sort();
}
