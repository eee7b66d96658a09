import { apiGroup, apiVersionName } from "../../k8s/kinds.ts";
import type { KubeObject } from "../../k8s/object.ts";
import { hasWildcard, matchesGlob } from "../../kernel/glob/name-glob.ts";
import { at, stringMap } from "../../yaml/access.ts";
import type { PatchTarget } from "./kustomization.ts";

/** True for an object, called one of the names, that a patch is for. */
export type MatchObject = (object: KubeObject, names: ReadonlySet<string>) => boolean;

/** Reads the patterns of a target once, to compare many objects with it. */
export function compileTarget(target: PatchTarget): MatchObject {
  const group = compilePattern(target.group);
  const version = compilePattern(target.version);
  const kind = compilePattern(target.kind);
  const name = compilePattern(target.name);
  const namespace = compilePattern(target.namespace);
  return (object, names) =>
    kind([object.kind]) &&
    name(names) &&
    group([apiGroup(object.apiVersion)]) &&
    version([apiVersionName(object.apiVersion)]) &&
    (object.namespace === null || namespace([object.namespace])) &&
    selects(target.labelSelector, object, "labels") &&
    selects(target.annotationSelector, object, "annotations");
}

/** The names that a pattern stands for; null where it stands for more than it names. */
export function literalsOf(pattern: string | null): readonly string[] | null {
  const globs = globsOf(pattern);
  return globs === null || globs.some(hasWildcard) ? null : globs;
}

function compilePattern(pattern: string | null): (values: Iterable<string>) => boolean {
  const globs = globsOf(pattern);
  if (globs === null) return () => true;
  return (values) => {
    for (const value of values) if (globs.some((glob) => matchesGlob(glob, value))) return true;
    return false;
  };
}

/**
 * A target's fields are regular expressions on the whole value (kustomize docs: patches). Those that are made of names,
 * `.*` and `|` are compared as globs; a stranger's other expressions are not run, and such a patch counts as one for
 * the object: null.
 */
function globsOf(pattern: string | null): readonly string[] | null {
  if (pattern === null || pattern === "") return null;
  const choices = pattern.replace(/^\^/, "").replace(/\$$/, "").split("|");
  if (!choices.every((choice) => /^(?:[\w-]|\.\*|\\?\.)*$/.test(choice))) return null;
  return choices.map((choice) => choice.replaceAll(".*", "*").replaceAll("\\.", "."));
}

/** `a=b,c=d`; an expression of another form counts as met. */
function selects(selector: string | null, { root }: KubeObject, field: "labels" | "annotations"): boolean {
  if (selector === null || selector === "") return true;
  const texts = stringMap(at(root, ["metadata", field]));
  return selector.split(",").every((requirement) => {
    const [, key, value] = /^\s*([\w./-]+)\s*==?\s*([\w.-]*)\s*$/.exec(requirement) ?? [];
    return key === undefined || texts.get(key) === value;
  });
}
