import { objectTitle } from "../../k8s/object.ts";
import { askPart, locatePart } from "../../k8s/object-part.ts";
import type { ContainerView } from "../../k8s/workload.ts";
import type { Advice, Refusal } from "../../kernel/diagnostic.ts";
import type { Location } from "../../kernel/span.ts";
import {
  type AcceleratorAsk,
  type AskedAmount,
  acceleratorsOf,
  isAsked,
} from "../../workload/accelerators.ts";
import { at, fields, items, textAt } from "../../yaml/access.ts";
import type { PodSetContext } from "../shared/context.ts";
import { changeThePart, informInPart, refuseInPart, warnInPart } from "./part-diagnostics.ts";

/** What a container shall have. */
interface WantedDevices {
  readonly container: ContainerView;
  /** Null where nothing is written. */
  readonly resource: string | null;
  readonly count: number;
  /** What the container asks for of the resource already. */
  readonly present: AcceleratorAsk | null;
  /** What it takes the place of. */
  readonly replaced: readonly AcceleratorAsk[];
}

/** Why what a container shall have cannot be written: a patch of a kustomization decides it. Empty where none does. */
export function refusalsOfParts(
  { podSet }: PodSetContext,
  { resource, count, present, replaced, container }: WantedDevices,
): readonly Refusal[] {
  const title = objectTitle(podSet.object);
  const kept = amountsInParts(present).filter(
    ({ amount }) => amount.kind !== "whole" || amount.count !== count,
  );
  const leaving = replaced
    .filter(isAsked)
    .flatMap((ask) => amountsInParts(ask).map((asked) => ({ ask, asked })));
  return [
    ...(resource === null ? [] : kept).map(({ amount, inPart }) =>
      refuseInPart(inPart, {
        code: "kustomize-part-decides",
        message: `${inPart.file} sets ${resource} to ${amount.kind === "whole" ? amount.count : amount.text} for container "${container.name}" of ${title}, so gpuify cannot set it to ${count} in ${podSet.object.source.name}`,
        advice: changeThePart(inPart.file),
      }),
    ),
    ...leaving.map(({ ask, asked }) =>
      refuseInPart(asked.inPart, {
        code: "kustomize-part-decides",
        message: `${asked.inPart.file} asks for ${ask.resource} in container "${container.name}" of ${title}, but gpuify would have to replace it with ${resource ?? "another resource"}`,
        why: "Kustomize merges the patch over the object, and a pod that asks for both stays Pending.",
        advice: changeThePart(asked.inPart.file),
      }),
    ),
  ];
}

/** Why nothing can be decided for a workload: a patch of a kustomization adds a container with an accelerator of its own. */
export function containersInParts({ podSet, catalog }: PodSetContext): readonly Refusal[] {
  const { object, podSpecPath } = podSet;
  return (object.parts ?? []).flatMap((part) => {
    const answer = askPart(part, object.root, [...podSpecPath, "containers"]);
    const added = (answer.kind === "value" ? items(answer.node) : []).filter(
      (item) => !podSet.containers.some(({ name }) => name === textAt(item, ["name"])),
    );
    return added.flatMap((container) =>
      fields(at(container, ["resources", "limits"]))
        .filter(({ name }) => catalog.resource(name) !== null)
        .map(({ name, key }) =>
          refuseInPart(locatePart(part, key), {
            code: "kustomize-part-decides",
            message: `${part.source.name} adds container "${textAt(container, ["name"]) ?? ""}" with ${name} to ${objectTitle(object)}`,
            why: "The object that gpuify edits does not have this container, and another container with a GPU would need a second GPU.",
            advice: changeThePart(part.source.name),
          }),
        ),
    );
  });
}

/** Why a workload cannot go to CPUs: patches of kustomizations give it its accelerator. */
export function acceleratorsLeftInParts(context: PodSetContext): readonly Refusal[] {
  const { podSet } = context;
  const title = objectTitle(podSet.object);
  const asks = acceleratorsOf(podSet, context).flatMap(({ devices, slices }) => [...devices, ...slices]);
  const asked = asks
    .filter(isAsked)
    .flatMap((ask) => amountsInParts(ask).map(({ inPart }) => ({ ask, inPart })));
  return asked.map(({ ask, inPart }) =>
    refuseInPart(inPart, {
      code: "kustomize-part-decides",
      message: `${inPart.file} asks for ${ask.resource} for ${title}; gpuify edits objects, not kustomize patches`,
      why: "Without the patch, the workload has no accelerator to remove.",
      advice: `Remove the resource from ${inPart.file}, or patch the kustomize output: \`kubectl kustomize DIR | gpuify -p bursty -\`.`,
    }),
  );
}

/** Node labels of GPUs that patches select for a workload that goes to CPUs. */
export function gpuNodesInParts({ podSet, catalog }: PodSetContext): readonly Advice[] {
  const { object, podSpecPath } = podSet;
  return (object.parts ?? []).flatMap((part) => {
    const answer = askPart(part, object.root, [...podSpecPath, "nodeSelector"]);
    const selected = answer.kind === "value" ? fields(answer.node) : [];
    return selected
      .filter(({ name }) => catalog.label(name) !== null)
      .map(({ name, value }) =>
        warnInPart(locatePart(part, value), {
          code: "kustomize-part-selects-gpu-nodes",
          message: `${part.source.name} still selects GPU nodes for ${objectTitle(object)} with the label ${name}`,
          advice: `Remove the label from ${part.source.name}.`,
        }),
      );
  });
}

/** Where a workload that has a GPU by a patch has it. */
export function gpuPlacesInParts(context: PodSetContext): readonly Advice[] {
  const { podSet } = context;
  if (podSet.object.parts === undefined) return [];
  const asks = acceleratorsOf(podSet, context).flatMap(({ devices, slices }) => [...devices, ...slices]);
  const [first] = asks.filter(isAsked).flatMap(({ limit, request, resource }) => {
    const inPart = limit?.inPart ?? request?.inPart;
    return inPart === undefined ? [] : [{ inPart, resource }];
  });
  if (first === undefined) return [];
  return [
    informInPart(first.inPart, {
      code: "kustomize-part-has-gpu",
      message: `${objectTitle(podSet.object)} gets its ${first.resource} from ${first.inPart.file}; gpuify leaves the number there`,
    }),
  ];
}

function amountsInParts(
  ask: AcceleratorAsk | null,
): readonly (AskedAmount & { readonly inPart: Location })[] {
  return [ask?.limit, ask?.request].flatMap((asked) =>
    asked?.inPart === undefined ? [] : [{ ...asked, inPart: asked.inPart }],
  );
}
