import type { KubeObject } from "../../../k8s/object.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import type { Evidence, Hypothesis } from "../data/evidence.ts";
import { SIGNALS, type SignalName, type SignalRow } from "../data/signals.ts";
import type { AutoSubject } from "./subject.ts";

/** What was found for a signal. */
export interface FoundSignal {
  readonly path: FieldPath;
  /** Stands for `NAME` in the row's text. */
  readonly name?: string;
  /** The object it is in, where that is not the workload. */
  readonly object?: KubeObject;
}

/** The evidence of a signal that was found: one for each hypothesis it has points for. Nothing found, no evidence. */
export function signal(
  subject: Pick<AutoSubject, "accelerated">,
  name: SignalName,
  found: FoundSignal | null | undefined,
): readonly Evidence[] {
  return found === null || found === undefined ? [] : evidenceOf(subject, SIGNALS[name], found);
}

/** The evidence of a row that was found. */
export function evidenceOf(
  { accelerated }: Pick<AutoSubject, "accelerated">,
  row: SignalRow,
  { path, name = "", object }: FoundSignal,
): readonly Evidence[] {
  const points = Object.entries(accelerated ? row.accelerated : row.plain) as [Hypothesis, number][];
  return points.map(([is, weight]) => ({
    text: row.text.replace("NAME", () => name),
    path,
    points: weight,
    for: is,
    ...(object !== undefined && { object }),
  }));
}
