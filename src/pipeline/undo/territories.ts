import { type KubeObject, objectTitle } from "../../k8s/object.ts";
import type { Span } from "../../kernel/span.ts";
import type { LoadedDocument } from "../input/load.ts";
import type { Identity } from "./hunks.ts";

/** The stretch of a text that belongs to an object: comments and blank lines behind it too. */
export interface Territory {
  readonly object: KubeObject;
  readonly span: Span;
}

/** The territories of the objects of a file, in order and without gaps inside a document. */
export function territoriesOf(documents: readonly LoadedDocument[]): readonly Territory[] {
  return documents.flatMap(({ raw, objects }) =>
    objects.map((object, index): Territory => {
      const start = index === 0 ? raw.span.start : object.root.span.start;
      const end = objects[index + 1]?.root.span.start ?? raw.span.end;
      return { object, span: { start, end } };
    }),
  );
}

/** The territory that an offset is in; null between those of different documents. */
export function territoryAt(all: readonly Territory[], offset: number): Territory | null {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.span.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  const found = all[low];
  return found !== undefined && found.span.start <= offset ? found : null;
}

/** True where the territory is that of an object of this name and namespace. */
export function isOf(territory: Territory | null, wanted: Identity): boolean {
  if (territory === null) return false;
  const { object } = territory;
  return objectTitle(object) === wanted.object && object.namespace === wanted.namespace;
}
