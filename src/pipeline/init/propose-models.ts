import type { OwnModel } from "../../gpu/catalog/own-platforms.ts";
import type { Catalog } from "../../gpu/types.ts";
import type { GpuNode } from "./gpu-nodes.ts";
import { modelLabelOf, modelsOnPlatform, type NodeModelLabel } from "./node-models.ts";

/** A model that the platform does not select by itself, with the nodes that have it. */
export interface ModelProposal {
  readonly name: string;
  readonly model: OwnModel;
  /** False where the label's value names no single model of the catalog, so that a person has to look. */
  readonly isKnown: boolean;
  readonly nodes: number;
}

/** Models for the nodes that the platform does not know, and how many nodes no label tells anything about. */
export interface ModelProposals {
  readonly models: readonly ModelProposal[];
  readonly untold: number;
}

interface Group {
  readonly label: NodeModelLabel;
  readonly gpus: GpuNode[];
}

/** A model per label value; `baseOf` names the platform of the catalog for a node. */
export function proposeModels(
  gpus: readonly GpuNode[],
  baseOf: (gpu: GpuNode) => string,
  catalog: Catalog,
): ModelProposals {
  const taken = new Set<string>();
  const groups = new Map<string, Group>();
  let untold = 0;
  for (const gpu of gpus) {
    // Who asks for a model wants whole ones.
    if (gpu.gpus === null) continue;
    const known = modelsOnPlatform(gpu, baseOf(gpu), catalog);
    for (const name of known) taken.add(name);
    if (known.length > 0) continue;
    const label = modelLabelOf(gpu, catalog);
    if (label === null) untold++;
    else {
      const key = `${gpu.vendor} ${label.key}=${label.value}`;
      const group = groups.get(key) ?? { label, gpus: [] };
      group.gpus.push(gpu);
      groups.set(key, group);
    }
  }
  const models = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => proposal(group, taken));
  return { models, untold };
}

/** A name that another label has already stays with it; the second is called by its value. */
function proposal({ label, gpus }: Group, taken: Set<string>): ModelProposal {
  const isFree = !taken.has(label.name);
  const isKnown = label.model !== null && isFree;
  const name = freeName(isFree ? label.name : label.value.toLowerCase(), taken);
  taken.add(name);
  const counts = [...new Set(gpus.flatMap((one) => one.gpus ?? []))].sort((a, b) => a - b);
  return {
    name,
    isKnown,
    nodes: gpus.length,
    model: {
      labels: { [label.key]: label.value },
      ...(counts.length > 0 && { counts }),
      ...(!isKnown && { vendor: gpus[0]?.vendor ?? "nvidia" }),
    },
  };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name.slice(0, 58)}-${number}`;
  return free;
}
