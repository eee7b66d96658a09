import type { Vendor } from "../../../../gpu/types.ts";
import { devicesOf } from "../../../../gpu/words.ts";
import { resourceEntries } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import {
  imageFor,
  toolOf,
  type Vendors,
  vendorsInCommand,
  vendorsOfHostPath,
  vendorsOfImage,
  vendorsOfValue,
  vendorsOfVariable,
} from "../../../../workload/vendor-words.ts";
import { saysNoGpu } from "../../../own-form/gpu-words.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { warn } from "../../../shared/diagnostics.ts";
import {
  hostPathTexts,
  type ProgramText,
  textsOfContainer,
  warnAtWord,
} from "../../../shared/program-words.ts";

/** Whose devices the pods get, and whose they had. */
interface Move {
  readonly to: Vendor;
  readonly from: Vendors;
}

/** Warnings about images, commands, variables, host files and huge pages that belong to other vendors' devices. */
export function otherVendorDiagnostics(context: PodSetContext, move: Move): readonly Advice[] {
  const { podSet } = context;
  const texts = [...podSet.containers.flatMap(textsOfContainer), ...hostPathTexts(context)];
  return [...texts.flatMap((found) => about(context, found, move.to)), ...hugePages(context, move)];
}

function about(context: PodSetContext, found: ProgramText, vendor: Vendor): readonly Advice[] {
  switch (found.kind) {
    case "image":
      return aboutImage(context, found, vendor);
    case "command":
      return aboutCommand(context, found, vendor);
    case "variable":
      return aboutVariable(context, found, vendor);
    case "host-path":
      return aboutHostPath(context, found, vendor);
    default:
      return found satisfies never;
  }
}

type Plain = Exclude<ProgramText, { kind: "variable" }>;

function aboutImage(context: PodSetContext, found: Plain, vendor: Vendor): readonly Advice[] {
  const image = found.node.text;
  const vendors = vendorsOfImage(image);
  if (!isForOthers(vendors, vendor)) return [];
  const other = imageFor(image, vendor);
  return [
    warnAtWord(context, found, {
      code: "image-of-other-vendor",
      message: `the image "${image}" is built for ${ownerOf(vendors)}, and the pods get ${devicesOf(vendor)}`,
      advice:
        other === null
          ? `Use an image that is built for ${devicesOf(vendor)}.`
          : `Use ${other.what}'s image for ${devicesOf(vendor)}: ${other.image}.`,
    }),
  ];
}

function aboutCommand(context: PodSetContext, found: Plain, vendor: Vendor): readonly Advice[] {
  return vendorsInCommand(found.node.text).flatMap(({ word, vendors, isTool }) => {
    if (!isForOthers(vendors, vendor)) return [];
    const tool = isTool ? toolOf(vendor) : null;
    const advice =
      tool === null
        ? `Change the command for ${devicesOf(vendor)}.`
        : `Use the tool for ${devicesOf(vendor)}: ${tool}.`;
    const message = `"${word}" is for ${ownerOf(vendors)}, and the pods get ${devicesOf(vendor)}`;
    return [warnAtWord(context, found, { code: "trace-of-other-vendor", message, advice }, word)];
  });
}

/** A variable that hides devices or switches something off does no harm to others. */
function aboutVariable(
  context: PodSetContext,
  found: ProgramText & { readonly kind: "variable" },
  vendor: Vendor,
): readonly Advice[] {
  const { name, value } = found;
  if (saysNoGpu(name, value)) return [];
  const named = vendorsOfVariable(name);
  const vendors = named.length > 0 ? named : vendorsOfValue(value ?? "");
  if (!isForOthers(vendors, vendor)) return [];
  const said = value === null ? name : `${name}="${value}"`;
  return [
    warnAtWord(context, found, {
      code: "trace-of-other-vendor",
      message: `the variable ${said} is for ${ownerOf(vendors)}, and the pods get ${devicesOf(vendor)}`,
      advice: `Remove it, or set what the program wants with ${devicesOf(vendor)}.`,
    }),
  ];
}

function aboutHostPath(context: PodSetContext, found: Plain, vendor: Vendor): readonly Advice[] {
  const path = found.node.text;
  const vendors = vendorsOfHostPath(path);
  if (!isForOthers(vendors, vendor)) return [];
  return [
    warnAtWord(context, found, {
      code: "trace-of-other-vendor",
      message: `the volume mounts "${path}", which is for ${ownerOf(vendors)}, and the pods get ${devicesOf(vendor)}`,
      why: "On nodes without it the pod does not start, or gets an empty folder.",
      advice: "Remove the volume and its mounts: device plugins bring the files that containers need.",
    }),
  ];
}

/** The guides for Gaudis ask for huge pages beside each (docs.habana.ai, "Running Workloads on Kubernetes", read 2026-11-30). */
const WITH_HUGE_PAGES: Vendor = "habana";

function hugePages({ podSet }: PodSetContext, { from, to }: Move): readonly Advice[] {
  if (!from.includes(WITH_HUGE_PAGES) || to === WITH_HUGE_PAGES) return [];
  return podSet.containers.flatMap((container) =>
    resourceEntries(container, "limits")
      .filter(({ name }) => name.startsWith("hugepages-"))
      .map(({ name }) =>
        warn(podSet, [...container.path, "resources", "limits", name], {
          code: "trace-of-other-vendor",
          message: `container "${container.name}" still asks for ${name}, which ${devicesOf(WITH_HUGE_PAGES)} need, and the pods get ${devicesOf(to)}`,
          why: "Huge pages are set aside on each node beforehand: where a node has none, the pod stays Pending.",
          advice: "Remove it from limits and requests, unless the program asks for huge pages by itself.",
        }),
      ),
  );
}

/** Words that nobody owns fit every device. */
function isForOthers(vendors: Vendors, vendor: Vendor): boolean {
  return vendors.length > 0 && !vendors.includes(vendor);
}

function ownerOf(vendors: Vendors): string {
  const [owner = "other"] = vendors;
  return devicesOf(owner);
}
