import type { CatalogDocument } from "../../src/gpu/catalog/document.ts";
import type { ModelRow, PlatformRow } from "../../src/gpu/rows.ts";
import { chapter, code, codes, origin, prose, table } from "./markdown.ts";

/** How MIG cuts a GPU, and how platforms offer the parts. */
export function migChapter({ models, platforms }: CatalogDocument): string {
  const rows = models.flatMap((model) =>
    (model.mig ?? []).map((row) => [
      code(model.name),
      codes(row.products ?? []),
      instancesText(row.instances),
      origin(row),
    ]),
  );
  const uncut = models.filter((model) => model.mig?.length === 0).map((model) => model.name);
  return chapter(
    2,
    "MIG",
    "How many instances of each profile fit on one GPU. The resource of a profile is `nvidia.com/mig-` and its name, " +
      "with `.` for `+`: `nvidia.com/mig-1g.10gb.me`.",
    table(["model", "products", "instances per GPU", "source"], rows),
    `Cannot be cut: ${codes(uncut)}.`,
    chapter(3, "By platform", table(["platform", "offers parts by", "source"], platforms.flatMap(offer))),
    chapter(
      3,
      "Parts that a platform offers by a label",
      table(["platform", "label", "instances per GPU", "source"], models.flatMap(partitions)),
    ),
  );
}

function offer({ name, mig }: PlatformRow): readonly (readonly string[])[] {
  if (mig === null) return [];
  switch (mig.offer) {
    case "resource":
      return [[code(name), "their resources", origin(mig)]];
    case "label":
      return [[code(name), `the label ${code(mig.key)} and \`nvidia.com/gpu\``, origin(mig)]];
    case "none":
      return [[code(name), `nothing: ${prose(mig.reason)}`, origin(mig)]];
    default:
      return mig satisfies never;
  }
}

function partitions(model: ModelRow): readonly (readonly string[])[] {
  return Object.entries(model.platforms).flatMap(([platform, { labels }]) =>
    labels.flatMap((label) =>
      Object.entries(label.partitions ?? {})
        .filter(([, instances]) => Object.keys(instances).length > 0)
        .map(([value, instances]) => [
          code(platform),
          `${code(label.key)} = ${code(value)}`,
          instancesText(instances),
          origin(label),
        ]),
    ),
  );
}

function instancesText(instances: Readonly<Record<string, number>>): string {
  return Object.entries(instances)
    .map(([profile, amount]) => `${amount} × ${code(profile)}`)
    .join(", ");
}
