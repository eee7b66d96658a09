import type { Advice } from "../../../kernel/diagnostic.ts";
import { gpuOnlyProgram } from "../../../workload/programs/gpu-only.ts";
import type { PodSetContext } from "../../shared/context.ts";
import { warn } from "../../shared/diagnostics.ts";

/** Programs that do not run on CPUs, whatever the manifest says: the most important message about the workload. */
export function gpuOnlyDiagnostics({ podSet }: PodSetContext): readonly Advice[] {
  return podSet.containers.flatMap((container) => {
    const run = gpuOnlyProgram(podSet, container);
    if (run === null) return [];
    const [word] = run.started.words;
    const isImage = word === undefined || word.text.startsWith("-");
    return [
      {
        ...warn(podSet, isImage ? [...container.path, "image"] : word.place.path, {
          code: "gpu-server-without-gpu",
          message: `container "${container.name}" runs ${run.row.what} from an image built for GPUs but gets none`,
          why: "Such a build contains only GPU code: on a CPU node the program exits at startup.",
          advice:
            "Keep the workload on GPUs (`-p continuous`), or change the image to a CPU build, if the program has one.",
        }),
        isFirst: true,
      },
    ];
  });
}
