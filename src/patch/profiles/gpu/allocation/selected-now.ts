import { tellsPart } from "../../../../gpu/labels/tells-part.ts";
import type { PlacementQuestion, Vendor } from "../../../../gpu/types.ts";
import {
  allRequirements,
  isPositive,
  nodeRequirements,
  type Requirement,
} from "../../../../k8s/scheduling/node-requirements.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import { selectedNodes } from "../../../../workload/nodes/selected-nodes.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { isLabelElsewhere, platformName } from "../placement/translated-model.ts";

type SelectedNow = Pick<
  PlacementQuestion,
  "topology" | "topologyNow" | "valuesNow" | "sharesNow" | "selectsModel"
>;

/** What is known of the pod beside its conditions on nodes. */
interface Asking {
  /** The resource by which it asks, where that stays. */
  readonly resource: string | null;
  readonly keeps: "nothing" | "resource" | "claim" | "share";
  /** Whose devices are asked for; null where the model tells. */
  readonly vendor: Vendor | null;
}

/** What the manifest selects that bears on the answer, and the shape of a TPU slice that was named. */
export function selectedNow(context: PodSetContext, asking: Asking): SelectedNow {
  const { settings, podSet, catalog } = context;
  const selected = allRequirements(nodeRequirements(podSet)).filter(isPositive);
  const kindOf = ({ key }: Requirement) => catalog.label(key)?.kind;
  const [topology] = selected.flatMap((one) => {
    const isShape = catalog.label(one.key)?.vendor === "google" && kindOf(one) === "topology";
    return one.operator === "In" && isShape && one.values.length === 1 ? one.values : [];
  });
  const models = selected.filter((one) => kindOf(one) === "model").flatMap(({ values }) => values);
  const platform = platformName(context, { platform: settings.platform.value });
  const isModelSelected = selected.some(
    ({ key, operator, values }) => operator === "In" && catalog.modelsOf(platform, key, values).length > 0,
  );
  return {
    ...(settings.topology === undefined ? {} : { topology: settings.topology.value }),
    ...(topology === undefined ? {} : { topologyNow: topology }),
    ...(models.length === 0 ? {} : { valuesNow: models }),
    ...(takesShares(context, asking, selected) ? { sharesNow: true } : {}),
    ...(isModelSelected ? { selectsModel: true } : {}),
  };
}

/** The pod asks for parts of GPUs, or for nodes that give nothing else, and goes on doing so. */
function takesShares(
  context: PodSetContext,
  { resource, keeps, vendor }: Asking,
  selected: readonly Requirement[],
): boolean {
  const { settings, catalog, podSet, surroundings } = context;
  const asked = resource === null || keeps === "nothing" ? null : catalog.resource(resource);
  if (asked !== null && asked.kind !== "whole") return true;
  // A model that is named means whole ones of it: then the share goes.
  if (isExplicit(settings.model)) return false;
  const platform = platformName(context, {
    platform: settings.platform.value,
    ...(vendor === null ? {} : { vendor }),
  });
  const isShare = (one: Requirement): boolean => {
    const meaning = catalog.label(one.key);
    if (meaning === null || isLabelElsewhere(context, one, platform)) return false;
    if (vendor !== null && meaning.vendor !== null && meaning.vendor !== vendor) return false;
    if (tellsPart(meaning)) return true;
    return one.values.length > 0 && one.values.every((value) => catalog.isPartLabelValue(one.key, value));
  };
  if (selected.some(isShare)) return true;
  if (surroundings.nodes.length === 0) return false;
  const nodes = selectedNodes(podSet, context);
  return (
    nodes.length > 0 &&
    nodes.every(({ labels }) =>
      [...labels].some(
        ([key, { values }]) =>
          values !== null &&
          values.length > 0 &&
          values.every((value) => catalog.isPartLabelValue(key, value)),
      ),
    )
  );
}
