import type { OwnModel, OwnPlatform } from "../types.ts";
import { EFFECTS, labels, VENDOR } from "./body.ts";
import { asInApi, keys, listOf, mapOf, oneOf, type SchemaOf, text, whole } from "./kit.ts";
import { LABEL_KEY, LABEL_VALUE, OWN_NAME } from "./names.ts";

type Taint = NonNullable<OwnPlatform["taints"]>[number];

const RESOURCE = text({ description: "Extended resource.", examples: ["nvidia.com/gpu", "acme.io/gpu"] });

const MODEL = keys<OwnModel>(
  {
    labels: {
      ...labels("Labels of the nodes that have this model.", { "acme.io/gpu": "hopper" }),
      minProperties: 1,
    },
    counts: listOf(whole(1, 1024, { description: "GPUs of a node.", examples: [8] }), {
      description: "GPUs that a node can have: a pod never asks for more.",
      examples: [[4, 8]],
    }),
    vendor: asInApi<string>({
      ...VENDOR,
      description:
        "Who makes it; needed for a model that the catalog does not have, unless `resources` names one vendor.",
      examples: ["nvidia"],
    }),
    resource: RESOURCE,
  },
  { labels: true },
  {
    description: "How nodes with one GPU model are known.",
    examples: [{ labels: { "acme.io/gpu": "hopper" }, counts: [8] }],
  },
);

const TAINT = keys<Taint>(
  {
    key: text({ description: "Key of the taint.", examples: ["acme.io/gpu"] }, LABEL_KEY),
    value: { ...text({ description: "Value of the taint.", examples: ["true"] }, LABEL_VALUE), minLength: 0 },
    effect: oneOf(EFFECTS, {
      description: "Effect of the taint; without it all effects.",
      examples: ["NoSchedule"],
    }),
  },
  { key: true },
  { description: "A taint of the nodes.", examples: [{ key: "acme.io/gpu", effect: "NoSchedule" }] },
);

function taints(description: string): SchemaOf<readonly Taint[]> {
  return listOf(TAINT, { description, examples: [[{ key: "acme.io/gpu", effect: "NoSchedule" }]] });
}

/** One key with its value: that is what is written, and what nodes are told by. */
function oneLabel(description: string, example: Readonly<Record<string, string>>) {
  return { ...labels(description, example), minProperties: 1, maxProperties: 1 };
}

/** How an admin labels and taints the machines of a cluster. */
export const PLATFORM = keys<OwnPlatform>(
  {
    extends: text({
      description:
        "A platform whose facts hold where this one says nothing; without it the platform stands alone.",
      examples: ["generic", "gke", "eks"],
    }),
    title: text({ description: "Name for people.", examples: ["the racks in Frankfurt"] }),
    resources: mapOf(
      RESOURCE,
      { enum: VENDOR.enum ?? [] },
      { description: "Extended resource by vendor.", examples: [{ nvidia: "nvidia.com/gpu" }] },
    ),
    models: mapOf(MODEL, OWN_NAME, {
      description: "How the nodes of each GPU model are known.",
      examples: [{ h100: { labels: { "acme.io/gpu": "hopper" } } }],
    }),
    gpuLabels: oneLabel("The label that every GPU node carries: written when no model is named.", {
      "acme.io/accelerated": "true",
    }),
    taints: taints("Taints of the GPU nodes."),
    spot: keys<NonNullable<OwnPlatform["spot"]>>(
      {
        labels: oneLabel("The label of spot nodes.", { "acme.io/capacity": "spot" }),
        taints: taints("Taints of spot nodes."),
      },
      { labels: true },
      { description: "How spot nodes are known.", examples: [{ labels: { "acme.io/capacity": "spot" } }] },
    ),
  },
  {},
  {
    description: "How an admin labels and taints the machines of a cluster.",
    examples: [{ extends: "generic", models: { h100: { labels: { "acme.io/gpu": "hopper" } } } }],
  },
);
