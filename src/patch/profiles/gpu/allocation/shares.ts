import { podSetTitle } from "../../../../k8s/workload.ts";
import type { Advice, Refusal } from "../../../../kernel/diagnostic.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import type { ContainerAccelerators, Stance } from "../../../../workload/accelerators.ts";
import type { AnnotatedShare } from "../../../../workload/share-annotations.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import { inform, refuse, saidAt } from "../../../shared/diagnostics.ts";

/** Why a pod whose annotations ask for a share of a GPU cannot have what was asked for; else null. */
export function shareRefusal(
  { podSet, settings }: PodSetContext,
  accelerators: readonly ContainerAccelerators[],
  chosen: readonly ContainerAccelerators[],
  stance: Stance,
): Refusal | null {
  const sharing = accelerators.find(({ share }) => share !== null);
  if (sharing?.share == null) return null;
  const { gpus, model, vendor, mig, container } = settings;
  if (stance === "keep" && !isExplicit(gpus) && chosen.includes(sharing)) return null;
  const said = [gpus, model, vendor, mig, container].filter(isExplicit);
  return refuse(podSet, saidAt(said, pathOf(sharing.share)), {
    code: "gpu-by-annotation",
    message: `container "${sharing.container.name}" of ${podSetTitle(podSet)} gets a share of a GPU through the annotation ${textOf(sharing.share)}`,
  });
}

/** Says why a pod that asks for a share by annotation gets no limit. */
export function keptShare(
  { podSet }: PodSetContext,
  chosen: readonly ContainerAccelerators[],
): readonly Advice[] {
  return chosen.flatMap(({ container, share }) =>
    share === null
      ? []
      : [
          inform(podSet, pathOf(share), {
            code: "gpu-share-kept",
            message: `container "${container.name}" of ${podSetTitle(podSet)} keeps its share of a GPU: the annotation ${textOf(share)} asks for it`,
          }),
        ],
  );
}

function pathOf({ annotations }: AnnotatedShare) {
  return annotations[0]?.path ?? [];
}

function textOf({ key, value }: AnnotatedShare): string {
  return `${key}: "${value}"`;
}
