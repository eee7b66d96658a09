import type { ChooseGpu } from "../chosen-gpu.ts";

/** What chooses GPU models, for `patchManifests` where a model may be `auto`. */
export async function loadChooseGpu(): Promise<ChooseGpu> {
  return (await import("./choose-gpu.ts")).chooseGpu;
}
