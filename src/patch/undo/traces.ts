import { type KubeObject, objectTitle } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { Location } from "../../kernel/span.ts";
import { settingsFor } from "../../profile/settings-from-flags.ts";
import { isGenerated, MANAGED_BY } from "../../workload/autoscalers.ts";
import { landmark } from "../../yaml/access.ts";
import { locate } from "../../yaml/source.ts";
import { type FieldPath, formatPath } from "../../yaml/tree.ts";
import { marksOf } from "../profiles/gpu/placement/spot-stays.ts";
import { removeGpuResources } from "../profiles/removal/gpu-resources.ts";
import { NOT_KEPT_OFF } from "../profiles/removal/node-terms.ts";
import {
  removeGpuRuntimeClass,
  removeGpuSelectors,
  removeGpuTolerations,
} from "../profiles/removal/placement.ts";
import { changePreferredAffinity } from "../profiles/removal/preferred-affinity.ts";
import { changeRequiredAffinity } from "../profiles/removal/required-affinity.ts";
import {
  removeEvictionAnnotations,
  removeOwnShm,
  removeTrainingRetries,
} from "../profiles/removal/runtime.ts";
import { eachPodSet, openContext, type PodSetContext } from "../shared/context.ts";
import { joinSteps } from "../shared/step.ts";
import type { UndoContext } from "./decide-undo.ts";

/** A place that looks as if gpuify had written it, and that people may have written as well. */
export interface Trace {
  readonly location: Location;
  /** `Deployment/web`. */
  readonly object: string;
  /** Field path, or what the whole object is. */
  readonly what: string;
  /** The line. */
  readonly text: string;
}

/** What bursty would take for a GPU profile's: the same eyes look here. */
const BURSTY = settingsFor({ name: "undo", base: "bursty" }, {});

/** What GPU profiles write, as far as the catalog knows it or its form is exactly theirs. */
export function tracesIn(undo: UndoContext): readonly Trace[] {
  const found = eachPodSet(openContext({ ...undo, settings: BURSTY })).flatMap((context) =>
    placesIn(context).map((path) => traceAt(undo.workload, path)),
  );
  return found.sort((a, b) => a.location.line - b.location.line || a.location.column - b.location.column);
}

function placesIn(context: PodSetContext): readonly FieldPath[] {
  const { removals, operations } = joinSteps([
    removeGpuResources(context),
    removeGpuTolerations(context),
    removeGpuSelectors(context),
    changeRequiredAffinity(context, NOT_KEPT_OFF),
    changePreferredAffinity(context, NOT_KEPT_OFF),
    removeGpuRuntimeClass(context),
    removeOwnShm(context),
    removeTrainingRetries(context),
    removeEvictionAnnotations(context),
  ]);
  return [...removals, ...operations, ...spotTraces(context)].map(({ path }) => path);
}

/** A toleration is named as a whole, not by its key. */
function spotTraces(context: PodSetContext): readonly { readonly path: FieldPath }[] {
  return marksOf(context, context.podSet).map(({ path, kind }) => ({
    path: kind === "lets" && path.at(-1) === "key" ? path.slice(0, -1) : path,
  }));
}

/** An object with the label of those that gpuify makes. */
export function traceOfObject(object: KubeObject): readonly Trace[] {
  if (!isGenerated(object)) return [];
  const path = ["metadata", "labels", MANAGED_BY.key];
  return [{ ...traceAt({ object }, path), what: `the object (label ${MANAGED_BY.key})` }];
}

function traceAt({ object }: Pick<Workload, "object">, path: FieldPath): Trace {
  const { span } = landmark(object.root, path);
  const location = locate(object.source, span, { document: object.document.index });
  return {
    location,
    text: object.source.lines.lineText(location.line).trim(),
    object: objectTitle(object),
    what: formatPath(path),
  };
}
