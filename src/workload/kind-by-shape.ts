import type { PodSetRow } from "../k8s/kind-row.ts";
import { apiGroup, kindOf } from "../k8s/kinds.ts";
import type { KubeObject } from "../k8s/object.ts";
import { openKind, type WorkloadKind } from "../k8s/open-kind.ts";
import { isAssertionKey } from "../k8s/other-tools.ts";
import { asMap, asSeq, fields, items, member, textAt } from "../yaml/access.ts";
import { type FieldPath, formatPath, type YamlNode } from "../yaml/tree.ts";
import { keysWithoutPods, onlyMentions } from "./data/tables.ts";

/** Objects that people write have some hundred nodes; aliases can make few lines stand for many. */
const MOST_NODES = 20_000;
/** As deep as documents are read; aliases can lead deeper. */
const DEEPEST = 100;

/** Names under which pods are described (kinds of 130 public repositories). */
const PARENTS = /^(?:.*[tT]emplate|podSpec|spec|.*PodSpec)$/;

/** What stands beside `containers` in a pod spec and hardly elsewhere. */
const SIGNS = ["nodeSelector", "tolerations", "volumes", "restartPolicy", "serviceAccountName", "affinity"];

/**
 * An object of a kind without a row, taken for a workload by its shape: each place with a list of named containers, one of
 * which has an image, or which has other fields of a pod beside it, below a key that pods are described under. In thousands
 * of manifests that found no place that is none, among those whose containers ask for a GPU: others should not be looked at.
 * Nothing is known of such a kind but its pods: no counts, no retries, no autoscaling. Null where nothing is found.
 */
export function kindByShape(
  object: KubeObject,
  asksForGpu: (podSpec: YamlNode) => boolean,
): WorkloadKind | null {
  const { apiVersion, kind, root } = object;
  const group = apiGroup(apiVersion);
  if (!group.includes(".") || kindOf(object) !== null || onlyMentions(group, kind)) return null;
  const search: Search = { found: [], left: MOST_NODES, isAssertion: false };
  look(root, [], search);
  if (search.isAssertion) return null;
  const rows = search.found.filter(({ node }) => asksForGpu(node)).map(({ path }) => rowAt(path));
  if (rows.length === 0) return null;
  return openKind({
    group,
    aliases: [],
    kind,
    names: [],
    life: "cluster",
    isByShape: true,
    lifecycle: "restarts",
    podSets: rows,
    rollout: null,
    ownRollouts: [],
    job: null,
    queue: null,
    scale: "none",
    selector: "none",
    revisionOf: null,
    immutable: [],
    notes: [],
    source: "its shape",
  });
}

/** With metadata where the pod spec is the `spec` of a template, else without. */
function rowAt(path: FieldPath): PodSetRow {
  const isTemplate = path.at(-1) === "spec" && path.length > 1;
  const at = isTemplate ? path.slice(0, -1) : path;
  return {
    role: formatPath(path),
    computes: "keep",
    at,
    form: isTemplate ? "template" : "spec",
    pods: [],
    gang: "none",
  };
}

interface Search {
  readonly found: { readonly path: FieldPath; readonly node: YamlNode }[];
  left: number;
  isAssertion: boolean;
}

function look(node: YamlNode, path: FieldPath, search: Search): void {
  search.left--;
  if (search.left < 0 || path.length > DEEPEST || search.isAssertion) return;
  for (const [index, item] of (asSeq(node)?.items ?? []).entries()) look(item, [...path, index], search);
  if (isPodSpec(node, path)) search.found.push({ path, node });
  for (const { name, value } of fields(node)) {
    if (isAssertionKey(name)) search.isAssertion = true;
    else if (!keysWithoutPods().has(name)) look(value, [...path, name], search);
  }
}

function isPodSpec(node: YamlNode, path: FieldPath): boolean {
  const containers = asMap(node) === null ? [] : items(member(node, "containers"));
  const isNamed = containers.every((one) => asMap(one) !== null && textAt(one, ["name"]) !== null);
  if (containers.length === 0 || !isNamed || !PARENTS.test(String(path.at(-1) ?? ""))) return false;
  return (
    containers.some((one) => textAt(one, ["image"]) !== null) ||
    SIGNS.some((name) => member(node, name) !== null)
  );
}
