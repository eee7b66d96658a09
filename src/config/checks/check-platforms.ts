import { PLATFORM_NAMES } from "../../gpu/files/files.ts";
import { unsupportedPlatforms } from "../../gpu/tables/platform-index.ts";
import { isExtendedResource } from "../../k8s/scheduling/resource-names.ts";
import { listed, quoted } from "../../kernel/words.ts";
import type { ValueDiagnostic } from "../../schema/value-diagnostic.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { type Loose, looseMap, looseText } from "./loose.ts";
import type { ModelNames } from "./model-names.ts";
import { chainOf, isCatalogPlatform, type Names, suggestion } from "./names.ts";

const CATALOG: readonly string[] = ["generic", ...PLATFORM_NAMES];

/** What is wrong with the platforms that a config makes. `catalog` knows its models. */
export function checkPlatforms(
  config: Loose,
  names: Names,
  catalog: Pick<ModelNames, "isInCatalog" | "nearest">,
): readonly ValueDiagnostic[] {
  const told = new Set<string>();
  return Object.entries(looseMap(config.platforms)).flatMap(([name, value]) => {
    const platform = looseMap(value);
    const path = ["platforms", name];
    return [
      ...(isCatalogPlatform(name) ? [catalogName(name, path)] : []),
      ...checkBase(name, platform, path, names, told),
      ...checkResources(platform, path),
      ...checkModels(platform, path, catalog),
    ];
  });
}

/** A platform that somebody names: in the catalog or of one's own; null when it is. */
export function checkPlatformName(name: string, path: FieldPath, names: Names): ValueDiagnostic | null {
  if (names.platforms.has(name) || isCatalogPlatform(name)) return null;
  const known = [...names.platforms.keys(), ...CATALOG];
  const unsupported = unsupportedPlatforms().find((row) => row.name === name.toLowerCase());
  const problem = { code: "unknown-platform", severity: "error", path, at: "value" } as const;
  if (unsupported === undefined)
    return {
      ...problem,
      message: `unknown platform ${quoted(name)}${suggestion(name, known)}`,
      advice: `The platforms are ${listed(known)}.`,
    };
  return {
    ...problem,
    message: `${unsupported.title} is no platform of the catalog: ${unsupported.reason}`,
    advice: `Make it one of \`platforms\` with the labels and taints of its nodes, or write ${quoted(unsupported.instead)}, where the vendor's device plugin and labels are there.`,
  };
}

function catalogName(name: string, path: FieldPath): ValueDiagnostic {
  return {
    code: "reserved-name",
    severity: "error",
    path,
    at: "key",
    message: `${quoted(name)} is a platform of the catalog and cannot be redefined`,
    advice: `Give it another name, such as \`our-${name}\`, and \`extends: ${name}\`.`,
  };
}

function checkBase(
  name: string,
  platform: Loose,
  path: FieldPath,
  names: Names,
  told: Set<string>,
): readonly ValueDiagnostic[] {
  const base = looseText(platform.extends);
  if (base === null) return platform.extends === undefined ? checkAlone(name, platform, path) : [];
  const at = [...path, "extends"];
  const others = new Map([...names.platforms].filter(([other]) => other !== name || other === base));
  const unknown = checkPlatformName(base, at, { ...names, platforms: others });
  if (unknown !== null) return [unknown];
  const chain = chainOf(name, names.platforms);
  if (!chain.isCycle || chain.names.at(-1) !== name || told.has(name)) return [];
  for (const member of chain.names) told.add(member);
  return [
    {
      code: "platform-cycle",
      severity: "error",
      path: at,
      at: "value",
      message: `the platform ${quoted(name)} extends itself: ${chain.names.join(" → ")}`,
    },
  ];
}

/** Without a base, models or resources nobody says whose GPUs they are. */
function checkAlone(name: string, { resources, models }: Loose, path: FieldPath): readonly ValueDiagnostic[] {
  const hasResources = Object.keys(looseMap(resources)).length > 0;
  if (hasResources || Object.keys(looseMap(models)).length > 0) return [];
  return [
    {
      code: "missing-key",
      severity: "error",
      path,
      at: "key",
      message: `the platform ${quoted(name)} stands alone and does not say by which resource GPUs are asked for`,
      advice: "Add `extends: generic`, or `resources: { nvidia: nvidia.com/gpu }`.",
    },
  ];
}

function checkResources({ resources, models }: Loose, path: FieldPath): readonly ValueDiagnostic[] {
  const ofVendors = Object.entries(looseMap(resources)).map(([vendor, resource]) => ({
    resource: looseText(resource),
    path: [...path, "resources", vendor],
  }));
  const ofModels = Object.entries(looseMap(models)).map(([model, value]) => ({
    resource: looseText(looseMap(value).resource),
    path: [...path, "models", model, "resource"],
  }));
  return [...ofVendors, ...ofModels].flatMap(({ resource, path: at }): readonly ValueDiagnostic[] => {
    if (resource === null || isExtendedResource(resource)) return [];
    return [
      {
        code: "wrong-form",
        severity: "error",
        path: at,
        at: "value",
        message: `${quoted(resource)} is not an extended resource`,
        why: "The API server takes only names with a domain before the `/`, and not one of kubernetes.io.",
        advice: "Write it as the device plugin advertises it, such as `nvidia.com/gpu`.",
      },
    ];
  });
}

function checkModels(
  { models, resources }: Loose,
  path: FieldPath,
  names: Pick<ModelNames, "isInCatalog" | "nearest">,
): readonly ValueDiagnostic[] {
  if (Object.keys(looseMap(resources)).length === 1) return [];
  return Object.entries(looseMap(models)).flatMap(([name, value]): readonly ValueDiagnostic[] => {
    if (names.isInCatalog(name) || looseMap(value).vendor !== undefined) return [];
    return [
      {
        code: "missing-key",
        severity: "error",
        path: [...path, "models", name],
        at: "key",
        message: `${quoted(name)} is not a model of the catalog, so its vendor has to be named${guess(names.nearest(name))}`,
        advice: "Add `vendor: nvidia` (amd, intel …), or write the model as `gpuify show models` lists it.",
      },
    ];
  });
}

function guess(near: string | undefined): string {
  return near === undefined ? "" : ` (did you mean ${quoted(near)}?)`;
}
