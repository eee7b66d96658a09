import type { ModelRow, PlatformRow } from "../rows.ts";
import type { Vendor } from "../types.ts";

/** Two labels that a platform wants together. */
export interface LabelPair {
  readonly keys: readonly [string, string];
  /** False where a pod with one of them works if such a node is there, and only no node is made for it. */
  readonly isRejected: boolean;
}

/** The pairs of a platform for pods of some vendors: those of its row, and of a TPU its type and the shape of its slice. */
export function labelPairsOf(
  platform: PlatformRow,
  vendors: readonly Vendor[],
  models: readonly ModelRow[],
): readonly LabelPair[] {
  const ofSlices = models
    .filter(({ vendor }) => vendors.includes(vendor))
    .flatMap((model) => model.platforms[platform.name] ?? [])
    .flatMap(({ labels, topology }): readonly LabelPair[] => {
      const [label] = labels;
      return label === undefined || topology === undefined
        ? []
        : [{ keys: [label.key, topology.key], isRejected: false }];
    });
  const ofRow = platform.labelPairs.map(({ value }): LabelPair => ({ keys: value, isRejected: true }));
  const all = [...ofRow, ...ofSlices];
  return all.filter(
    ({ keys }, index) => all.findIndex((other) => other.keys.join() === keys.join()) === index,
  );
}
