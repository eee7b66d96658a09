import { lazy } from "../../kernel/lazy.ts";
import { isNear, nearest } from "../../kernel/suggest.ts";
import { PLATFORM_NAMES } from "../files/files.ts";
import { otherLabels, vendorDomains } from "../tables/domains.ts";
import { labelRows } from "../tables/labels.ts";
import type { Catalog, Vendor } from "../types.ts";

/** A key in the domain of a vendor or a platform that no component is known to write as a label of nodes. */
export interface UnwrittenLabel {
  /** `resource`: it is the name of a resource. `name`: it is near to a label, or sounds like one. */
  readonly is: "resource" | "name";
  readonly vendor: Vendor | null;
  /** Platforms that write it all the same. */
  readonly writtenOn: readonly string[];
  /** The label that was meant, or the one that says that a node has a GPU; null where there is none. */
  readonly instead: string | null;
}

/** What is wrong with a key as a label of nodes; null for one that something writes, or that anybody may write. */
export function unwrittenLabel(key: string, catalog: Catalog): UnwrittenLabel | null {
  const label = catalog.label(key);
  if (
    label?.platforms.some(isOwn) === true ||
    otherLabels().some((one) => one.test(key)) ||
    MIG_FACT.test(key)
  )
    return null;
  const exact = exactKeys();
  // A vendor's component writes it, in a domain where every name is a resource too.
  if (label?.platforms.length === 0 && exact.includes(key)) return null;
  const row = vendorDomains().find(({ domain }) => key.startsWith(`${domain}/`));
  const resource = row === undefined ? null : catalog.resource(key);
  if (row !== undefined && resource !== null && resource.kind !== "companion")
    return {
      is: "resource",
      vendor: resource.vendor,
      writtenOn: label?.platforms ?? [],
      instead: row.presence,
    };
  if (exact.includes(key)) return null;
  const meant = exact.find((known) => isSlip(key, known));
  if (meant !== undefined) return { is: "name", vendor: row?.vendor ?? null, writtenOn: [], instead: meant };
  if (row === undefined || label !== null || !/^gpus?(?![a-z])/i.test(key.slice(row.domain.length + 1)))
    return null;
  const near = nearest(
    key,
    exact.filter((known) => known.startsWith(`${row.domain}/`)),
  );
  return { is: "name", vendor: row.vendor, writtenOn: [], instead: near ?? row.presence };
}

/** What GPU Feature Discovery says of each MIG resource, under the resource's own name (k8s-dp: gpu-feature-discovery). */
const MIG_FACT =
  /^nvidia\.com\/mig-.+\.(?:count|product|memory|multiprocessors|replicas|sharing-strategy|(?:engines|slices)\..+)$/;

/** Keys of the labels that are known one by one. */
const exactKeys = lazy(() => labelRows().flatMap((row) => ("name" in row ? [row.name] : [])));

/** Of clouds whose labels are only recognised there is no row of the platform. */
const allPlatforms = lazy(
  () => new Set([...PLATFORM_NAMES, ...labelRows().flatMap(({ platforms }) => platforms)]),
);

/** A platform of the config, whose administrators write its labels. */
function isOwn(platform: string): boolean {
  return !allPlatforms().has(platform);
}

const ABOUT = /gpu|tpu|accelerator|neuron/;

/** One letter is wrong, and it is no other device: `instance-cpu-count` is not `instance-gpu-count`. */
function isSlip(key: string, known: string): boolean {
  const device = ABOUT.exec(key)?.[0];
  return device !== undefined && ABOUT.exec(known)?.[0] === device && isNear(key.toLowerCase(), known, 1);
}
