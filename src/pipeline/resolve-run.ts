import type { KubeObject } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import { AUTO, AUTO_MODEL } from "../profile/built-in.ts";
import { type PolicyOf, resolveAll } from "./assign.ts";
import { allObjects, workloadsAmong } from "./decide-all.ts";
import { isSkipped, type LoadedFile, loadFiles } from "./input/load.ts";
import type { ManifestInput } from "./input/manifest-input.ts";
import { type KustomizeFacts, type MarkObjects, markFiles, objectMarker } from "./kustomize/mark-parts.ts";
import type { PatchRequest } from "./outcome.ts";
import { withOwnKinds } from "./own-kinds.ts";
import type { Resolved } from "./resolve.ts";

/** A run whose inputs are read, and for whose workloads it is known what flags, annotations and configs say. */
export interface ResolvedRun {
  readonly inputs: readonly ManifestInput[];
  readonly request: PatchRequest;
  readonly policyOf: PolicyOf;
  /** Null where no kustomization is known. */
  readonly kustomize: KustomizeFacts | null;
  /** Marks objects that are read back as these were. */
  readonly mark: MarkObjects;
  readonly files: readonly LoadedFile[];
  /** The index of each is its id. */
  readonly objects: readonly KubeObject[];
  readonly workloads: readonly Workload[];
  /** Objects of a workload kind without a pod spec. */
  readonly withoutPodSpec: readonly KubeObject[];
  /** Of each workload. */
  readonly resolved: readonly Resolved[];
}

/** Reads the inputs and merges what all sources say; nothing is decided yet. Never throws for bad input. */
export function resolveRun(
  inputs: readonly ManifestInput[],
  request: PatchRequest,
  { policyOf, kustomize }: Pick<ResolvedRun, "policyOf" | "kustomize">,
): ResolvedRun {
  const givesWorkers = (input: ManifestInput) => policyOf(input)?.policy.givesWorkers === true;
  const kindsOf = (input: ManifestInput) => policyOf(input)?.policy.kinds ?? [];
  const groups = inputs.flatMap((input) => kindsOf(input).map(({ group }) => group));
  const isPlain = groups.length === 0 && request.unknownKinds === undefined;
  const plain = objectMarker(kustomize);
  const mark = isPlain ? plain : withOwnKinds(plain, kindsOf, request.unknownKinds ?? "left-alone");
  const files = markFiles(loadFiles(inputs, request, givesWorkers, groups), mark);
  const objects = allObjects(files);
  const { workloads, withoutPodSpec } = workloadsAmong(objects);
  const resolved = resolveAll(files, workloads, request, policyOf);
  return { inputs, request, policyOf, kustomize, mark, files, objects, workloads, withoutPodSpec, resolved };
}

/** Large parts of the program that only some runs need. */
interface NeededParts {
  /** What is known of servers and trainers: `auto` is said somewhere. */
  readonly recognizer: boolean;
  /** What models weigh, and on which GPUs they fit: a GPU model is to be chosen. */
  readonly chooser: boolean;
}

/** What has to be loaded before the run can be decided, from what was read: nothing is guessed from bytes. */
export function neededParts({ request, resolved }: ResolvedRun): NeededParts {
  return {
    recognizer: request.profile === AUTO || resolved.some(({ settings }) => settings?.profile === AUTO),
    chooser: resolved.some(({ settings }) => settings?.model?.value === AUTO_MODEL),
  };
}

/**
 * True where the manifests say something to gpuify, if only by a mistyped annotation, or where some could not be read
 * and may say it: then what is wrong is better told there than by a usage error.
 */
export function speaksToUs({ files, request, resolved }: ResolvedRun): boolean {
  const isUnread = (file: LoadedFile): boolean => file.problems.length > 0 && !isSkipped(file, request);
  return (
    files.some(isUnread) ||
    resolved.some(({ settings, diagnostics }) => settings !== null || diagnostics.length > 0)
  );
}
