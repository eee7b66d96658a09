import { isGpuLabelValue, labelMeaning } from "../../../src/gpu/catalog/knowledge.ts";

/** A real key for one that the notes write with a placeholder. */
function example(key: string): string {
  return key.replace("<profile>", "1g.10gb").replace("<pci id>", "56c0");
}

/** True when the catalog says that nodes of the platform carry the label. */
export function onPlatform(key: string, platform: string): boolean {
  return labelMeaning(example(key))?.platforms.includes(platform) === true;
}

/** The same, or that a component writes it wherever it runs. */
export function recognisedOn(key: string, platform: string): boolean {
  const meaning = labelMeaning(example(key));
  return meaning !== null && (meaning.platforms.length === 0 || meaning.platforms.includes(platform));
}

/** True when a value says "a GPU node", and another value of the same label does not. */
export function saysGpu(key: string, value: string, other = "no-such-value"): boolean {
  return isGpuLabelValue(example(key), value) && !isGpuLabelValue(example(key), other);
}

/** True when the label says by this value that a GPU is there, and by `false` that none is. */
export function isPresence(key: string, value: string): boolean {
  return labelMeaning(example(key))?.kind === "presence" && saysGpu(key, value, "false");
}
