import type { KubeObject } from "../../../k8s/object.ts";
import type { Settings } from "../../../profile/settings.ts";
import type { FieldPath } from "../../../yaml/tree.ts";

/** One of the three built-in behaviours that a workload can be recognised as. */
export type AutoProfile = Exclude<Settings["base"], "none">;

/** What a workload may turn out to be; `none`: a database, an operator, a test … that no profile is made for. */
export type Hypothesis = AutoProfile | "none";

/** The hypotheses, in the order in which they are shown. */
export const HYPOTHESES: readonly Hypothesis[] = ["continuous", "bursty", "training", "none"];

/** One thing that the manifest says, and what it speaks for. */
export interface Evidence {
  /** One clause that completes "it …": `runs vLLM (image vllm/vllm-openai)`. */
  readonly text: string;
  /** From the top of the object the evidence is in: the workload, or what aims at it. */
  readonly path: FieldPath;
  /** Natural logarithm of odds; negative where it speaks against. */
  readonly points: number;
  readonly for: Hypothesis;
  /** The object it is in, where that is not the workload: an autoscaler that aims at it. */
  readonly object?: KubeObject;
  /** Completes "looks like …" where the evidence alone tells what a workload without a profile is. */
  readonly looksLike?: string;
}

/** What the evidence comes to. */
export interface AutoVerdict {
  /** Null: see `undecided`. */
  readonly profile: AutoProfile | null;
  /** The best hypothesis, whether it is sure enough or not. */
  readonly leaning: Hypothesis;
  /** How sure the best hypothesis is, from 0 to 1. */
  readonly confidence: number;
  /** Strongest first. */
  readonly evidence: readonly Evidence[];
  /** The second best hypothesis. */
  readonly runnerUp: { readonly for: Hypothesis; readonly confidence: number };
  /**
   * Why no profile was chosen, as a clause that goes on behind the workload's title, and what decides; null when one was.
   */
  readonly undecided: { readonly reason: string; readonly advice: string } | null;
}
