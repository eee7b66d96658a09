import { nearest } from "../../kernel/suggest.ts";
import { listed } from "../../kernel/words.ts";
import type { ModelRow, PlatformRow } from "../rows.ts";
import type { CatalogDiagnostic, Vendor } from "../types.ts";

/** What can be wrong with a MIG profile from the user. */

/** No model is cut into such parts. */
export function migUnknown(
  profile: string,
  model: ModelRow | null,
  models: readonly ModelRow[],
): CatalogDiagnostic {
  const names = profilesOf(model === null || !isCut(model) ? models : [model]);
  const guess = nearest(profile, names);
  const suggestion = guess === undefined ? "" : `Did you mean "${guess}"? `;
  const of = model === null || !isCut(model) ? "The profiles" : `The profiles of ${model.name}`;
  return {
    code: "mig-unknown",
    message: `unknown MIG profile "${profile}"`,
    advice: `${suggestion}${of} are ${listed(names)}.`,
  };
}

/** Other models are cut so, but not this one. */
export function migNotForModel(
  profile: string,
  model: ModelRow,
  cuttable: readonly ModelRow[],
): CatalogDiagnostic {
  const others = cuttable.map((one) => one.name);
  return {
    code: "mig-not-for-model",
    message: `MIG cannot cut ${model.name} into ${profile}`,
    why: isCut(model)
      ? `Its profiles are ${listed(profilesOf([model]))}.`
      : model.mig === null
        ? "No source was found that says whether, and how, MIG cuts it."
        : "It has no MIG.",
    advice: `${isCut(model) ? "Name one of these profiles" : "Leave --mig out"}, or take ${listed(others, "or")}.`,
  };
}

/** The platform does not cut the model's GPUs into such parts, although MIG could. */
export function migNotOffered(model: ModelRow, platform: PlatformRow, profile: string): CatalogDiagnostic {
  const offered = (model.platforms[platform.name]?.labels ?? []).flatMap((label) =>
    Object.values(label.partitions ?? {}).flatMap((one) => Object.keys(one)),
  );
  const names = [...new Set(offered)];
  return {
    code: "mig-not-for-model",
    message: `${platform.title} does not offer ${profile} of ${model.name}`,
    ...(names.length > 0 && { why: `It offers ${listed(names)}.` }),
    advice: names.length > 0 ? "Name one of these profiles." : "Leave --mig out, or take another model.",
  };
}

/** The platform has no parts of GPUs, or none that was verified. */
export function migNotOnPlatform({ name, mig }: PlatformRow): CatalogDiagnostic {
  const reason = mig?.offer === "none" ? mig.reason : "no source says that its nodes offer parts of a GPU";
  return {
    code: "mig-not-on-platform",
    message: `no verified way to ask for a MIG device on ${name}`,
    why: `${reason[0]?.toUpperCase()}${reason.slice(1)}.`,
    advice: "Leave --mig out for whole GPUs, or name another platform.",
  };
}

/** MIG is NVIDIA's. */
export function migNotForVendor(vendor: Vendor): CatalogDiagnostic {
  return {
    code: "mig-not-for-model",
    message: `MIG cuts GPUs of nvidia, not of ${vendor}`,
    advice: "Leave --mig out, or name a model of nvidia.",
  };
}

function isCut(model: ModelRow): boolean {
  return (model.mig ?? []).length > 0;
}

function profilesOf(models: readonly ModelRow[]): readonly string[] {
  return [
    ...new Set(models.flatMap((model) => (model.mig ?? []).flatMap((row) => Object.keys(row.instances)))),
  ];
}
