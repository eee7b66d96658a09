import { TABLES } from "../../gpu/catalog/tables.ts";
import type { ModelRow } from "../../gpu/rows.ts";
import type { Catalog, Vendor } from "../../gpu/types.ts";
import { devicesOf } from "../../gpu/words.ts";
import { allRequirements, isPositive, nodeRequirements } from "../../k8s/scheduling/node-requirements.ts";
import { leadPodSet, type PodSet, podSetTitle, type Workload } from "../../k8s/workload.ts";
import { counted } from "../../kernel/words.ts";
import { isLabelElsewhere, platformName } from "../../patch/profiles/gpu/placement/translated-model.ts";
import { refuse } from "../../patch/shared/diagnostics.ts";
import { isExplicit } from "../../profile/origin.ts";
import { isPlatformNamed } from "../../profile/platform-named.ts";
import type { Settings } from "../../profile/settings.ts";
import { acceleratorsOf, isAsked } from "../../workload/accelerators.ts";
import type { Knowledge } from "../../workload/knowledge.ts";
import { type LoadedModel, loadedModels } from "../../workload/programs/loaded-models.ts";
import { programNeed } from "../../workload/programs/program-need.ts";
import { vendorsOfImage } from "../../workload/vendor-words.ts";
import type { ChosenGpu } from "../chosen-gpu.ts";
import { makerOf } from "../size/gpu-choices.ts";
import { sizeLoadOf, sizeTable } from "../size/size-table.ts";
import type { GpuChoice, SizeQuestion, SizeRow } from "../size/types.ts";
import { candidateLines, choiceNote } from "./words.ts";

/** Models with a maximum length of this many tokens or more are rarely served at it, so the command has to set the length. */
const LONG = 131_072;

/**
 * The GPU model with the least memory on which the model that a workload loads fits, with as many GPUs as its command
 * asks for and for the length that it states. Neither number nor command is changed.
 */
export function chooseGpu(workload: Workload, settings: Settings, knowledge: Knowledge): ChosenGpu {
  const { catalog } = knowledge;
  const podSet = leadPodSet(workload);
  if (selectsModel(podSet, settings, catalog)) return { kind: "there" };
  if (settings.mig !== undefined)
    return refused(
      podSet,
      "--mig partitions a GPU model, which has to be named",
      "Name the GPU: `--gpu MODEL`.",
    );
  const found = modelIn(podSet, settings, knowledge);
  if ("why" in found) return refused(podSet, found.why, found.advice ?? "Name the GPU: `--gpu MODEL`.");
  const { gpus, loaded, vendor } = found;
  const { load, weights } = loaded;
  const question = questionOf(loaded);
  const isNamed = isPlatformNamed(settings);
  const models = TABLES.models.filter(
    (model) =>
      model.vendor === vendor &&
      model.arch === null &&
      (!isNamed || isOffered(model, { settings, catalog, gpus })),
  );
  const rows = byMemory(sizeTable(question, models.flatMap(choiceOf)).rows);
  const lines = candidateLines(rows, gpus);
  if (!isNamed) {
    const advice = `Pass --platform NAME. \`gpuify size ${load.model}\` shows the details.`;
    return refused(podSet, "no platform is named, and platforms offer different GPU models", advice, lines);
  }
  if (rows.length === 0)
    return refused(
      podSet,
      `its image is built for ${devicesOf(vendor)}, but ${settings.platform.value} offers no node with ${gpus} of them`,
      "Name a platform that has such GPUs, or use an image for the GPUs of this platform.",
    );
  const tokens = question.load.context ?? weights.maxLength;
  if (question.load.context === null && (tokens === null || tokens >= LONG))
    return refused(
      podSet,
      `its command sets no maximum length, and ${weights.name} supports ${tokens === null ? "an unknown number of tokens" : `up to ${tokens} tokens`}`,
      "Set the length in the command (`--max-model-len 32768`), or name the GPU: `--gpu MODEL`.",
      lines,
    );
  const [best, ...others] = rows.filter(isFitting);
  if (best === undefined)
    return refused(
      podSet,
      `${weights.name} does not fit on ${counted(gpus, "GPU")} of any model that ${settings.platform.value} offers, for ${tokens} tokens`,
      `Change the command (more GPUs, or a shorter length), or name the GPU. \`gpuify size ${load.model} --platform ${settings.platform.value}\` shows the details.`,
      lines,
    );
  const note = choiceNote({ best, others: others.slice(0, 2), gpus, question });
  return { kind: "chosen", model: best.gpu, note };
}

function isFitting({ runs, stated }: SizeRow): boolean {
  return runs === "yes" && stated?.fit.verdict === "fits";
}

function questionOf({ load, weights, tensor, pipeline }: LoadedModel): SizeQuestion {
  return { weights, asked: load.model, load: sizeLoadOf(load, 1), stated: { tensor, pipeline } };
}

function refused(podSet: PodSet, why: string, advice: string, lines: readonly string[] = []): ChosenGpu {
  const told = refuse(podSet, podSet.podSpecPath, {
    code: "gpu-auto-undecided",
    message: `gpuify cannot choose a GPU model for ${podSetTitle(podSet)}: ${why}`,
    advice,
  });
  return { kind: "refused", refusal: lines.length === 0 ? told : { ...told, lines } };
}

function selectsModel(podSet: PodSet, settings: Settings, catalog: Catalog): boolean {
  const name = platformName({ catalog }, { platform: settings.platform.value });
  return allRequirements(nodeRequirements(podSet)).some(
    (one) =>
      isPositive(one) &&
      // Labels of another platform go when the platform is named.
      !isLabelElsewhere({ catalog, settings }, one, name) &&
      (catalog.label(one.key)?.kind === "model" ||
        (one.operator === "In" && catalog.modelsOf(name, one.key, one.values).length > 0)),
  );
}

interface FoundModel {
  readonly loaded: LoadedModel;
  /** GPUs of one pod, by the command. */
  readonly gpus: number;
  readonly vendor: Vendor;
}

/** The one model that the pods load, or why there is none. */
function modelIn(
  podSet: PodSet,
  settings: Settings,
  knowledge: Knowledge,
): FoundModel | { readonly why: string; readonly advice?: string } {
  const parts = acceleratorsOf(podSet, knowledge).flatMap(({ devices, slices }) =>
    [...devices, ...slices].filter((ask) => isAsked(ask) && ask.meaning.kind !== "whole"),
  );
  if (parts[0] !== undefined)
    return {
      why: `it asks for ${parts[0].resource}, a part of a GPU, and the resource already sets its size`,
    };
  const open = podSet.containers
    .map((container) => programNeed(podSet, container).need)
    .find((need) => need.kind === "undecided");
  const found = podSet.containers.flatMap((container) => {
    const { need } = programNeed(podSet, container);
    const gpus =
      need.kind === "exactly" ? need.count : isExplicit(settings.gpus) ? (settings.gpus?.value ?? 1) : 1;
    return loadedModels(podSet, container, gpus).map((loaded) => ({ container, loaded, gpus }));
  });
  const [first, ...others] = found;
  if (first === undefined && open?.kind === "undecided")
    return {
      why: `the number of GPUs that its program needs is unknown, because ${open.why}`,
      advice: "Write the number into the command, or name the GPU: `--gpus N --gpu MODEL`.",
    };
  if (first === undefined) return { why: "no container loads a model whose size gpuify knows" };
  if (others.length > 0) return { why: "its containers load several models" };
  const { container, loaded, gpus } = first;
  const named = settings.vendor === undefined ? null : knowledge.catalog.vendor(settings.vendor.value);
  const vendor = named?.ok === true ? named.vendor : (vendorsOfImage(container.image ?? "")[0] ?? "nvidia");
  return { loaded, gpus, vendor };
}

/** True if the catalog can place that many GPUs of the model on the platform. */
function isOffered(
  { name }: ModelRow,
  {
    settings,
    catalog,
    gpus,
  }: { readonly settings: Settings; readonly catalog: Catalog; readonly gpus: number },
): boolean {
  const spot = settings.spot?.value === true;
  const question = { platform: settings.platform.value, model: name, count: gpus, uniform: false, spot };
  return catalog.placement(question).ok;
}

function choiceOf(model: ModelRow): readonly GpuChoice[] {
  const vendor = makerOf(model);
  const { name, memoryGib, arch } = model;
  return vendor === null ? [] : [{ gpu: name, vendor, memoryGib, arch, perNode: [], wholeNodes: false }];
}

/** By nominal memory: the differences that drivers make are too small to choose by. */
function byMemory(rows: readonly SizeRow[]): readonly SizeRow[] {
  const size = ({ memoryGib }: SizeRow): number => memoryGib ?? Number.POSITIVE_INFINITY;
  return [...rows].sort((a, b) => size(a) - size(b) || (a.gpu < b.gpu ? -1 : 1));
}
