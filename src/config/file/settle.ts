import type { FieldPath } from "../../yaml/tree.ts";
import { type Loose, looseList, looseMap } from "../checks/loose.ts";

/** Sections that may wait for their first entry. */
const SECTIONS = [
  "defaults",
  "profiles",
  "platforms",
  "deviceClasses",
  "resources",
  "kinds",
  "rules",
  "exclude",
  "lint",
] as const;
/** Amounts that may be written as numbers, as Kubernetes allows. */
const AMOUNTS = ["shm", "cpu", "memory"] as const;

/**
 * A config's values as its type has them: empty sections are not there; numbers that are meant as text are the text
 * that was written; a version has no `v`; a toleration compares for equality, as in Kubernetes, where it does not say how. Anything that is
 * not as expected stays as it is, to be told by the check of its form.
 */
export function settle(value: unknown, written: (path: FieldPath) => string | null): unknown {
  if (looseMap(value) !== value) return value;
  const config = copyOf(looseMap(value));
  for (const section of SECTIONS) if (config[section] === null) delete config[section];
  const textOf = (path: FieldPath, found: unknown): unknown =>
    typeof found === "number" ? (written(path) ?? String(found)) : found;
  if ("kubernetesVersion" in config)
    config.kubernetesVersion = withoutV(textOf(["kubernetesVersion"], config.kubernetesVersion));
  const settled = (body: unknown, path: FieldPath): unknown => {
    if (looseMap(body) !== body) return body;
    const copy = copyOf(looseMap(body));
    for (const key of AMOUNTS) if (key in copy) copy[key] = textOf([...path, key], copy[key]);
    if (Array.isArray(copy.tolerations)) copy.tolerations = copy.tolerations.map(withOperator);
    return copy;
  };
  if ("defaults" in config) config.defaults = settled(config.defaults, ["defaults"]);
  if (looseMap(config.profiles) === config.profiles) {
    const profiles = copyOf(looseMap(config.profiles));
    for (const name of Object.keys(profiles)) profiles[name] = settled(profiles[name], ["profiles", name]);
    config.profiles = profiles;
  }
  if (Array.isArray(config.rules))
    config.rules = looseList(config.rules).map((rule, index) => settled(rule, ["rules", index]));
  return config;
}

/** kubectl prints versions as `v1.34.2`. */
function withoutV(version: unknown): unknown {
  return typeof version === "string" ? version.replace(/^v(?=1\.)/, "") : version;
}

function withOperator(toleration: unknown): unknown {
  if (looseMap(toleration) !== toleration) return toleration;
  const copy = copyOf(looseMap(toleration));
  if (!("operator" in copy)) copy.operator = "Equal";
  return copy;
}

/** A copy without a prototype, so that no key is inherited. */
function copyOf(map: Loose): Record<string, unknown> {
  return Object.assign(Object.create(null), map) as Record<string, unknown>;
}
