import { objectTitle } from "../k8s/object.ts";
import type { UnhandledObject } from "../workload/unhandled-accelerators.ts";
import { lineOfAsk } from "../workload/unhandled-words.ts";
import type { UnhandledOutcome } from "./outcome.ts";

/** What the report says of objects whose kinds are not handled: a row for each accelerator they ask for. */
export function unhandledOutcomes(unhandled: readonly UnhandledObject[]): readonly UnhandledOutcome[] {
  return unhandled.flatMap(({ object, asks }) =>
    asks.map((ask) => ({
      file: object.source.name,
      object: objectTitle(object),
      namespace: object.namespace,
      apiVersion: object.apiVersion,
      line: lineOfAsk(object, ask),
      resource: ask.resource,
      amount: ask.amount,
    })),
  );
}
