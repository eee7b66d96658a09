import type { OwnTaint } from "../../gpu/catalog/own-platforms.ts";
import { genericPlatforms, platformIndex } from "../../gpu/tables/platform-index.ts";
import { counted } from "../../kernel/words.ts";
import type { ClusterFindings, InitFindings } from "../../pipeline/init/findings.ts";
import type { PlatformGuess } from "../../pipeline/init/guess-platform.ts";
import type { NodeGroup } from "../../pipeline/init/node-groups.ts";
import type { KeptTaint } from "../../pipeline/init/propose-platform.ts";
import { comment, commentList, scalar, shorten } from "./yaml-lines.ts";

const MOST_EVIDENCE = 4;
const MOST_GROUPS = 20;

/** The key `platform` with what speaks for it, commented out where nothing does. */
export function formatPlatform({
  platform: { best, others },
  cluster,
  vendor,
}: InitFindings): readonly string[] {
  const also = others.flatMap((guess) => [
    ...comment(`Not that, but something speaks for ${guess.platform} too:`),
    ...evidenceOf(guess, 2),
  ]);
  if (best === null)
    return [
      ...comment(
        "The platform was not recognised: no manifest selects, tolerates or mentions what only one provider has. `generic` means any cluster with the vendor's device plugin; `gpuify show platforms` lists the others, and `gpuify init --cluster --force` asks the nodes.",
      ),
      `# platform: ${(vendor !== null && vendor !== "nvidia" ? genericPlatforms()[vendor] : undefined) ?? "generic"}`,
    ];
  const name = cluster?.own?.name ?? best.platform;
  return [
    ...comment(sentenceOn(best, cluster)),
    ...evidenceOf(best, MOST_EVIDENCE),
    ...also,
    `platform: ${scalar(name)}`,
  ];
}

function sentenceOn({ platform, evidence }: PlatformGuess, cluster: ClusterFindings | null): string {
  const own = cluster?.own == null ? "" : ", with what is our own below";
  const title = platformIndex().find(({ name }) => name === platform)?.title;
  if (!platform.startsWith("generic")) return `${title ?? platform}${own}. What speaks for it:`;
  const any = `No provider's labels were found, so ${title ?? "any cluster with the vendor's device plugin"}${own}`;
  return evidence.length === 0 ? `${any}.` : `${any}. Its components are there:`;
}

function evidenceOf({ evidence }: PlatformGuess, most: number): readonly string[] {
  return commentList(
    evidence.map(({ text }) => shorten(text)),
    most,
  );
}

/** The nodes in a comment, the version they run, and the platform that was made of them. */
export function formatCluster(cluster: ClusterFindings): readonly string[] {
  const { kubernetesVersion } = cluster;
  return [
    ...formatNodes(cluster),
    ...(kubernetesVersion === null
      ? []
      : ["", ...comment("The oldest kubelet of the nodes."), `kubernetesVersion: "${kubernetesVersion}"`]),
    ...formatDefaults(cluster),
    ...formatOwn(cluster),
  ];
}

/** The vendor, where the platform has several and the nodes do not have the first of them. */
function formatDefaults({ vendorToName, gpuNodes }: ClusterFindings): readonly string[] {
  if (vendorToName === null) return [];
  return [
    "",
    ...comment(
      `All GPU nodes (${gpuNodes}) have accelerators of this vendor; without this line the platform means another one.`,
    ),
    "defaults:",
    `  gpu: { vendor: ${scalar(vendorToName)} }`,
  ];
}

function formatNodes({
  nodes,
  gpuNodes,
  groups,
  kept,
  untold,
  unknownResources,
}: ClusterFindings): readonly string[] {
  const without = "A pool that is scaled to zero shows no nodes, and a node without a device plugin no GPUs.";
  return [
    "",
    ...(gpuNodes === 0
      ? comment(`None of the ${counted(nodes, "node")} has an accelerator now. ${without}`)
      : comment(`${gpuNodes} of ${counted(nodes, "node")} have accelerators now. ${without}`)),
    ...commentList(groups.map(groupLine), MOST_GROUPS),
    ...(untold === 0 ? [] : comment(`No label tells the model of ${counted(untold, "GPU node")}.`)),
    ...(unknownResources.length === 0
      ? []
      : comment(
          `The nodes also offer ${unknownResources.join(", ")}, which gpuify does not know: if that is a GPU, say so in a platform's \`resources\`.`,
        )),
    ...(kept.length === 0
      ? []
      : [
          ...comment(
            "Taints that not every GPU node has, so that nothing below tolerates them: they look like somebody's own. A rule or a profile with `tolerations` can:",
          ),
          ...commentList(
            kept.map((one) => keptLine(one, gpuNodes)),
            MOST_GROUPS,
          ),
        ]),
  ];
}

function groupLine({ nodes, gpus, model, resource, spot }: NodeGroup): string {
  const what = gpus === null ? `parts of GPUs (${resource} …)` : `${gpus} × ${resource}`;
  return `${counted(nodes, "node")}: ${what}, model ${model ?? "unknown"}${spot === 0 ? "" : `, ${spot} of them spot`}`;
}

function keptLine({ taint, on, model }: KeptTaint, gpuNodes: number): string {
  const name = `${taint.key}${taint.value === undefined ? "" : `=${taint.value}`}:${taint.effect}`;
  const which = model === null ? "" : `, which are those with ${model}`;
  return `${name} on ${on.size} of ${counted(gpuNodes, "GPU node")}${which}`;
}

function formatOwn({ own, gpuNodes }: ClusterFindings): readonly string[] {
  if (own === null) return [];
  const { name, base, resources, models, gpuLabel, taints, spot } = own;
  const inner = (text: string): readonly string[] => comment(text, { indent: "    " });
  return [
    "",
    ...comment(`How our own machines are labelled and tainted, as far as ${base} does not say it.`),
    "platforms:",
    `  ${scalar(name)}:`,
    `    extends: ${scalar(base)}`,
    ...(resources === null
      ? []
      : [
          ...inner("What the nodes offer."),
          "    resources:",
          ...Object.entries(resources).map(([vendor, resource]) => `      ${vendor}: ${scalar(resource)}`),
        ]),
    ...(models.length === 0 ? [] : ["    models:", ...models.flatMap(formatModel)]),
    ...(gpuLabel === null
      ? []
      : [
          ...inner(`On every GPU node (${gpuNodes}) and on no other.`),
          "    gpuLabels:",
          `      ${scalar(gpuLabel[0])}: ${scalar(gpuLabel[1])}`,
        ]),
    ...(taints.length === 0
      ? []
      : ["    taints:", ...taints.flatMap(({ taint, on }) => formatTaint(taint, on.size, gpuNodes))]),
    ...(spot === null
      ? []
      : [
          ...inner(`On ${spot.nodes} of ${counted(gpuNodes, "GPU node")}.`),
          "    spot:",
          "      labels:",
          `        ${scalar(spot.label[0])}: ${scalar(spot.label[1])}`,
          ...(spot.taints.length === 0
            ? []
            : ["      taints:", ...spot.taints.map((taint) => `        - ${taintMap(taint)}`)]),
        ]),
  ];
}

type Model = NonNullable<ClusterFindings["own"]>["models"][number];

function formatModel({ name, model, isKnown, nodes }: Model): readonly string[] {
  const note = isKnown
    ? `On ${counted(nodes, "node")}.`
    : `On ${counted(nodes, "node")}. Which model is it? \`gpuify show models\` has the names; with one of those, \`vendor\` can go.`;
  return [
    ...comment(note, { indent: "      " }),
    `      ${scalar(name)}:`,
    "        labels:",
    ...Object.entries(model.labels).map(([key, value]) => `          ${scalar(key)}: ${scalar(value)}`),
    ...(model.counts === undefined ? [] : [`        counts: [${model.counts.join(", ")}]`]),
    ...(model.vendor === undefined ? [] : [`        vendor: ${scalar(model.vendor)}`]),
  ];
}

function formatTaint(taint: OwnTaint, nodes: number, gpuNodes: number): readonly string[] {
  return [
    ...comment(`On ${nodes} of ${counted(gpuNodes, "GPU node")}.`, { indent: "      " }),
    `      - ${taintMap(taint)}`,
  ];
}

function taintMap({ key, value, effect }: OwnTaint): string {
  const parts = [`key: ${scalar(key)}`];
  if (value !== undefined) parts.push(`value: ${scalar(value)}`);
  if (effect !== undefined) parts.push(`effect: ${scalar(effect)}`);
  return `{ ${parts.join(", ")} }`;
}
