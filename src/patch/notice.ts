import { landmark } from "../k8s/access.ts";
import type { KubeObject } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import type { CodeAs } from "../kernel/codes/code.ts";
import type { Diagnostic, DiagnosticCategory, DiagnosticText, Severity } from "../kernel/diagnostic.ts";
import type { Setting } from "../profile/settings.ts";
import { locate } from "../yaml/source.ts";
import { type FieldPath, formatPath } from "../yaml/tree.ts";

/** A refusal: the decision cannot be made without the user. */
export function refuse(
  workload: Pick<Workload, "object">,
  path: FieldPath,
  notice: DiagnosticText<CodeAs<"error">>,
): Diagnostic {
  return noticeAt(workload, path, notice, "error", "decision");
}

/** Done (or left alone), but the user has to know. */
export function warn(
  workload: Pick<Workload, "object">,
  path: FieldPath,
  notice: DiagnosticText<CodeAs<"error" | "warning">>,
): Diagnostic {
  return noticeAt(workload, path, notice, "warning", "advice");
}

/** Worth a line, no more. */
export function inform(
  workload: Pick<Workload, "object">,
  path: FieldPath,
  notice: DiagnosticText,
): Diagnostic {
  return noticeAt(workload, path, notice, "info", "advice");
}

/** A warning about another object than the workload, such as an autoscaler that aims at it. */
export function warnAtObject(
  object: KubeObject,
  path: FieldPath,
  notice: DiagnosticText<CodeAs<"error" | "warning">>,
): Diagnostic {
  return noticeAt({ object }, path, notice, "warning", "advice");
}

/** Where the first of the settings was said that an annotation of the workload says; else the place itself. */
export function saidAt(settings: readonly (Setting<unknown> | undefined)[], place: FieldPath): FieldPath {
  for (const setting of settings)
    if (setting?.origin.kind === "annotation") return ["metadata", "annotations", setting.origin.key];
  return place;
}

function noticeAt(
  { object }: Pick<Workload, "object">,
  path: FieldPath,
  notice: DiagnosticText,
  severity: Severity,
  category: DiagnosticCategory,
): Diagnostic {
  const { span } = landmark(object.root, path);
  const where = { document: object.document.index, path: formatPath(path) };
  return { severity, category, ...notice, location: locate(object.source, span, where) };
}
