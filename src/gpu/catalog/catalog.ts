import { SPOT_TOLERATIONS } from "../data/spot-tolerations.ts";
import type { Catalog, PlacementQuestion } from "../types.ts";
import { keepOffOn } from "./keep-off.ts";
import {
  deviceClassMeaning,
  deviceDriverMeaning,
  isEvictionAnnotation,
  isGpuLabelValue,
  isGpuRuntimeClass,
  isSpotLabel,
  labelMeaning,
  resourceMeaning,
  resourceStanding,
  runtimeClassVendor,
  taintVendor,
} from "./knowledge.ts";
import { checkVendor, resolvePlatform } from "./names.ts";
import type { OwnDeviceClasses } from "./own-device-classes.ts";
import type { OwnPlatforms } from "./own-platforms.ts";
import type { OwnResources } from "./own-resources.ts";
import { place } from "./placement.ts";
import { modelsWithLabel } from "./select.ts";
import type { Tables } from "./tables.ts";
import { isPartLabelValue, isWholeGpuExpression } from "./whole-gpus.ts";

/** Which parts of the catalog a run needs. */
interface CatalogNeeds {
  /** True when a model, or a platform other than `generic`, is named: loads the large tables. */
  readonly models: boolean;
  /** Platforms of a config: they need the tables too. */
  readonly own?: OwnPlatforms;
  /** What the device classes that a config names hand out. */
  readonly deviceClasses?: OwnDeviceClasses;
  /** What the resources that a config names are. */
  readonly resources?: OwnResources;
}

/**
 * Loads the catalog. Without models the answers about names, `generic` platforms and `keepOff` are complete, and a
 * placement that needs more throws a Bug.
 */
export async function loadCatalog({
  models,
  own = {},
  deviceClasses = {},
  resources = {},
}: CatalogNeeds): Promise<Catalog> {
  const known = Object.keys(own).length > 0 ? await catalogWith(own) : await catalogAlone(models);
  if (Object.keys({ ...deviceClasses, ...resources }).length === 0) return known;
  const { withDevices } = await import("./own-devices.ts");
  return withDevices(known, deviceClasses, resources);
}

async function catalogAlone(models: CatalogNeeds["models"]): Promise<Catalog> {
  const tables = models ? (await import("./tables.ts")).TABLES : null;
  return catalogOf(() => tables);
}

/** The catalog with the platforms of a config: their names, labels and taints are known everywhere. */
export async function catalogWith(own: OwnPlatforms): Promise<Catalog> {
  const [{ TABLES }, { withOwnPlatforms }, { ownKnowledge }] = await Promise.all([
    import("./tables.ts"),
    import("./own-platforms.ts"),
    import("./own-knowledge.ts"),
  ]);
  const tables = withOwnPlatforms(TABLES, own);
  return {
    ...catalogOf(() => tables),
    ...ownKnowledge(own),
    platform: (name, vendor) => resolvePlatform(name, vendor, tables.directory),
  };
}

/** The catalog over some tables, which are asked for only by questions about models and clouds; null: none are there. */
export function catalogOf(tables: () => Tables | null): Catalog {
  return {
    placement: remember((question) => place(question, tables()), questionKey),
    modelsOf: (platform, key, values) => modelsWithLabel(tables(), platform, key, values),
    resource: remember(resourceMeaning, (name) => name),
    resourceStanding: remember(resourceStanding, (name) => name),
    deviceClass: deviceClassMeaning,
    deviceDriver: deviceDriverMeaning,
    label: remember(labelMeaning, (key) => key),
    isGpuLabelValue,
    gpuTaint: taintVendor,
    isSpotLabel,
    spotTolerations: SPOT_TOLERATIONS,
    isGpuRuntimeClass,
    isWholeGpuExpression,
    isPartLabelValue,
    runtimeClassVendor,
    isEvictionAnnotation,
    keepOff: keepOffOn,
    platform: (name, vendor) => resolvePlatform(name, vendor),
    vendor: checkVendor,
  };
}

/**
 * The same answers, worked out once: all workloads of a run ask nearly the same. The names come from manifests,
 * so the memory is bounded.
 */
function remember<Question, Answer>(
  answer: (question: Question) => Answer,
  keyOf: (question: Question) => string,
): (question: Question) => Answer {
  const known = new Map<string, Answer>();
  return (question) => {
    const key = keyOf(question);
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before as Answer;
    const now = answer(question);
    if (known.size < REMEMBERED) known.set(key, now);
    return now;
  };
}

const REMEMBERED = 10_000;

function questionKey(question: PlacementQuestion): string {
  const { platform, vendor, model, asksBy, count, uniform, spot, mig, topology, topologyNow } = question;
  const { valuesNow = [], resourceNow, sharesNow, selectsModel, allValues } = question;
  const names = [platform, vendor, model, asksBy, mig, topology, topologyNow, resourceNow, ...valuesNow];
  return `${names.map((name) => name ?? "").join("\n")}\n${count} ${uniform} ${spot} ${sharesNow} ${selectsModel} ${allValues}`;
}
