import type { Fact } from "../gpu/types.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Refusal } from "../kernel/diagnostic.ts";
import type { Settings } from "../profile/settings.ts";
import type { Knowledge } from "../workload/knowledge.ts";

/** The result of `--gpu auto` for one workload. */
export type ChosenGpu =
  /** The manifest already selects a model, which is kept. */
  | { readonly kind: "there" }
  | { readonly kind: "chosen"; readonly model: string; readonly note: Fact<string> }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Chooses the GPU model of a workload. */
export type ChooseGpu = (workload: Workload, settings: Settings, knowledge: Knowledge) => ChosenGpu;
