import type { OwnKind } from "../config/types.ts";
import { expandKind } from "../k8s/expand-kind.ts";
import { apiGroup } from "../k8s/kinds.ts";
import type { KubeObject } from "../k8s/object.ts";
import { openKind, type WorkloadKind } from "../k8s/open-kind.ts";
import { resourceEntries } from "../k8s/workload.ts";
import { memoized } from "../kernel/memoized.ts";
import { mentionsAccelerator } from "../workload/accelerator-text.ts";
import { kindByShape } from "../workload/kind-by-shape.ts";
import { asMap, items, member } from "../yaml/access.ts";
import type { YamlNode } from "../yaml/tree.ts";
import type { MarkObjects } from "./kustomize/mark-parts.ts";

/** Gives objects the rows of a config, and where unknown kinds are meant too those that are found by their shape. */
export function withOwnKinds(
  mark: MarkObjects,
  kindsOf: (input: Parameters<MarkObjects>[1]["input"]) => readonly OwnKind[],
  unknownKinds: "found-by-shape" | "left-alone",
): MarkObjects {
  return (objects, file) => {
    const kinds = kindsOf(file.input).map(opened);
    const identified = objects.map((object) => {
      const own = kinds.find((one) => isOfKind(object, one)) ?? null;
      const found = own ?? (unknownKinds === "found-by-shape" ? kindByShape(object, asksForGpu) : null);
      return found === null ? object : { ...object, ownKind: found };
    });
    return mark(identified, file);
  };
}

const opened = memoized((own: OwnKind): WorkloadKind => openKind(expandKind(own, null)));

function isOfKind({ apiVersion, kind }: KubeObject, row: WorkloadKind): boolean {
  return row.kind === kind && row.group === apiGroup(apiVersion);
}

/** True for a pod spec of which some container asks for what reads like an accelerator. */
function asksForGpu(podSpec: YamlNode): boolean {
  return ["containers", "initContainers"].some((list) =>
    items(member(podSpec, list)).some((item) => {
      const node = asMap(item);
      if (node === null) return false;
      const container = { name: "", image: null, node, path: [], role: "main" } as const;
      return (["limits", "requests"] as const).some((section) =>
        resourceEntries(container, section).some(({ name }) =>
          mentionsAccelerator(`resources: {limits: {${name}: 1}}`),
        ),
      );
    }),
  );
}
