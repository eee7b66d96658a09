import type { Catalog } from "../../gpu/types.ts";
import type { PodSet } from "../../k8s/workload.ts";
import { podSetTitle } from "../../k8s/workload.ts";
import { loadOf } from "../../program/needs/load.ts";
import type { ProgramRun } from "../../program/needs/need.ts";
import { weightsOf } from "../../program/weights/weights-of.ts";
import { acceleratorsOf, type ContainerAccelerators, wholeGpus } from "../../workload/accelerators.ts";
import { splitOf } from "../../workload/programs/loaded-models.ts";
import { programNeed } from "../../workload/programs/program-need.ts";
import { surroundingsOf } from "../../workload/surroundings.ts";
import { allObjects, workloadsAmong } from "../decide-all.ts";
import type { LoadedFile } from "../input/load.ts";
import { sizeLoadOf } from "./size-table.ts";
import type { SizeQuestion } from "./types.ts";

/** A program of a container that loads a model. */
export interface ManifestModel {
  /** Name of its file in messages. */
  readonly file: string;
  /** Where the object begins. */
  readonly line: number;
  /** `Deployment/llm`, and where it has several sets of pods, which of them. */
  readonly object: string;
  readonly container: string;
  /** What people call the program. */
  readonly program: string;
  /** GPUs that the container asks for. */
  readonly asks: number;
  /** What to look for, or why that is not known: `why` completes "because". */
  readonly found:
    | { readonly kind: "known"; readonly question: SizeQuestion }
    | { readonly kind: "unknown"; readonly why: string };
}

/** The models that the programs of manifests load. */
export function manifestModels(
  files: readonly LoadedFile[],
  catalog: Catalog,
  concurrency: number,
): readonly ManifestModel[] {
  const objects = allObjects(files);
  const knowledge = { catalog, surroundings: surroundingsOf(objects) };
  const podSets = workloadsAmong(objects).workloads.flatMap((workload) => workload.podSets);
  return podSets.flatMap((podSet) =>
    acceleratorsOf(podSet, knowledge).flatMap((one) => modelsOf(podSet, one, concurrency)),
  );
}

function modelsOf(
  podSet: PodSet,
  accelerators: ContainerAccelerators,
  concurrency: number,
): readonly ManifestModel[] {
  const { container } = accelerators;
  const asks = wholeGpus(accelerators);
  const { source, root } = podSet.object;
  return programNeed(podSet, container).runs.flatMap((run): readonly ManifestModel[] => {
    const found = questionOf(run, container, { asks, concurrency });
    if (found === null) return [];
    return [
      {
        file: source.name,
        line: source.lines.position(root.span.start).line,
        object: podSetTitle(podSet),
        container: container.name,
        program: run.row.what,
        asks,
        found,
      },
    ];
  });
}

/** Null where the program loads no weights. */
function questionOf(
  run: ProgramRun,
  container: ContainerAccelerators["container"],
  { asks, concurrency }: { readonly asks: number; readonly concurrency: number },
): ManifestModel["found"] | null {
  const found = loadOf(run, container);
  if (found.kind === "none") return null;
  if (found.kind === "unknown") return found;
  const { model, dtype, quantization, engine } = found.load;
  const weights = weightsOf({ model, dtype, quantization, program: engine });
  if (weights === null) return { kind: "unknown", why: `gpuify does not know the size of ${model}` };
  const load = sizeLoadOf(found.load, concurrency);
  return { kind: "known", question: { asked: model, weights, load, stated: splitOf(run, asks) } };
}
