import { labelMeaning, resourceMeaning, taintVendor } from "../../../src/gpu/catalog/knowledge.ts";
import type { PlatformRow } from "../../../src/gpu/rows.ts";
import { type Claim, text, value } from "./claim.ts";
import { isPresence, onPlatform, recognisedOn, saysGpu } from "./labels.ts";
import { noted } from "./notes.ts";
import { DOCUMENT, modelsBy, platformRow, WRITTEN } from "./rows.ts";

/** Comparisons that hold for every platform: resource, labels, taints, tolerations, spot capacity. */
export const PLATFORM_CLAIMS: readonly Claim[] = [
  text("platforms > $platform > resource", (resource, { platform }) =>
    Object.values(row(platform).resources).includes(resource),
  ),
  text("platforms > generic-intel > resource_alternative", (resource) =>
    DOCUMENT.models.some((model) => model.resource === resource && "generic-intel" in model.platforms),
  ),

  // Keys of labels.
  text("platforms > $platform > labels|extra_labels > * > key", recognisedOnPlatform),
  text("platforms > $platform > labels|extra_labels > * > keys > *", recognisedOnPlatform),
  text("platforms > $platform > nfd_only_label > key", recognisedOnPlatform),
  text(
    "platforms > other_autoscaler_labels > $cloud",
    (key, { cloud = "" }) => labelMeaning(key)?.platforms.includes(cloud) === true && isUnsupported(cloud),
  ),

  // Values of labels.
  text("platforms > $platform > labels|extra_labels > $label > value", (one, { platform, label }) =>
    [keyOf(platform, "labels", label), keyOf(platform, "extra_labels", label)].some(
      (key) => key !== null && hasValue(platform, key, one),
    ),
  ),
  text("platforms > $platform > nfd_only_label > value", (one, { platform }) =>
    hasValue(platform, String(noted("platforms", platform ?? "", "nfd_only_label", "key")), one),
  ),
  text("platforms > $platform > labels > $label > values|verified_values > *", (one, { platform, label }) => {
    const key = keyOf(platform, "labels", label);
    return key !== null && hasValue(platform, key, one);
  }),
  text(
    "platforms > coreweave > labels > node_class > values > *",
    (one) => saysGpu("node.coreweave.cloud/class", one) === (one === "gpu"),
  ),
  text("platforms > aks-nap > labels > family > value_for_gpu", (one) =>
    saysGpu("karpenter.azure.com/sku-family", one, "D"),
  ),
  value("platforms > gke > labels > model > required_for_selection", () =>
    DOCUMENT.models
      .filter((model) => model.vendor === "nvidia" && model.platforms.gke !== undefined)
      .every((model) => model.platforms.gke?.labels[0]?.key === "cloud.google.com/gke-accelerator"),
  ),

  // Taints.
  value("platforms > $platform > default_taints", (none, { platform }) =>
    Array.isArray(none)
      ? row(platform).taints.every((taint) => taint.by !== "default" || resourceMeaning(taint.key) === null)
      : platform === "gke-autopilot" && row(platform).taints.length === 0 && row(platform).injected !== null,
  ),
  text("platforms > $platform > default_taints|operator_taints > * > key", (key, { platform }) =>
    row(platform).taints.some((taint) => taint.key === key && taint.by === "default"),
  ),
  taintPart("default_taints", "value"),
  taintPart("default_taints", "effect"),
  taintPart("operator_taints", "value"),
  taintPart("operator_taints", "effect"),
  text(
    "platforms > $platform > taint_convention > $part:key|value|effect|operator",
    (part, { platform, part: name }) =>
      row(platform).taints.some(
        (taint) =>
          taint.by === "convention" &&
          taint.key === noted("platforms", platform ?? "", "taint_convention", "key") &&
          taintVendor(taint.key, taint.value) !== null &&
          Object.entries(taint).some(([field, one]) => field === name && one === part),
      ),
  ),

  // Tolerations.
  text(
    "platforms > $platform > recommended_toleration > $part:key|value|effect|operator",
    (part, { platform, part: name }) =>
      tolerates(
        row(platform),
        noted("platforms", platform ?? "", "recommended_toleration", "key"),
        name,
        part,
      ),
  ),
  text(
    "platforms > $platform > recommended_tolerations > $at > $part:key|value|effect|operator",
    (part, { platform, at, part: name }) =>
      tolerates(
        row(platform),
        noted("platforms", platform ?? "", "recommended_tolerations", at ?? "", "key"),
        name,
        part,
      ),
  ),
  value("platforms > gke > auto_toleration > enabled", () => row("gke").injected !== null),
  value("platforms > aks > auto_toleration > enabled", () => remarks("aks", /tolerates .* by itself/)),
  text("platforms > gke > auto_toleration > covers > *", (resource) =>
    Object.entries(row("gke").resources).every(
      ([vendor, one]) =>
        one !== resource || row("gke").tolerations[vendor as keyof PlatformRow["tolerations"]] === undefined,
    ),
  ),
  text("platforms > gke > auto_toleration > does_not_cover > *", (key) =>
    [row("gke").arm64Toleration, ...(row("gke").spot?.tolerations ?? [])].some(
      (one) => one?.value.key === key,
    ),
  ),
  text("platforms > aks > auto_toleration > covers", () =>
    Object.values(row("aks").tolerations).every((list) => list.some((one) => one.value.key === "sku")),
  ),
  // Off, or not known: the toleration is written.
  text("platforms > generic-nvidia|oke|doks > auto_toleration", () =>
    ["generic-nvidia", "oke", "doks"].every(
      (name) => row(name).injected === null && row(name).tolerations.nvidia !== undefined,
    ),
  ),

  // Spot capacity.
  text("platforms > $platform > spot > labels > $key", (one, { platform, key }) => {
    const label = row(platform).spot?.label.value;
    return label?.key === key && label?.value === one;
  }),
  text("platforms > $platform > spot > labels_new > $key", (one, { platform, key = "" }) =>
    hasCapacity(row(platform), key, one),
  ),
  text(
    "platforms > $platform > spot > legacy_label",
    (key, { platform }) => onPlatform(key, platform ?? "") && labelMeaning(key)?.kind === "capacity",
  ),
  text(
    "platforms > $platform > spot > taint",
    (none, { platform }) => none === "none" && row(platform).spot?.tolerations.length === 0,
  ),
  text(
    "platforms > $platform > spot > taint > $part:key|value|effect|operator",
    (part, { platform, part: name }) =>
      row(platform).taints.some(
        (taint) =>
          taint.key === noted("platforms", platform ?? "", "spot", "taint", "key") &&
          Object.entries(taint).some(([field, one]) => field === name && one === part),
      ),
  ),
  text("platforms > gke > spot > notice", (sentence) => {
    const seconds = row("gke").spot?.notice?.value;
    return seconds !== undefined && sentence.includes(`${seconds} s for ordinary pods`);
  }),

  // Platforms that are like another, or that are none.
  text("platforms > $platform > labels_from", (other, { platform = "" }) =>
    isUnsupported(platform)
      ? DOCUMENT.unsupported.some((one) => one.name === platform && one.instead === other)
      : DOCUMENT.models.some((model) => platform in model.platforms) &&
        DOCUMENT.models.every((model) => sameOrNone(model.platforms[platform], model.platforms[other])),
  ),
  value(
    "platforms > $platform > verified",
    (verified, { platform = "" }) => verified === false && isUnsupported(platform),
  ),
];

function row(name: string | undefined): PlatformRow {
  const found = platformRow(name ?? "");
  if (found === undefined) throw new Error(`the catalog has no platform ${name}`);
  return found;
}

function recognisedOnPlatform(key: string, { platform = "" }: Readonly<Record<string, string>>): boolean {
  return recognisedOn(key, platform);
}

/** The key of a label that the notes describe, a placeholder filled in; null where the notes give none. */
function keyOf(platform = "", group: string, label = ""): string | null {
  const key = noted("platforms", platform, group, label, "key");
  return typeof key === "string" ? key : null;
}

/** A label value that the platform's row, or a model's, has; or that tells GPU nodes from others. */
function hasValue(platform: string | undefined, key: string, one: string): boolean {
  const name = platform ?? "";
  return (
    hasCapacity(platformRow(name), key, one) ||
    WRITTEN.some((label) => label.platform === name && label.key === key && label.values.includes(one)) ||
    modelsBy(name, key, one).length > 0 ||
    isPresence(key, one)
  );
}

function hasCapacity(platform: PlatformRow | undefined, key: string, one: string): boolean {
  return (
    platform?.capacity.some((capacity) => capacity.key === key && capacity.values.includes(one)) === true
  );
}

function taintPart(list: "default_taints" | "operator_taints", part: "value" | "effect"): Claim {
  return text(`platforms > $platform > ${list} > $at > ${part}`, (one, { platform, at }) =>
    row(platform).taints.some(
      (taint) =>
        taint.by === "default" &&
        taint.key === noted("platforms", platform ?? "", list, at ?? "", "key") &&
        taint[part] === one,
    ),
  );
}

function tolerates(platform: PlatformRow, key: unknown, part: string | undefined, one: string): boolean {
  return Object.values(platform.tolerations)
    .flat()
    .some(
      ({ value: toleration }) =>
        toleration.key === key &&
        Object.entries(toleration).some(([field, found]) => field === part && found === one),
    );
}

function isUnsupported(name: string): boolean {
  return DOCUMENT.unsupported.some((one) => one.name === name);
}

function sameOrNone(placement: unknown, other: unknown): boolean {
  return placement === undefined || JSON.stringify(placement) === JSON.stringify(other);
}

/** True when a remark of the platform says it. */
export function remarks(platform: string, words: RegExp): boolean {
  return row(platform).remarks.some((remark) => words.test(remark.value));
}
