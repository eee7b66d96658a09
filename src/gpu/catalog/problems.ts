import { nearest } from "../../kernel/suggest.ts";
import { listed } from "../../kernel/words.ts";
import type { CountRule, MachineRow, ModelRow, OmittedRow, PlatformRow } from "../rows.ts";
import {
  genericPlatforms,
  type PlatformIndexRow,
  platformIndex,
  unsupportedPlatforms,
} from "../tables/platform-index.ts";
import type { CatalogDiagnostic, PlacementQuestion, Vendor } from "../types.ts";
import { deviceWord } from "../words.ts";
import { didYouMean, inQuotes, type Quote } from "./did-you-mean.ts";
import type { Tables } from "./tables.ts";

/** Every problem with a name or number from the user, in one voice: what is wrong, why, what there is. */

/** The vendors whose accelerators can be asked for. */
export const VENDORS: readonly Vendor[] = ["nvidia", "amd", "intel", "habana", "google", "aws"];

/** The platform name is not in the catalog. */
export function unknownPlatform(
  name: string,
  directory: readonly PlatformIndexRow[] = platformIndex(),
): CatalogDiagnostic {
  const names = ["generic", ...directory.map((row) => row.name)];
  const unsupported = unsupportedPlatforms().find((row) => row.name === name.toLowerCase());
  if (unsupported !== undefined)
    return {
      code: "unknown-platform",
      message: `${unsupported.title} is no platform of the catalog: ${unsupported.reason}`,
      advice: `Leave --platform out, or pass --platform ${unsupported.instead}, where the vendor's device plugin and labels are there. The platforms are ${names.join(", ")}.`,
    };
  return {
    code: "unknown-platform",
    message: `unknown platform "${name}"`,
    advice: `${didYouMean(name, names)}The platforms are ${names.join(", ")}.`,
  };
}

/** The model name is not in the catalog, or means several models. `quote` puts a name as its reader knows it. */
export function unknownModel(
  name: string,
  models: readonly ModelRow[],
  quote: Quote = inQuotes,
): CatalogDiagnostic {
  const wanted = name.toLowerCase();
  const names = models.map((model) => model.name);
  const sameName = names.find((model) => model === wanted);
  const versions = versionsOf(wanted, names);
  if (sameName === undefined && versions.length > 1)
    return {
      code: "unknown-model",
      message: `${quote(name)} is not one model: there are ${listed(versions)}`,
      why: "They are different machines, with other labels.",
      advice: `Name one of them: ${listed(versions, "or")}.`,
    };
  const guess = sameName ?? versions[0] ?? modelOfValue(wanted, models) ?? modelWithin(wanted, names);
  const suggestion = guess === undefined ? didYouMean(name, names, quote) : `Did you mean ${quote(guess)}? `;
  return {
    code: "unknown-model",
    message: `unknown GPU model ${quote(name)}`,
    advice: `${suggestion}The models are ${names.join(", ")}.`,
  };
}

/** Models of a name: `a100` with its memory sizes, `mi300` with its letters, `gaudi` with its generations. */
function versionsOf(wanted: string, names: readonly string[]): readonly string[] {
  const next = /\d$/.test(wanted) ? /^[a-z]/ : /^\d/;
  const isFamily = wanted.length > 3;
  return names.filter((model) => {
    if (!model.startsWith(wanted) || model === wanted) return false;
    const rest = model.slice(wanted.length);
    return rest.startsWith("-") || (isFamily && next.test(rest));
  });
}

/** The model is known, but nothing is verified for it on the platform. */
export function modelNotOnPlatform(model: ModelRow, platform: string, tables: Tables): CatalogDiagnostic {
  const there = nearestFirst(
    model.name,
    tables.models.filter((other) => platform in other.platforms).map((other) => other.name),
  );
  const elsewhere = Object.keys(model.platforms);
  const rows = tables.omitted.filter((row) => row.platform === platform);
  const omitted = rows.find((row) => row.model === model.name) ?? rows.find((row) => row.model === "*");
  return {
    code: "model-not-on-platform",
    message: `no verified way to ask for ${model.name} on ${platform}`,
    why: omittedReason(omitted),
    advice: `${there.length === 0 ? "Leave the model out" : `Take a model of ${platform} (${there.join(", ")})`}, or name a platform that is known to have ${model.name} (${elsewhere.join(", ")}).`,
  };
}

function omittedReason(omitted: OmittedRow | undefined): string {
  const reason =
    omitted?.reason ??
    "no source says that the platform offers it, and an invented label leaves the pod Pending";
  return `${reason[0]?.toUpperCase()}${reason.slice(1)}.`;
}

/** No node of the model has as many GPUs, or exactly as many where that is demanded. */
export function countNotOnPlatform(
  model: ModelRow,
  platform: PlatformRow,
  {
    rule,
    ask,
  }: {
    readonly rule: CountRule;
    readonly ask: Pick<PlacementQuestion, "count" | "asksBy"> & {
      readonly cut: { readonly profile: string | null };
    };
  },
  counts: readonly number[],
): CatalogDiagnostic {
  const sorted = [...new Set(counts)].sort((a, b) => a - b);
  const most = sorted.at(-1) ?? 0;
  const list = listed(sorted.map(String), "or");
  const exact = rule === "whole-machine";
  const unit = ask.cut.profile === null ? unitOf(model, ask.asksBy) : "MIG device";
  return {
    code: "count-not-on-platform",
    message: `no ${model.name} node on ${platform.name} takes a pod with ${ask.count} ${ask.count === 1 ? unit : `${unit}s`}`,
    why: exact
      ? `${platform.title} accepts only ${list} ${unit}${most === 1 ? "" : "s"} of this model per pod.`
      : `The ${model.name} nodes on ${platform.name} have ${list} ${unit}${most === 1 ? "" : "s"}, and a pod runs on one node.`,
    advice: exact
      ? `Ask for ${list} per pod.`
      : `Ask for at most ${most} per pod; more ${unit}s than that need more pods.`,
  };
}

/** No model is named, and no node of the platform has as many devices. */
export function countNotForVendor(
  vendor: Vendor,
  platform: PlatformRow,
  { count, asksBy, spot }: Pick<PlacementQuestion, "count" | "asksBy" | "spot">,
  most: number,
): CatalogDiagnostic {
  const unit = unitOf({ vendor }, asksBy);
  return {
    code: "count-not-on-platform",
    message: `no ${vendor} ${spot ? "spot " : ""}node on ${platform.name} takes a pod with ${count} ${unit}s`,
    why: `The largest has ${most} ${unit}${most === 1 ? "" : "s"}, and a pod runs on one node.`,
    advice: `Ask for at most ${most} per pod; more ${unit}s than that need more pods.`,
  };
}

/** The platform's machines of the vendor are never sold as spot capacity. */
export function spotNotForVendor(vendor: Vendor, platform: string): CatalogDiagnostic {
  return {
    code: "spot-not-for-model",
    message: `${platform} has no spot capacity with ${deviceWord(vendor)}s of ${vendor}`,
    why: "The machines that have them are never sold as spot capacity.",
    advice: "Leave --spot out, or take another vendor.",
  };
}

/** What is counted, as users call it. */
function unitOf({ vendor }: Pick<ModelRow, "vendor">, asksBy: string | undefined): string {
  return asksBy?.endsWith("/neuroncore") === true ? "Neuron core" : deviceWord(vendor);
}

/** The machines that have the model are never sold as spot capacity. */
export function spotNotForModel(
  model: ModelRow,
  platform: string,
  machines: readonly MachineRow[],
): CatalogDiagnostic {
  const names = machines.map((machine) => machine.name);
  return {
    code: "spot-not-for-model",
    message: `${platform} has no spot capacity with ${model.name}`,
    why: `The machines that fit, ${listed(names)}, are never sold as spot capacity.`,
    advice: "Leave --spot out, or take another model.",
  };
}

/** Only a slice of a TPU has a shape. */
export function topologyNotForModel(model: ModelRow, platform: string): CatalogDiagnostic {
  return {
    code: "topology-not-for-model",
    message: `${model.name} on ${platform} has no topology to choose`,
    why: "Only slices of Cloud TPUs are asked for by their shape.",
    advice: "Leave --topology out.",
  };
}

/** A shape says nothing without the TPU it is of. */
export function topologyWithoutModel(): CatalogDiagnostic {
  return {
    code: "topology-not-for-model",
    message: "--topology means nothing without a TPU model",
    advice: "Name the model with --gpu, such as --gpu tpu-v5e, or leave --topology out.",
  };
}

/** The shape does not exist, or pods with so many chips do not make it. */
export function topologyUnknown(
  model: ModelRow,
  { count, topology }: Pick<PlacementQuestion, "count" | "topology">,
  shapes: { readonly ofCount: readonly string[]; readonly countsFor: readonly number[] },
): CatalogDiagnostic {
  const chips = `${count} ${count === 1 ? "chip" : "chips"}`;
  const { ofCount, countsFor } = shapes;
  const guess = topology === undefined || countsFor.length > 0 ? undefined : nearest(topology, ofCount);
  const suggestion = guess === undefined ? "" : `Did you mean "${guess}"? `;
  const other =
    countsFor.length === 0
      ? ""
      : `${topology} takes pods of ${listed(countsFor.map(String), "or")} (--gpus). `;
  return {
    code: "topology-unknown",
    message:
      topology === undefined
        ? `no shape of ${model.name} is made of one machine with ${chips}`
        : `pods of ${chips} make no slice ${topology} of ${model.name}`,
    why: "A pod takes all chips of its machine, and a slice is machines of 4 chips, or one machine.",
    advice: `${suggestion}${other}With ${chips} per pod the shapes are ${listed(ofCount, "or")}.`,
  };
}

/** The platform creates nodes for a pod only when the model is named. */
export function modelNeeded(
  platform: PlatformRow,
  vendor: Vendor,
  why: string,
  tables: Tables,
): CatalogDiagnostic {
  const names = tables.models
    .filter((model) => model.vendor === vendor && platform.name in model.platforms)
    .map((model) => model.name);
  return {
    code: "model-needed",
    message: `${platform.name} needs a ${vendor === "google" ? "TPU" : "GPU"} model`,
    why: `${why[0]?.toUpperCase()}${why.slice(1)}.`,
    advice: `Name one with --gpu: ${names.join(", ")}.`,
  };
}

/** The vendor that was named does not make the model. */
export function vendorModelConflict(vendor: Vendor, model: ModelRow): CatalogDiagnostic {
  return {
    code: "vendor-model-conflict",
    message: `${model.name} is made by ${model.vendor}, not by ${vendor}`,
    advice: `Leave the vendor out, or name a model of ${vendor}.`,
  };
}

/** The platform has no GPUs of the vendor, as far as the catalog knows. */
export function vendorNotOnPlatform(
  vendor: Vendor,
  platform: string,
  directory: readonly PlatformIndexRow[] = platformIndex(),
): CatalogDiagnostic {
  const generic = Object.keys(genericPlatforms()) as readonly Vendor[];
  const there = directory.find((row) => row.name === platform)?.vendors ?? generic;
  const elsewhere = directory.filter((row) => row.vendors.includes(vendor)).map((row) => row.name);
  const known =
    elsewhere.length === 0 ? "" : `, or a platform with ${vendor} accelerators (${elsewhere.join(", ")})`;
  return {
    code: "vendor-not-on-platform",
    message: `${platform} has no ${vendor} accelerators that the catalog knows`,
    advice: `Take a vendor of ${platform} (${listed(there, "or")})${known}.`,
  };
}

/** The platform has no spot capacity that a label could ask for. */
export function spotNotOnPlatform(platform: string, withSpot: readonly string[]): CatalogDiagnostic {
  return {
    code: "spot-not-on-platform",
    message: `${platform} has no label for spot capacity`,
    why: "Spot capacity is a cloud offering, and each cloud has its own label for it.",
    advice: `Name the cloud with --platform: ${withSpot.join(", ")}.`,
  };
}

/** The model one of whose label values the user wrote: `nvidia-tesla-t4`, `NVIDIA-L4`. */
function modelOfValue(wanted: string, models: readonly ModelRow[]): string | undefined {
  return models.find((model) =>
    Object.values(model.platforms).some((placement) =>
      placement.labels.some(
        (label) => label.values.length > 0 && label.values.some((value) => value.toLowerCase() === wanted),
      ),
    ),
  )?.name;
}

/** The only model that ends with what the user wrote: `flex-170`, `pro-v520`. */
function modelWithin(wanted: string, names: readonly string[]): string | undefined {
  const found = names.filter((name) => name.endsWith(`-${wanted}`));
  return found.length === 1 ? found[0] : undefined;
}

function nearestFirst(word: string, names: readonly string[]): readonly string[] {
  const first = nearest(word, names);
  return first === undefined ? names : [first, ...names.filter((name) => name !== first)];
}
