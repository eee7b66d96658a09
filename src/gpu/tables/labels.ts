import { lazy } from "../../kernel/lazy.ts";
import type { LabelGroup } from "../files/entries.ts";
import {
  componentsFile,
  platformFiles,
  providerFile,
  providerFiles,
  unsupportedFile,
  vendorFiles,
} from "../files/files.ts";
import type { ProviderFile } from "../files/provider-file.ts";
import type { LabelRow } from "../rows.ts";
import type { LabelMeaning, Provenance, Vendor } from "../types.ts";
import { categoriesOf, familiesOf, machineFamilies } from "./machine-families.ts";

/** Whose nodes carry a file's labels. */
interface Writer {
  readonly vendor: Vendor | null;
  readonly platforms: readonly string[];
  readonly provider?: ProviderFile | undefined;
}

/** Every node label key that has to do with accelerators, of all platforms; of patterns the first that fits counts. */
export const labelRows: () => readonly LabelRow[] = lazy(() => [
  ...vendorFiles().flatMap(({ vendor, labels }) => rowsOf(labels, { vendor, platforms: [] })),
  ...rowsOf(componentsFile().labels, { vendor: null, platforms: [] }),
  ...providerFiles().flatMap((provider) =>
    rowsOf(provider.labels, { vendor: null, platforms: provider.platforms, provider }),
  ),
  ...platformFiles().flatMap(({ name, labels, provider }) =>
    rowsOf(labels, {
      vendor: null,
      platforms: [name],
      provider: provider === undefined ? undefined : providerFile(provider),
    }),
  ),
  ...unsupportedFile().platforms.flatMap(({ name, labels }) =>
    rowsOf(labels, { vendor: null, platforms: [name] }),
  ),
]);

function rowsOf(groups: readonly LabelGroup[] | undefined, writer: Writer): readonly LabelRow[] {
  const rows: LabelRow[] = [];
  for (const group of groups ?? []) {
    for (const name of group.keys ?? []) rows.push({ name, ...meaningOf(group, writer) });
    for (const pattern of group.patterns ?? []) rows.push({ pattern, ...meaningOf(group, writer) });
    const { key, gpuValues } = group;
    if (key !== undefined && gpuValues !== undefined)
      rows.push({ name: key, ...meaningOf(group, writer), gpuValues: valuesOf(gpuValues, writer) });
  }
  return rows;
}

function meaningOf(group: LabelGroup, writer: Writer): LabelMeaning & Provenance {
  const { kind, gpuValues, source, date, confidence } = group;
  const byValue = gpuValues !== undefined;
  return {
    vendor: group.vendor ?? writer.vendor,
    platforms: group.platforms ?? writer.platforms,
    kind,
    gpuOnly: !byValue && group.gpuOnly !== false,
    byValue,
    source,
    date,
    confidence,
  };
}

function valuesOf(values: NonNullable<LabelGroup["gpuValues"]>, { provider }: Writer): readonly string[] {
  switch (values) {
    case "machine-types":
      return machineFamilies().map(({ pattern }) => pattern);
    case "machine-families":
      return provider === undefined ? [] : familiesOf(provider);
    case "machine-categories":
      return provider === undefined ? [] : categoriesOf(provider);
    default:
      return values;
  }
}
