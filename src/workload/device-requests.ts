import type { DeviceClassMeaning } from "../gpu/types.ts";
import type { KubeObject } from "../k8s/object.ts";
import { at, boolean, integer, items, text, textAt } from "../yaml/access.ts";
import type { YamlNode } from "../yaml/tree.ts";
import type { Knowledge } from "./knowledge.ts";
import { objectsNamed } from "./surroundings.ts";

/** One request of a ResourceClaim, with what may answer it. */
export interface DeviceRequest {
  /** By which a container may name it; null for a claim of v1alpha2, which has no requests. */
  readonly name: string | null;
  /** One, or those of `firstAvailable` in order; empty where the request names no class. */
  readonly alternatives: readonly RequestedDevices[];
}

/** Devices of one class. */
export interface RequestedDevices {
  readonly deviceClass: string;
  /** Null where nobody knows what the class hands out. */
  readonly meaning: DeviceClassMeaning | null;
  /** How many; null for all of a node (`allocationMode: All`), and where it cannot be read. */
  readonly count: number | null;
}

/**
 * The requests of a ResourceClaim or ResourceClaimTemplate, in all versions of the API: v1 and v1beta2 have them under
 * `exactly` or `firstAvailable`, v1beta1 and v1alpha3 in the request itself, v1alpha2 one class for the claim
 * (kubernetes staging/src/k8s.io/api/resource/<version>/types.go).
 */
export function deviceRequests(object: KubeObject, knowledge: Knowledge): readonly DeviceRequest[] {
  const spec = at(object.root, object.kind === "ResourceClaimTemplate" ? ["spec", "spec"] : ["spec"]);
  const oldClass = textAt(spec, ["resourceClassName"]);
  if (oldClass !== null)
    return [{ name: null, alternatives: [{ ...classOf(oldClass, knowledge), count: null }] }];
  return items(at(spec, ["devices", "requests"]))
    .slice(0, MAX_REQUESTS)
    .map((request) => {
      const exactly = at(request, ["exactly"]) ?? request;
      const choices = items(at(request, ["firstAvailable"])).slice(0, MAX_ALTERNATIVES);
      return {
        name: textAt(request, ["name"]),
        alternatives: (choices.length > 0 ? choices : [exactly]).flatMap((one) => devicesOf(one, knowledge)),
      };
    });
}

/** Most that the API server takes (resource/v1 DeviceRequestsMaxSize, FirstAvailableDeviceRequestMaxSize). */
const MAX_REQUESTS = 32;
const MAX_ALTERNATIVES = 8;

function devicesOf(request: YamlNode, knowledge: Knowledge): readonly RequestedDevices[] {
  const name = textAt(request, ["deviceClassName"]);
  return name === null ? [] : [{ ...classOf(name, knowledge), count: countOf(request) }];
}

/**
 * `allocationMode` is ExactCount and `count` 1 where they are not written. Administrative access is for monitoring and
 * takes nothing away from others (resource/v1 DeviceRequest).
 */
function countOf(request: YamlNode): number | null {
  if (boolean(at(request, ["adminAccess"])) === true) return 0;
  const mode = textAt(request, ["allocationMode"]);
  if (mode !== null && mode !== "ExactCount") return null;
  const count = at(request, ["count"]);
  const number = count === null ? 1 : integer(count);
  return number === null || number < 0 ? null : number;
}

function classOf(name: string, knowledge: Knowledge): Pick<RequestedDevices, "deviceClass" | "meaning"> {
  const { catalog, surroundings } = knowledge;
  const known = catalog.deviceClass(name);
  if (known !== null) return { deviceClass: name, meaning: known };
  const objects = objectsNamed(surroundings, "DeviceClass", null, name);
  const meanings = objects.map((object) => meaningOfObject(object, knowledge));
  const [first = null] = meanings;
  // Clusters may have classes of one name that differ: all must agree.
  const agrees = meanings.every((one) => JSON.stringify(one) === JSON.stringify(first));
  return { deviceClass: name, meaning: agrees ? first : null };
}

/** A comparison that the whole of an expression depends on. */
const DRIVER = /^device\.driver == (?:"([^"\\]*)"|'([^'\\]*)')$/;
const TYPE = /^device\.attributes\[(?:"gpu\.nvidia\.com"|'gpu\.nvidia\.com')\]\.type == (?:"(\w+)"|'(\w+)')$/;
/** Anything that makes an expression more than a list of conditions that must all hold. */
const NOT_A_LIST = /\|\||\?|\{|\\/;

/**
 * What a DeviceClass of the input hands out, by the driver that its selectors demand. All selectors must hold, and of
 * an expression only conditions that are joined by `&&` are read; anything else tells nothing.
 */
function meaningOfObject({ root }: KubeObject, { catalog }: Knowledge): DeviceClassMeaning | null {
  const conditions = items(at(root, ["spec", "selectors"])).flatMap((selector) => {
    const expression = text(at(selector, ["cel", "expression"])) ?? "";
    if (expression.length > MAX_EXPRESSION || NOT_A_LIST.test(expression)) return [];
    const parts = expression.split("&&").map((part) => part.trim().replace(/\s+/g, " "));
    return parts.every(isBalanced) ? parts : [];
  });
  const drivers = new Set(conditions.flatMap((one) => oneOf(DRIVER.exec(one))));
  const [driver] = drivers;
  if (driver === undefined || drivers.size > 1) return null;
  const meaning = catalog.deviceDriver(driver);
  if (meaning?.kind !== "gpu" || meaning.vendor !== "nvidia") return meaning;
  const [type] = conditions.flatMap((one) => oneOf(TYPE.exec(one)));
  return { ...meaning, part: type === "mig" ? "mig" : type === "gpu" || type === "vfio" ? "whole" : null };
}

/** Longest expression that the API server takes (resource/v1 CELSelectorExpressionMaxLength). */
const MAX_EXPRESSION = 10 * 1024;

/** False where `&&` stood between brackets or quotes, and so joined something smaller than the whole expression. */
function isBalanced(part: string): boolean {
  const count = (letters: string): number => [...part].filter((letter) => letters.includes(letter)).length;
  return (
    count("(") === count(")") && count("[") === count("]") && count('"') % 2 === 0 && count("'") % 2 === 0
  );
}

function oneOf(match: RegExpExecArray | null): readonly string[] {
  const found = match?.[1] ?? match?.[2];
  return found === undefined ? [] : [found];
}
