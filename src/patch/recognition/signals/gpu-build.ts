import type { ContainerView } from "../../../k8s/workload.ts";
import { parseImage, wordsOf } from "../../../program/command/image-name.ts";
import type { FieldPath } from "../../../yaml/tree.ts";

/** An image that is built for GPUs, and where it is named. */
export interface GpuBuild {
  /** The word that tells it: `cuda12`, `gpu`. */
  readonly word: string;
  readonly path: FieldPath;
}

/**
 * Words of tags: `2.3.0-cuda11.8-cudnn8-runtime` (github.com/pytorch/pytorch, its container packages), `cu124` as in the names
 * of PyTorch's builds, `rocm` (ollama/ollama: docs/docker.md), both read 2026-11-30; `gpu` is what people call theirs.
 */
const BUILD = /^(?:cuda\d*|cu1[1-3]\d|cudnn\d*|rocm\d*|gpu)$/;

/** At the end of a name only: `gpu-operator` and `gpu-feature-discovery` are parts of a cluster. */
const SUFFIX = /^(?:cuda\d*|rocm\d*|gpu)$/;

/** The first image that its tag, or the end of its name, says to be built for GPUs. */
export function gpuBuildAmong(containers: readonly ContainerView[]): GpuBuild | null {
  for (const { image, path } of containers) {
    const word = image === null ? null : gpuWordOf(image);
    if (word !== null) return { word, path: [...path, "image"] };
  }
  return null;
}

function gpuWordOf(image: string): string | null {
  const parsed = parseImage(image);
  if (parsed === null) return null;
  const { tag: text, name } = parsed;
  const tag = text === null || text.startsWith("$") ? [] : wordsOf(text);
  if (tag.includes("cpu")) return null;
  const last = wordsOf(name).at(-1) ?? "";
  return (
    tag.find((word, index) => BUILD.test(word) && tag[index - 1] !== "no") ??
    (SUFFIX.test(last) ? last : null)
  );
}
