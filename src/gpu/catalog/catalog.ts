import { lazy } from "../../kernel/lazy.ts";
import { spotTolerations } from "../tables/traces.ts";
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
import { withDevices } from "./own-devices.ts";
import { ownKnowledge } from "./own-knowledge.ts";
import { type OwnPlatforms, withOwnPlatforms } from "./own-platforms.ts";
import type { OwnResources } from "./own-resources.ts";
import { place } from "./placement.ts";
import { modelsWithLabel } from "./select.ts";
import { TABLES, type Tables } from "./tables.ts";
import { isPartLabelValue, isWholeGpuExpression } from "./whole-gpus.ts";

/** What a config adds to the catalog. */
interface CatalogAdditions {
  readonly own?: OwnPlatforms;
  /** What the device classes that a config names hand out. */
  readonly deviceClasses?: OwnDeviceClasses;
  /** What the resources that a config names are. */
  readonly resources?: OwnResources;
}

/** The catalog with what a config adds. Nothing is read before the first question that needs it. */
export function loadCatalog({
  own = {},
  deviceClasses = {},
  resources = {},
}: CatalogAdditions = {}): Catalog {
  return withDevices(catalogWith(own), deviceClasses, resources);
}

/** The catalog with the platforms of a config: their names, labels and taints are known everywhere. */
export function catalogWith(own: OwnPlatforms, tables: () => Tables = tablesWith(own)): Catalog {
  const plain = catalogOf(tables);
  if (Object.keys(own).length === 0) return plain;
  const platform: Catalog["platform"] = (name, vendor) => resolvePlatform(name, vendor, tables().directory);
  return { ...plain, ...ownKnowledge(own), platform };
}

/** The tables with the platforms of a config, which are added when they are first asked for. */
export function tablesWith(own: OwnPlatforms): () => Tables {
  return Object.keys(own).length === 0 ? () => TABLES : lazy(() => withOwnPlatforms(TABLES, own));
}

/** The catalog over some tables, which are asked for only by questions about models and platforms. */
function catalogOf(tables: () => Tables): Catalog {
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
    spotTolerations,
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
