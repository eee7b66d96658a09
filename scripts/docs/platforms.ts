import type { CatalogDocument } from "../../src/gpu/catalog/document.ts";
import type { PlatformRow } from "../../src/gpu/rows.ts";
import type { Vendor } from "../../src/gpu/types.ts";
import { countRules } from "../../src/output/show/words.ts";
import { chapter, code, codes, origin, prose, table } from "./markdown.ts";
import { expression } from "./selectors.ts";

/** The platforms, one line each, and what is worth knowing before a pod goes there. */
export function platformsChapter(catalog: CatalogDocument): string {
  const { platforms, unsupported } = catalog;
  return chapter(
    2,
    "Platforms",
    table(
      ["platform", "", "resources", "models", "GPUs per pod", "makes nodes", "source"],
      platforms.map((platform) => [
        code(platform.name),
        prose(platform.title),
        resources(platform),
        String(catalog.models.filter((model) => platform.name in model.platforms).length),
        countRules(catalog.models, platform).map(prose).join("<br>"),
        platform.launcher === undefined
          ? ""
          : `${prose(platform.launcher.value)} (${origin(platform.launcher)})`,
        origin(platform),
      ]),
    ),
    chapter(
      3,
      "Without a model",
      table(["platform", "vendor", "selects", "source"], platforms.flatMap(withoutModel)),
    ),
    chapter(
      3,
      "What CPU pods get",
      table(["platform", "node affinity", "kept off by", "because", "source"], keptOff(catalog)),
    ),
    chapter(
      3,
      "What is rejected, or gets no node",
      table(
        ["platform", "", "source"],
        [...platforms.flatMap(rejected), ...platforms.flatMap(neverLaunched)],
      ),
    ),
    chapter(
      3,
      "Remarks",
      table(
        ["platform", "remark", "source"],
        platforms.flatMap((platform) =>
          platform.remarks.map((remark) => [code(platform.name), prose(remark.value), origin(remark)]),
        ),
      ),
    ),
    chapter(
      3,
      "Not supported",
      table(
        ["name", "", "reason", "take instead, where the vendor's components run"],
        unsupported.map((row) => [code(row.name), prose(row.title), prose(row.reason), code(row.instead)]),
      ),
    ),
  );
}

function resources(platform: PlatformRow): string {
  return Object.entries(platform.resources)
    .map(([vendor, resource]) => {
      const byDriver = platform.resourcesByDriver?.[vendor as Vendor]?.value;
      return `${vendor}: ${(byDriver ?? [resource]).map(code).join(" or ")}`;
    })
    .join("<br>");
}

function withoutModel(platform: PlatformRow): readonly (readonly string[])[] {
  const labels = Object.entries(platform.vendorLabel).map(([vendor, row]) => [
    code(platform.name),
    vendor,
    `${code(row.value.key)} = ${code(row.value.value)}`,
    origin(row),
  ]);
  const errors = Object.entries(platform.modelRequired).map(([vendor, row]) => [
    code(platform.name),
    vendor,
    `nothing, it is an error: ${prose(row.value)}`,
    origin(row),
  ]);
  const known = [...labels, ...errors];
  if (platform.noLabelReason === "") return known;
  const others = known.length === 0 ? "all" : "others";
  return [...known, [code(platform.name), others, `nothing: ${prose(platform.noLabelReason)}`, ""]];
}

function keptOff({ keepOff }: CatalogDocument): readonly (readonly string[])[] {
  return keepOff.flatMap(({ platform, strength, reason, expressions }) =>
    expressions.map((one, index) => [
      index === 0 ? code(platform) : "",
      index === 0 ? strength : "",
      expression(one.value),
      index === 0 ? prose(reason) : "",
      origin(one),
    ]),
  );
}

function rejected({ name, admission }: PlatformRow): readonly (readonly string[])[] {
  if (admission === undefined) return [];
  const { selectors, computeClass, host, machines, allowlist } = admission;
  const sizes = Object.entries(machines.value.sizes).flatMap(([value, bySize]) =>
    Object.entries(bySize).map(
      ([count, [cpu, memory]]) =>
        `${count} ${code(value)}: ${cpu}${memory === undefined ? "" : ` and ${memory} GiB`}`,
    ),
  );
  return [
    [`selectors on all labels but ${codes(selectors.value.allowed)}`, selectors] as const,
    [`known to be rejected: ${codes(Object.keys(selectors.value.rejected))}`, selectors] as const,
    [
      `beside a ${code(computeClass.value.key)} other than ${codes(computeClass.value.builtIn)} all labels but ${codes(computeClass.value.beside)}`,
      computeClass,
    ] as const,
    [
      `the host's namespaces and ports, host paths but ${codes(host.value.paths)} to read, privileged containers, volumes but ${codes(host.value.volumes)}, capabilities but ${codes(host.value.capabilities)}`,
      host,
    ] as const,
    [`as many CPUs or as much memory as the largest machine has: ${sizes.join("; ")}`, machines] as const,
    [`not what an allowlist matches, which pods name by ${code(allowlist.value.label)}`, allowlist] as const,
  ].map(([what, row]) => [code(name), what, origin(row)]);
}

function neverLaunched({ name, neverLaunched: row }: PlatformRow): readonly (readonly string[])[] {
  if (row === undefined) return [];
  const { keys, domain, except } = row.value;
  const what = `conditions on ${codes(keys)}, and on labels of ${code(domain)} but ${codes(except)}`;
  return [[code(name), what, origin(row)]];
}
