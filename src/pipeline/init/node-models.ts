import { TABLES } from "../../gpu/catalog/tables.ts";
import type { Catalog } from "../../gpu/types.ts";
import { isLabelValue } from "../../k8s/scheduling/label-syntax.ts";
import type { GpuNode } from "./gpu-nodes.ts";

/** A label by which nodes with a model can be told, and the model as far as its value tells it. */
export interface NodeModelLabel {
  readonly key: string;
  readonly value: string;
  /** A model of the catalog; null where the value names none, or one of several. */
  readonly model: string | null;
  /** A name for the model: that of the catalog, else what the value says. */
  readonly name: string;
}

/** Models that a platform of the catalog selects a node by; empty where none of the node's labels tells it there. */
export function modelsOnPlatform(
  { node, vendor }: GpuNode,
  platform: string,
  catalog: Catalog,
): readonly string[] {
  const resolved = catalog.platform(platform, vendor);
  if (!resolved.ok) return [];
  const found = [...node.labels]
    .map(([key, value]) => catalog.modelsOf(resolved.name, key, [value]))
    .filter((names) => names.length > 0);
  const [first = [], ...rest] = found;
  return first.filter((name) => rest.every((names) => names.includes(name)));
}

/** What people call the model of a node: by the platform, else by a label of the node; null where nothing tells it. */
export function modelNameOf(gpu: GpuNode, platform: string, catalog: Catalog): string | null {
  const known = modelsOnPlatform(gpu, platform, catalog);
  return known.length > 0 ? known.join(" or ") : (modelLabelOf(gpu, catalog)?.name ?? null);
}

/** Names of keys (behind the domain) that are about the GPU itself. */
const GPU_KEY = /gpu|accelerator|graphics/i;
/** Keys that tell machines and places apart, not what is in them. */
const ABOUT_OTHER_THINGS =
  /^(?:(?:[a-z0-9.-]+\.)?(?:kubernetes|k8s)\.io|(?:kops|topology|failure-domain)\b[^/]*)\/|hostname|zone|region|uuid|serial|version|driver|pool-?id|-id$|\.id$/i;

/** The label of a node that best tells its model: of a vendor's component, else of one's own; null where none does. */
export function modelLabelOf(gpu: GpuNode, catalog: Catalog): NodeModelLabel | null {
  const labels = [...gpu.node.labels].filter(([, value]) => isTelling(value));
  const rated = labels.flatMap(([key, value]) => {
    const rank = rankOf(key, value, gpu, catalog);
    return rank === null ? [] : [{ key, value, rank }];
  });
  const [best] = rated.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  if (best === undefined) return null;
  const { key, value } = best;
  const model = modelIn(value, gpu);
  return { key, value, model, name: model ?? familyIn(value) ?? nameOf(value) };
}

/** A switch or a number says nothing about a product. */
function isTelling(value: string): boolean {
  return (
    isLabelValue(value) &&
    /[A-Za-z]/.test(value) &&
    !/^(?:true|false|yes|no|on|off|none|unknown|present)$/i.test(value)
  );
}

/** Smaller is better; null for labels that are not about the model. */
function rankOf(key: string, value: string, gpu: GpuNode, catalog: Catalog): number | null {
  const meaning = catalog.label(key);
  const names = modelIn(value, gpu) !== null || familyIn(value) !== null;
  if (/^(?:node|beta)\.kubernetes\.io\/instance-type$/.test(key)) return names ? 4 : 6;
  if (meaning !== null) return meaning.kind === "model" ? (names ? 0 : 3) : null;
  if (ABOUT_OTHER_THINGS.test(key)) return null;
  if (GPU_KEY.test(key.slice(key.lastIndexOf("/") + 1))) return names ? 1 : 5;
  return names ? 2 : null;
}

/** The model of the catalog that a text names, the longest name first: `NVIDIA-H100-NVL` is not an `h100`. */
function modelIn(text: string, { vendor, node }: GpuNode): string | null {
  const known = TABLES.models.filter((model) => model.vendor === vendor);
  const words = wordsOf(text);
  const byGfd = known.filter((model) =>
    Object.values(model.platforms).some(({ labels }) => labels.some(({ values }) => values.includes(text))),
  );
  if (byGfd.length === 1) return byGfd[0]?.name ?? null;
  const named = known
    .filter(({ name }) => words.includes(`-${name}-`))
    .sort((a, b) => b.name.length - a.name.length);
  if (named[0] !== undefined) return named[0].name;
  const family = familyIn(text);
  if (family === null) return null;
  const members = known.filter(({ name }) => name.startsWith(`${family}-`));
  const memory = Number(node.labels.get("nvidia.com/gpu.memory") ?? Number.NaN) / 1024;
  const fitting = members.filter(
    ({ name, memoryGib }) =>
      words.includes(`-${name.slice(family.length + 1)}-`) ||
      (memoryGib !== null && Math.abs(memoryGib - memory) < memoryGib * 0.1),
  );
  return fitting.length === 1 ? (fitting[0]?.name ?? null) : null;
}

/** The part that several models of the catalog begin with: `a100` of a100-40gb and a100-80gb. */
function familyIn(text: string): string | null {
  const words = wordsOf(text);
  const families = TABLES.models.flatMap(({ name }) =>
    name.includes("-") ? [name.slice(0, name.indexOf("-"))] : [],
  );
  return families.find((family) => /\d/.test(family) && words.includes(`-${family}-`)) ?? null;
}

/** `NVIDIA A100_80GB` as `-nvidia-a100-80gb-`. */
function wordsOf(text: string): string {
  return `-${text.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-`;
}

/** A name of one's own for a model, out of a label's value. */
function nameOf(value: string): string {
  return value.toLowerCase();
}
