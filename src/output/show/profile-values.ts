import type { Json } from "../../edit/operation.ts";
import type { Location } from "../../kernel/span.ts";
import type { Origin, Setting, Settings } from "../../profile/settings.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { hasEffect, PROFILE_KEYS, type ProfileKey } from "./profile-keys.ts";

/** Where a value of a profile comes from. */
export type ValueOrigin =
  | { readonly kind: "profile"; readonly name: string; readonly location: Location | null }
  /** The config's `defaults`, and its `platform`: they only fill gaps. */
  | { readonly kind: "defaults"; readonly location: Location | null }
  | { readonly kind: "built-in" };

/** One value in the config's own keys; an entry of a map or list is a value of its own. */
export interface ProfileValue {
  readonly path: FieldPath;
  readonly value: Json;
  readonly origin: ValueOrigin;
}

/** A value that changes nothing, with the reason. */
export interface IdleValue extends ProfileValue {
  readonly why: string;
}

/** What a profile comes to. */
export interface ProfileValues {
  readonly values: readonly ProfileValue[];
  readonly idle: readonly IdleValue[];
  /** Keys that would mean something and are not said. */
  readonly unset: readonly ProfileKey[];
}

/** Finds where a source says something: `key` is a path below the profile or the defaults. */
export type Locate = (origin: Origin, key: FieldPath, value: Json) => Location | null;

/** Keys that shape an autoscaler, and mean nothing where there shall be none. */
const SHAPING = ["maxReplicas", "burst", "releaseReplicas"] as const;

/** The values of a profile in the order of the keys, each with the source that won. */
export function valuesOf(settings: Settings, locate: Locate): ProfileValues {
  const values: ProfileValue[] = [];
  const idle: IdleValue[] = [];
  const unset: ProfileKey[] = [];
  for (const key of PROFILE_KEYS) {
    const found = valuesOfKey(settings, key, locate);
    const why = whyIdle(settings, key);
    if (why !== null)
      idle.push(
        ...found.filter(({ origin }) => origin.kind === "profile").map((value) => ({ ...value, why })),
      );
    else if (found.length > 0) values.push(...found);
    else if (key.path[0] !== "autoscale") unset.push(key);
  }
  return { values: [...values, versionOf(settings, locate)], idle, unset };
}

/** The version of Kubernetes shapes what every profile does, and stands beside the profiles in a config. */
function versionOf({ kubernetesMinor }: Settings, locate: Locate): ProfileValue {
  const path = ["kubernetesVersion"];
  const value = `1.${kubernetesMinor.value}`;
  return { path, value, origin: originOf(kubernetesMinor.origin, path, value, locate) };
}

/** Why a key changes nothing; null where it may. A chain can come to what no single profile may say. */
function whyIdle(settings: Settings, key: ProfileKey): string | null {
  const { base, autoscale, replicas, maxReplicas } = settings;
  if (!hasEffect(key, base)) return `it means nothing to ${base}`;
  if (SHAPING.some((one) => one === key.setting) && !autoscale.value)
    return "it shapes the autoscaler that autoscale: false leaves out";
  const isUnder = (maxReplicas?.value ?? Infinity) < (replicas?.value ?? 0);
  return key.setting === "maxReplicas" && isUnder ? "it is under replicas, so there is no autoscaler" : null;
}

function valuesOfKey(settings: Settings, key: ProfileKey, locate: Locate): readonly ProfileValue[] {
  if (key.setting === "autoscale" && isShownByEntries(settings)) return [];
  if (key.setting === "autoscaler" && !isShownByEntries(settings)) return [];
  const setting: Setting<unknown> | undefined = settings[key.setting];
  if (setting === undefined) return [];
  if (key.kind === "entries") return entriesOf(setting, key, locate);
  const value = setting.value as Json;
  return [{ path: key.path, value, origin: originOf(setting.origin, key.path, value, locate) }];
}

/** The autoscaler's metrics and behaviour say by themselves that there is one, unless only the defaults have them. */
function isShownByEntries({ autoscale, autoscaler }: Settings): boolean {
  if (!autoscale.value || autoscaler === undefined) return false;
  if (Object.keys(autoscaler.value).length === 0) return false;
  return autoscale.origin.kind !== "config-profile" || autoscaler.origin.kind === "config-profile";
}

/** Each entry of a map or list with the strongest source that has it. */
function entriesOf(setting: Setting<unknown>, key: ProfileKey, locate: Locate): readonly ProfileValue[] {
  const parts = setting.parts ?? [setting];
  const origin = (path: FieldPath, value: Json, has: (part: unknown) => boolean): ValueOrigin =>
    originOf(
      parts.find((part) => has(part.value))?.origin ?? setting.origin,
      [...key.path, ...path],
      value,
      locate,
    );
  if (Array.isArray(setting.value))
    return (setting.value as readonly Json[]).map((value, index) => ({
      path: [...key.path, index],
      value,
      origin: origin([index], value, (part) => indexOf(part, value) >= 0),
    }));
  // The strongest source first, as people look for it.
  const names = new Set(parts.flatMap((part) => Object.keys(part.value as object)));
  const map = setting.value as { readonly [name: string]: Json };
  return [...names].map((name) => {
    const value = map[name] ?? null;
    const has = (part: unknown) => Object.hasOwn(part as object, name);
    return { path: [...key.path, name], value, origin: origin([name], value, has) };
  });
}

/** Where a list has an equal entry; -1 for nowhere. */
export function indexOf(list: unknown, value: Json): number {
  const wanted = JSON.stringify(value);
  return Array.isArray(list) ? list.findIndex((item) => JSON.stringify(item) === wanted) : -1;
}

function originOf(origin: Origin, path: FieldPath, value: Json, locate: Locate): ValueOrigin {
  if (origin.kind === "config-profile")
    return { kind: "profile", name: origin.name, location: locate(origin, path, value) };
  if (origin.kind === "config-defaults") return { kind: "defaults", location: locate(origin, path, value) };
  return { kind: "built-in" };
}
