/** Labels of some platforms that people put on nodes of any cluster: they tell no platform. */
const ANYBODYS: readonly string[] = ["accelerator", "nvidia.com/gpu", "amd.com/gpu"];

/** True for a label that may be somebody's own, whatever platforms write it too. */
export function isAnybodys(key: string): boolean {
  return ANYBODYS.includes(key);
}
