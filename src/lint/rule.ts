import type { Operation } from "../edit/operation.ts";
import type { KubeObject } from "../k8s/object.ts";
import type { ContainerView } from "../k8s/workload.ts";
import type { SourcePage } from "../kernel/codes/declaration.ts";
import type { RuleId } from "../kernel/codes/rule-ids.ts";
import type { Severity } from "../kernel/diagnostic.ts";
import type { WordPlace } from "../program/command/words/word.ts";
import type { FieldPath } from "../yaml/tree.ts";
import type { LintContext } from "./context.ts";
import type { Pod } from "./pod.ts";

/** Something the linter looks for. One file a rule, named by its id, in `rules/`; `registry.ts` lists them. */
export interface Rule {
  /** Lower-case words with `-`, at most 56 letters: it ends an annotation's name (`gpuify.dev/ignore-…`). */
  readonly id: RuleId;
  /** `error`: rejected, or cannot work; `warning`: works by luck or wastes; `info`: worth knowing. */
  readonly severity: Severity;
  /** What it finds, in a few words without a full stop: `GPU requested without a limit`. */
  readonly title: string;
  /** `any-pod`: as wrong in a pod without a GPU, where the linter does not look. Absent: the GPU makes it wrong. */
  readonly faultOf?: "any-pod";
  /** `devices`: what it finds gives a container other devices than it asks for. Kept, it goes against what was decided. */
  readonly overrides?: "devices";
  /** Whether its findings can carry a fix, and of which kind. */
  readonly fix: "none" | Safety;
  /** Where it applies; absent: everywhere. A pod whose platform is not known is no pod of these platforms. */
  readonly applies?: {
    /** Minor versions of Kubernetes, both ends included. */
    readonly from?: number;
    readonly until?: number;
    readonly platforms?: readonly string[];
  };
  /** A function, so that a run does not pay for texts that nobody reads. */
  readonly about: () => RuleAbout;
  readonly check: Check;
}

/** What people are told about a rule. */
export interface RuleAbout {
  /** Why it matters: one or two sentences. */
  readonly why: string;
  /** What to do: a sentence that begins with a verb. */
  readonly advice: string;
  /** Where the facts were read; at least one. */
  readonly sources: readonly SourcePage[];
  /** A manifest in which it finds something. */
  readonly bad: string;
  /** The same, mended: it finds nothing. */
  readonly good: string;
}

/** `safe`: nothing that works changes its behaviour. `unsafe`: the behaviour changes, such as a rollout's. */
export type Safety = "safe" | "unsafe";

/**
 * How a rule looks. All but `pod` and `object` are found elsewhere and only described by the rule: for `schema` the
 * diagnostics whose code is the rule's id.
 */
export type Check =
  | { readonly on: "pod"; readonly find: (pod: Pod, context: LintContext) => readonly RuleFinding[] }
  | {
      readonly on: "object";
      /** Null for every kind. */
      readonly kinds: readonly string[] | null;
      readonly find: (object: KubeObject, context: LintContext) => readonly RuleFinding[];
    }
  | { readonly on: "schema" }
  | { readonly on: "run" };

/** Something a rule found. */
export interface RuleFinding {
  /** From the top of the object to what is meant, also where it is missing: then the nearest parent is shown. */
  readonly path: FieldPath;
  /** Which end of a field is underlined; `value` unless said, and the key where the value is a block of lines. */
  readonly at?: "key" | "value";
  /** The part of the text at `path` that is underlined: an option of a command line, within a script. */
  readonly word?: WordPlace;
  /** A clause in lower case without a full stop that names what was found. */
  readonly message: string;
  /** Why it matters here, where the rule's own reason would say too much. */
  readonly why?: string;
  /** What to do here, where it says more than the rule's own advice. */
  readonly advice?: string;
  /** Weaker than the rule's own, where the circumstances make it less sure or less bad. */
  readonly severity?: Severity;
  /** The container it is about. */
  readonly container?: ContainerView;
  /** `object`: not about pods of one role, where the workload has several. */
  readonly about?: "object";
  /** Another object than the one that was looked at: an autoscaler, a claim. */
  readonly object?: KubeObject;
  readonly related?: readonly {
    readonly object: KubeObject;
    readonly path: FieldPath;
    readonly message: string;
  }[];
  readonly fix?: Fix;
}

/** Operations on the finding's object that mend what was found. */
export interface Fix {
  readonly safety: Safety;
  /** What it does, in the imperative: `set the limit to 1`. */
  readonly title: string;
  readonly operations: readonly Operation[];
  /** Minor version of Kubernetes from which on it is right, where it is not for all that are known. */
  readonly since?: number;
}

/** A check of every workload's pods. */
export function perPod(find: (pod: Pod, context: LintContext) => readonly RuleFinding[]): Check {
  return { on: "pod", find };
}

/** A check of every container, init containers and sidecars too. */
export function perContainer(
  find: (container: PodContainer, pod: Pod, context: LintContext) => readonly RuleFinding[],
): Check {
  return {
    on: "pod",
    find: (pod, context) =>
      pod.containers.flatMap((container) =>
        find(container, pod, context).map((found) => ({ container: container.view, ...found })),
      ),
  };
}

/** A check of every object of some kinds. */
export function perObject(
  kinds: readonly string[],
  find: (object: KubeObject, context: LintContext) => readonly RuleFinding[],
): Check {
  return { on: "object", kinds, find };
}

/** A check of every object that was read, whatever its kind. */
export function perEveryObject(
  find: (object: KubeObject, context: LintContext) => readonly RuleFinding[],
): Check {
  return { on: "object", kinds: null, find };
}

type PodContainer = Pod["containers"][number];
