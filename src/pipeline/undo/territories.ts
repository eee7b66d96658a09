import { type KubeObject, objectTitle } from "../../k8s/object.ts";
import type { Span } from "../../kernel/span.ts";
import type { LoadedDocument } from "../load.ts";
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

/** The territories that a stretch reaches into. */
export function territoriesIn(all: readonly Territory[], { start, end }: Span): readonly Territory[] {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.span.end ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  const found: Territory[] = [];
  for (let at = low; at < all.length; at++) {
    const territory = all[at];
    if (territory === undefined || territory.span.start >= end) break;
    found.push(territory);
  }
  return found;
}

/** True where the territory is that of an object of this name and namespace. */
export function isOf({ object }: Territory, wanted: Identity): boolean {
  return objectTitle(object) === wanted.object && object.namespace === wanted.namespace;
}
