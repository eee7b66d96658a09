import { lazy } from "../../kernel/lazy.ts";
import type { AdmissionRow } from "../admission-rows.ts";
import type { ByVendor } from "../files/entries.ts";
import { componentsFile, PLATFORM_NAMES, platformFile, providerFile, vendorFile } from "../files/files.ts";
import type { AdmissionEntry, PlatformFacts, PlatformFile } from "../files/platform-file.ts";
import { provenanceOf, sourced, valued } from "../files/sourced.ts";
import type { Label, PlatformRow, Sourced, SpotRow, WholeGpuRow } from "../rows.ts";
import type { Toleration, Vendor } from "../types.ts";
import { wholeGpuRow } from "./whole-gpus.ts";

const ROWS: ReadonlyMap<string, () => PlatformRow | undefined> = new Map(
  PLATFORM_NAMES.map((name) => [
    name,
    lazy(() => {
      const file = platformFile(name);
      return file === undefined ? undefined : rowOf(file);
    }),
  ]),
);

/** A platform's row; undefined for a name that there is not. Only this platform's file is read for it. */
export function platformRow(name: string): PlatformRow | undefined {
  return ROWS.get(name)?.();
}

/** All platforms, in the order in which they are listed to users. */
export const platformRows: () => readonly PlatformRow[] = lazy(() =>
  PLATFORM_NAMES.flatMap((name) => platformRow(name) ?? []),
);

/** True for a platform whose API server tolerates, for a pod that asks for a resource, the taint named like the resource. */
export function addsTolerations(platform: string): boolean {
  const file = platformFile(platform);
  return file !== undefined && factsOf(file).addsTolerations !== undefined;
}

/** The most seconds that a platform can be configured to give after a spot notice; undefined where that is not known. */
export function longestSpotNotice(platform: string): number | undefined {
  const file = platformFile(platform);
  return file === undefined ? undefined : factsOf(file).spot?.longestNotice;
}

/** What a platform's file leaves to its provider's. */
export function factsOf(file: PlatformFile): PlatformFile {
  if (file.provider === undefined) return file;
  const { common } = providerFile(file.provider);
  return {
    ...common,
    ...file,
    tolerations: { ...common.tolerations, ...file.tolerations },
    ...(file.spot !== undefined ? { spot: { ...common.spot, ...file.spot } } : { spot: undefined }),
    ...((common.modelRequired ?? file.modelRequired) !== undefined && {
      modelRequired: { ...common.modelRequired, ...file.modelRequired },
    }),
  } as PlatformFile;
}

function rowOf(file: PlatformFile): PlatformRow {
  const facts = factsOf(file);
  const { name, title, noLabelReason, countRule, resources = {}, injected, arm64Toleration } = facts;
  return {
    name,
    title,
    resources,
    ...optionalFacts(facts),
    tolerations: byVendor(facts.tolerations, tolerationsOf),
    taints: (facts.taints ?? []).map(({ tells: _, ...taint }) => taint),
    injected: injected === undefined ? null : valued(injected.text, injected),
    arm64Toleration: arm64Toleration === undefined ? null : sourced(arm64Toleration),
    vendorLabel: byVendor(facts.vendorLabel, (_, label) => sourced(label)),
    noLabelReason,
    modelRequired: byVendor(facts.modelRequired, (_, told) => valued(told.text, told)),
    spot: spotRow(facts),
    capacity: facts.capacity ?? [],
    evictionAnnotations: (facts.evictionAnnotations ?? []).map(evictionAnnotation),
    labelPairs: (facts.labelPairs ?? []).map((pair) => valued(pair.keys, pair)),
    mig: migRow(facts),
    remarks: (facts.remarks ?? []).map((told) => valued(told.text, told)),
    countRule,
    ...provenanceOf(file),
  };
}

/** What is absent from a row where nothing is known of it. */
function optionalFacts(
  facts: PlatformFile,
): Pick<
  PlatformRow,
  "resourcesByDriver" | "wholeGpus" | "launcher" | "neverLaunched" | "admission" | "runtimeClass"
> {
  const { resourcesByDriver, wholeGpus, launcher, admission, runtimeClass } = facts;
  return {
    ...(resourcesByDriver !== undefined && {
      resourcesByDriver: Object.fromEntries(
        resourcesByDriver.map((vendor) => [vendor, driverResources(vendor)]),
      ),
    }),
    ...(wholeGpus !== undefined && {
      wholeGpus: byVendor(
        wholeGpus,
        (vendor, entry): WholeGpuRow =>
          wholeGpuRow(entry === "components" ? ofComponents(vendor, "wholeGpus") : entry),
      ),
    }),
    ...(launcher !== undefined && { launcher: valued(launcher.name, launcher) }),
    ...(facts.neverLaunched !== undefined && {
      neverLaunched: sourced(componentsFile().karpenter.neverLaunched),
    }),
    ...(admission !== undefined && { admission: admissionRow(admission) }),
    ...(runtimeClass !== undefined && { runtimeClass: valued(runtimeClass.name, runtimeClass) }),
  };
}

/** Every resource that a vendor's GPUs may have, where the kernel driver of the node decides. */
export function driverResources(vendor: Vendor): Sourced<readonly string[]> {
  const row = ofComponents(vendor, "resourcesByDriver");
  return valued(row.values, row);
}

/** An annotation against eviction, by its word. */
export function evictionAnnotation(word: "safe-to-evict" | "do-not-disrupt"): Sourced<Label> {
  return sourced(componentsFile().evictionAnnotations[word]);
}

function tolerationsOf(
  vendor: Vendor,
  entries: NonNullable<NonNullable<PlatformFacts["tolerations"]>[Vendor]>,
): readonly Sourced<Toleration>[] {
  return entries.map((entry) => sourced(entry === "components" ? ofComponents(vendor, "toleration") : entry));
}

function spotRow({ name, spot }: PlatformFile): SpotRow | null {
  if (spot === undefined) return null;
  const label = spot.label === "karpenter" ? componentsFile().karpenter.spotLabel : spot.label;
  if (label === undefined) throw new Error(`the file of ${name} names no label of spot capacity`);
  const { tolerations = [], notice } = spot;
  return {
    label: sourced(label),
    tolerations: tolerations.map((one) => sourced(one)),
    notice: notice === undefined ? null : valued(notice.seconds, notice),
  };
}

function migRow({ mig }: PlatformFile): PlatformRow["mig"] {
  if (mig === undefined) return null;
  // The schema says which offer has a key, and which a reason.
  return (mig === "components" ? ofComponents("nvidia", "mig") : mig) as PlatformRow["mig"];
}

function admissionRow(entry: AdmissionEntry): AdmissionRow {
  const { by, selectors, computeClass, host, machines, allowlist } = entry;
  return {
    by,
    selectors: sourced(selectors),
    computeClass: sourced(computeClass),
    host: sourced(host),
    machines: sourced(machines),
    allowlist: sourced(allowlist),
  };
}

/** What a platform means by `components`. */
function ofComponents<Field extends keyof NonNullable<ReturnType<typeof vendorFile>["components"]>>(
  vendor: Vendor,
  field: Field,
): NonNullable<NonNullable<ReturnType<typeof vendorFile>["components"]>[Field]> {
  const found = vendorFile(vendor).components?.[field];
  if (found === undefined) throw new Error(`the file of ${vendor} says nothing of its components' ${field}`);
  return found;
}

function byVendor<Entry, Row>(
  entries: ByVendor<Entry> | undefined,
  rowOfEntry: (vendor: Vendor, entry: Entry) => Row,
): ByVendor<Row> {
  const rows: Partial<Record<Vendor, Row>> = {};
  for (const [vendor, entry] of Object.entries(entries ?? {}) as readonly [Vendor, Entry][])
    rows[vendor] = rowOfEntry(vendor, entry);
  return rows;
}
