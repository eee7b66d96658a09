import { LEAVES, type Leaf, noted } from "./notes.ts";

/** Platforms whose notes hold for another one too. */
const LIKE: Readonly<Record<string, readonly string[]>> = {
  "gke-autopilot": ["gke"],
  eks: ["eks-karpenter"],
  openshift: ["generic-nvidia"],
  nebius: ["generic-nvidia"],
  lke: ["generic-nvidia"],
  k3s: ["generic-nvidia"],
};

/** Every key and value that the notes have about a platform, those of platforms that it is like included. */
export function wordsOf(platform: string): ReadonlySet<string> {
  const names = [platform, ...(LIKE[platform] ?? [])];
  return words(LEAVES.filter(({ path }) => path[0] === "platforms" && names.includes(path[1] ?? "")));
}

/** Keys and values of the vendors' own components, which run on any platform. */
export function wordsOfComponents(): ReadonlySet<string> {
  const names = ["generic-nvidia", "generic-amd", "generic-intel"];
  return words(LEAVES.filter(({ path }) => path[0] === "platforms" && names.includes(path[1] ?? "")));
}

/** The same about a model, with the MIG table that it names. */
export function wordsOfModel(model: string): ReadonlySet<string> {
  return words(LEAVES.filter(({ path }) => path[0] === "gpu_models" && path[1] === model));
}

/** Everything that the notes say of resources and device classes. */
export function wordsOfResources(): ReadonlySet<string> {
  return words(LEAVES.filter(({ path }) => path[0] === "resources" || path[0] === "dra"));
}

/** Every word of every platform: labels of components are the same everywhere. */
export function wordsOfPlatforms(): ReadonlySet<string> {
  return words(LEAVES.filter(({ path }) => path[0] === "platforms"));
}

/** Keys and values whole, and the words of sentences. */
function words(leaves: readonly Leaf[]): ReadonlySet<string> {
  return new Set(
    leaves.flatMap(({ path, value }) => [...path, String(value), ...String(value).split(/[\s,;:()'=]+/)]),
  );
}

/** True when the notes know the source. */
export function isNotedSource(id: string): boolean {
  return noted("sources", id) !== undefined;
}
