import type { KubeObject } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { Code, CodeAs } from "../../kernel/codes/code.ts";
import {
  type Advice,
  type Diagnostic,
  type DiagnosticText,
  INFORMED,
  REFUSED,
  type Refusal,
  WARNED,
} from "../../kernel/diagnostic.ts";
import type { Location } from "../../kernel/span.ts";
import type { Setting } from "../../profile/settings.ts";
import { landmark } from "../../yaml/access.ts";
import { locate } from "../../yaml/source.ts";
import { type FieldPath, formatPath } from "../../yaml/tree.ts";

/** The decision cannot be made without the user. */
export function refuse(
  workload: Pick<Workload, "object">,
  path: FieldPath,
  text: DiagnosticText<CodeAs<"error">>,
): Refusal {
  return told(REFUSED, workload.object, path, text);
}

/** Done (or left alone), but the user has to know. */
export function warn(
  workload: Pick<Workload, "object">,
  path: FieldPath,
  text: DiagnosticText<CodeAs<"error" | "warning">>,
): Advice {
  return told(WARNED, workload.object, path, text);
}

/** Worth a line, no more. */
export function inform(workload: Pick<Workload, "object">, path: FieldPath, text: DiagnosticText): Advice {
  return told(INFORMED, workload.object, path, text);
}

/** A warning about another object than the workload, such as an autoscaler that aims at it. */
export function warnAtObject(
  object: KubeObject,
  path: FieldPath,
  text: DiagnosticText<CodeAs<"error" | "warning">>,
): Advice {
  return warn({ object }, path, text);
}

/** Where the first of the settings was said that an annotation of the workload says; else the place itself. */
export function saidAt(settings: readonly (Setting<unknown> | undefined)[], place: FieldPath): FieldPath {
  for (const setting of settings)
    if (setting?.origin.kind === "annotation") return ["metadata", "annotations", setting.origin.key];
  return place;
}

/** What all kinds of diagnostics have, and how serious this kind is. */
interface Told<Kind extends Pick<Diagnostic, "category" | "severity">> {
  readonly code: Code;
  readonly message: string;
  why?: string;
  advice?: string;
  readonly category: Kind["category"];
  readonly severity: Kind["severity"];
  readonly location: Location;
}

/** Field by field: a spread copy that grows is slow in V8, and some of these are made for each object of a run. */
function told<Kind extends Pick<Diagnostic, "category" | "severity">>(
  { category, severity }: Kind,
  object: KubeObject,
  path: FieldPath,
  { code, message, why, advice }: DiagnosticText,
): Told<Kind> {
  const made: Told<Kind> = { code, message, category, severity, location: placeOf(object, path) };
  if (why !== undefined) made.why = why;
  if (advice !== undefined) made.advice = advice;
  return made;
}

/** A field of an object; the nearest parent that exists where it is not written. */
function placeOf(object: KubeObject, path: FieldPath): Location {
  const { span } = landmark(object.root, path);
  return locate(object.source, span, { document: object.document.index, path: formatPath(path) });
}
