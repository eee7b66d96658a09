import { lazy } from "../../kernel/lazy.ts";
import { vendorFiles } from "../files/files.ts";
import { provenanceOf } from "../files/sourced.ts";
import type { ResourceDomainRow, ResourceRow } from "../rows.ts";
import { deviceClasses } from "./device-classes.ts";

/** Prefix of the names under which the scheduler serves device classes as extended resources (KEP-5004). */
export const CLASS_RESOURCE = "deviceclass.resource.kubernetes.io/";

/**
 * Every extended resource that marks an accelerator pod, of all vendors: recognised so that it can be counted and removed.
 * Device classes of accelerators are resources too.
 */
export const resourceRows: () => readonly ResourceRow[] = lazy(() => [
  ...vendorFiles().flatMap(({ vendor, resources }) =>
    resources.flatMap((group): readonly ResourceRow[] => {
      const { kind, names = [], patterns = [], source, date, confidence } = group;
      return [
        ...names.map((name) => ({ name, vendor, kind, source, date, confidence })),
        ...patterns.map((pattern) => ({ pattern, vendor, kind, source, date, confidence })),
      ];
    }),
  ),
  ...classResources(),
]);

function classResources(): readonly ResourceRow[] {
  return deviceClasses().flatMap((row): readonly ResourceRow[] => {
    const { name, meaning } = row;
    if (meaning.kind !== "gpu" || meaning.vendor === null) return [];
    const kind = meaning.part ?? "whole";
    return [{ name: `${CLASS_RESOURCE}${name}`, vendor: meaning.vendor, kind, ...provenanceOf(row) }];
  });
}

/** What begins the names of extended resources of accelerators, for names without a row; the first that fits counts. */
export const resourceDomains: () => readonly ResourceDomainRow[] = lazy(() =>
  vendorFiles().flatMap(({ vendor, resourceDomains: domains = [] }) =>
    domains.map((row) => ({ ...row, vendor })),
  ),
);

/**
 * What stands before the slash of accelerator resources, such as `nvidia.com`: for searches through text that nobody has
 * read yet. Domains that only companions have are left out, because nothing computes on a network card.
 */
export function acceleratorDomains(): readonly string[] {
  const names = resourceRows().flatMap((row) => {
    if (row.kind === "companion") return [];
    return "name" in row ? [row.name] : [row.pattern.replace(/\\(.)/g, "$1")];
  });
  return [...new Set(names.map((name) => name.slice(0, name.indexOf("/"))))];
}
