import type { Vendor } from "../gpu/types.ts";
import { IMAGE_WORDS, PROGRAM_IMAGES } from "./data/vendor-images.ts";
import {
  DEVICE_OPTION,
  VENDOR_DEVICES,
  VENDOR_HOST_PATHS,
  VENDOR_TOOLS,
  VENDOR_VARIABLES,
  type VendorWord,
} from "./data/vendor-words.ts";

/**
 * Whose devices words of a manifest are for: images, variables, commands, files of the node. Each answer lists the vendor
 * first that the word belongs to, and behind it others whose software understands it; it is empty for all other words.
 */
export type Vendors = readonly Vendor[];

const NOBODY: Vendors = [];

/** By the name of an environment variable: `HABANA_VISIBLE_DEVICES`. */
export function vendorsOfVariable(name: string): Vendors {
  return first(VENDOR_VARIABLES, name);
}

/** By the value of an environment variable or a whole argument: `cuda:0`, `/usr/local/nvidia/lib64`. */
export function vendorsOfValue(value: string): Vendors {
  const [, device] = /^["']?([a-z]+)(?::\d+)?["']?$/i.exec(value) ?? [];
  if (device !== undefined) return vendorsOfDevice(device);
  if (!value.startsWith("/")) return NOBODY;
  return (
    value
      .split(":")
      .map(vendorsOfHostPath)
      .find((vendors) => vendors.length > 0) ?? NOBODY
  );
}

/** By what a program calls a device: `cuda`. */
export function vendorsOfDevice(device: string): Vendors {
  const name = device.toLowerCase();
  return Object.hasOwn(VENDOR_DEVICES, name) ? (VENDOR_DEVICES[name] ?? NOBODY) : NOBODY;
}

/** By the path of a file or folder of the node: `/dev/kfd`. */
export function vendorsOfHostPath(path: string): Vendors {
  return first(VENDOR_HOST_PATHS, path);
}

/** By the words of an image's name, and for programs that are built for each vendor by the repository. */
export function vendorsOfImage(image: string): Vendors {
  const words = vendorsOfImageWords(image);
  if (words.length > 0) return words;
  const repository = repositoryOf(image);
  const plain = PROGRAM_IMAGES.find((program) => program.plain?.repository.test(repository))?.plain;
  return plain === undefined ? NOBODY : [plain.vendor];
}

/** By the words of an image's name or tag alone; an image may name several vendors. */
export function vendorsOfImageWords(image: string): Vendors {
  const [reference = ""] = image.split("@", 1);
  const found = IMAGE_WORDS.filter(({ pattern }) => pattern.test(reference));
  return [...new Set(found.flatMap(({ vendors }) => vendors))];
}

/** The image of the same program for another vendor's devices; null where the program's makers name none. */
export function imageFor(
  image: string,
  vendor: Vendor,
): { readonly what: string; readonly image: string } | null {
  const repository = repositoryOf(image);
  const program = PROGRAM_IMAGES.find(({ name }) => name.test(repository));
  const other = program?.images[vendor];
  return program === undefined || other === undefined ? null : { what: program.what, image: other };
}

/** A word of a command, and whose devices it is for. */
export interface CommandWord {
  readonly word: string;
  readonly vendors: Vendors;
  /** The tool of a vendor that it is. */
  readonly isTool: boolean;
}

/** Option that names a device, with the device: `--device cuda`, `--accelerator=tpu`. */
const NAMED_DEVICE = new RegExp(String.raw`${DEVICE_OPTION}([a-z]+)\b(?::\d+)?`, "gi");

/** A variable that a script sets. */
const ASSIGNMENT = /(?<![\w$])([A-Z][A-Z\d_]+)=/g;

/** `torch.cuda` is PyTorch's name for NVIDIA's and AMD's GPUs; asking whether it is there fails nowhere. */
const TORCH_DEVICE = /\btorch\.(cuda|xpu|hpu)\.(?!is_available)\w+/g;

/** Words in one argument or script for devices of particular vendors, each once. */
export function vendorsInCommand(text: string): readonly CommandWord[] {
  const found = new Map<string, CommandWord>();
  const add = (word: string, vendors: Vendors, isTool: boolean): void => {
    if (vendors.length > 0 && !found.has(word)) found.set(word, { word, vendors, isTool });
  };
  for (const { pattern, vendors } of VENDOR_TOOLS)
    for (const [word] of text.matchAll(pattern)) add(word, vendors, true);
  for (const [word, device = ""] of text.matchAll(NAMED_DEVICE)) add(word, vendorsOfDevice(device), false);
  for (const [word, device = ""] of text.matchAll(TORCH_DEVICE)) add(word, vendorsOfDevice(device), false);
  for (const [, name = ""] of text.matchAll(ASSIGNMENT)) add(name, vendorsOfVariable(name), false);
  add(text, vendorsOfValue(text), false);
  return [...found.values()];
}

/** The tool by which a vendor's driver is asked; null where none is known. */
export function toolOf(vendor: Vendor): string | null {
  return VENDOR_TOOLS.find(({ vendors }) => vendors[0] === vendor)?.example ?? null;
}

function first(rows: readonly VendorWord[], text: string): Vendors {
  return rows.find(({ pattern }) => pattern.test(text))?.vendors ?? NOBODY;
}

/** The reference without tag and digest. */
function repositoryOf(image: string): string {
  return image.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
}
