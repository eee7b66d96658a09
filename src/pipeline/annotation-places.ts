import { objectTitle } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { warn } from "../patch/shared/diagnostics.ts";
import { ANNOTATION_PREFIX, isAnnotationKey } from "../profile/annotations.ts";
import { at, fields } from "../yaml/access.ts";
import type { FieldPath } from "../yaml/tree.ts";

/** People write annotations where they end up, or as labels; gpuify only reads those of the object itself. */
export function annotationsElsewhere(workload: Workload): readonly Diagnostic[] {
  const { kind, podSets } = workload;
  const jobs = kind.job?.template ?? null;
  const parts: readonly Part[] = [
    ...podSets.flatMap(({ templatePath: path }) =>
      path.length === 0 ? [] : [{ path, what: "pods" } as const],
    ),
    ...(jobs === null ? [] : [{ path: jobs, what: "Jobs" } as const]),
  ];
  return [
    ...parts.flatMap((part) => onPart(workload, part)),
    ...[[], ...parts.map(({ path }) => path)].flatMap((path) => asLabels(workload, path)),
  ];
}

/** What a workload makes, and where its metadata is. */
interface Part {
  readonly path: FieldPath;
  readonly what: "pods" | "Jobs";
}

function onPart({ object }: Workload, { path, what }: Part): readonly Diagnostic[] {
  const place = [...path, "metadata", "annotations"];
  return fields(at(object.root, place)).flatMap(({ name }) => {
    if (!name.startsWith(ANNOTATION_PREFIX)) return [];
    return [
      warn({ object }, [...place, name], {
        code: what === "pods" ? "annotation-on-pods" : "annotation-on-jobs",
        message: `${name} on the ${what} of ${objectTitle(object)} is not read`,
        advice: `Write it into metadata.annotations of the ${object.kind} itself.`,
      }),
    ];
  });
}

/** Other labels of the prefix are gpuify's own, such as that of the workers. */
function asLabels({ object }: Workload, path: FieldPath): readonly Diagnostic[] {
  const place = [...path, "metadata", "labels"];
  return fields(at(object.root, place)).flatMap(({ name }) => {
    if (!isAnnotationKey(name)) return [];
    return [
      warn({ object }, [...place, name], {
        code: "annotation-as-label",
        message: `${name} is a label of ${objectTitle(object)}, and gpuify reads annotations`,
        advice: `Write it into metadata.annotations of the ${object.kind} itself.`,
      }),
    ];
  });
}
