import { asMap, at, items, member, textAt } from "../yaml/access.ts";
import type { FieldPath, MapNode, YamlNode } from "../yaml/tree.ts";
import type { FieldPattern, PodSetRow } from "./kind-row.ts";
import { bound, matchesOf } from "./pattern.ts";

/** A container of a pod template, with its path from the object's top. */
export interface ContainerView {
  readonly name: string;
  readonly image: string | null;
  readonly node: MapNode;
  readonly path: FieldPath;
  /** `main`: runs beside the others. `init`: runs before and ends. `sidecar`: restartable init container. */
  readonly role: "main" | "init" | "sidecar";
  /** Where its amounts are; absent where its own `resources` has them. */
  readonly amounts?: ContainerAmounts;
}

/** The amounts of a container in a notation of its kind. */
export type ContainerAmounts =
  | {
      readonly form: "maps";
      readonly limits: AmountMap;
      /** Null where the kind has only limits. */
      readonly requests: AmountMap | null;
      /** Short keys and the resources that they stand for. */
      readonly short: ReadonlyMap<string, string>;
    }
  /** A name and a number; both may be missing. */
  | { readonly form: "pair"; readonly name: AmountMap; readonly quantity: AmountMap };

/** A place and what is there. */
interface AmountMap {
  readonly path: FieldPath;
  readonly node: YamlNode | null;
}

/** All containers of a pod spec: those at a place of their own, then those of its lists. */
export function containersOf(
  root: MapNode,
  { podSpec, podSpecPath, row, role, chosen }: PodSpecPlace,
): readonly ContainerView[] {
  const amounts = amountsOf(root, row, chosen);
  return [
    ...mainContainers(podSpec, podSpecPath, row, role).map((one) =>
      amounts === null ? one : { ...one, amounts },
    ),
    ...listedContainers(podSpec, podSpecPath, "containers"),
    ...listedContainers(podSpec, podSpecPath, "initContainers"),
  ];
}

/** A pod spec, with what is settled about its pod set. */
interface PodSpecPlace {
  readonly podSpec: MapNode;
  readonly podSpecPath: FieldPath;
  readonly row: PodSetRow;
  readonly role: string;
  /** The items and keys that stand for `EACH` and `KEY` in the patterns of the row. */
  readonly chosen: FieldPath;
}

function amountsOf(root: MapNode, { resources }: PodSetRow, chosen: FieldPath): ContainerAmounts | null {
  if (resources === undefined) return null;
  const place = (pattern: FieldPattern): AmountMap => {
    const path = bound(pattern, chosen);
    return { path, node: at(root, path) };
  };
  if ("name" in resources)
    return { form: "pair", name: place(resources.name), quantity: place(resources.quantity) };
  const { limits, requests, short, shortType } = resources;
  const said = shortType === null ? null : textAt(root, bound(shortType, chosen));
  return {
    form: "maps",
    limits: place(limits),
    requests: requests === null ? null : place(requests),
    short: new Map(Object.entries(short).map(([key, resource]) => [key, said ?? resource])),
  };
}

/** The containers that stand beside the list of containers, at a place of their own. */
function mainContainers(
  podSpec: MapNode,
  podSpecPath: FieldPath,
  { main = [], mainName }: PodSetRow,
  role: string,
): readonly ContainerView[] {
  for (const pattern of main) {
    const found = matchesOf(podSpec, pattern).flatMap(({ path }): ContainerView[] => {
      const node = asMap(at(podSpec, path));
      if (node === null) return [];
      const name = textAt(node, ["name"]) ?? mainName ?? (path.length === 0 ? role : String(path.at(-1)));
      return [{ name, image: textAt(node, ["image"]), node, path: [...podSpecPath, ...path], role: "main" }];
    });
    if (found.length > 0) return found;
  }
  return [];
}

function listedContainers(
  podSpec: MapNode,
  podSpecPath: FieldPath,
  list: "containers" | "initContainers",
): ContainerView[] {
  return items(member(podSpec, list)).flatMap((item, index): ContainerView[] => {
    const node = asMap(item);
    if (node === null) return [];
    const restartable = textAt(node, ["restartPolicy"]) === "Always";
    const role = list === "containers" ? "main" : restartable ? "sidecar" : "init";
    return [
      {
        name: textAt(node, ["name"]) ?? "",
        image: textAt(node, ["image"]),
        node,
        path: [...podSpecPath, list, index],
        role,
      },
    ];
  });
}
