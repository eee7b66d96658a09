import type { InputQuery } from "../../io/ports.ts";
import type { SizeLoad } from "../../pipeline/size/types.ts";
import type { TrainingMethod } from "../../program/fit/data.ts";

/** What a model is known by: at least one of the three is there. */
export interface SaidModel {
  readonly name: string | null;
  /** In 1e9. */
  readonly params: number | null;
  /** Path of the model's own config. */
  readonly config: string | null;
}

/** What `gpuify size` was asked for. */
export type SizeRequest = (
  | { readonly kind: "model"; readonly model: SaidModel; readonly load: SizeLoad }
  | { readonly kind: "training"; readonly model: SaidModel; readonly method: TrainingMethod }
  | { readonly kind: "manifests"; readonly inputs: InputQuery; readonly concurrency: number }
) & {
  readonly platform: string | null;
  readonly gpu: string | null;
  readonly format: "text" | "json";
  readonly detail: "answer" | "explained";
};
