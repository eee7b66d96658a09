import type { Json } from "../edit/operation.ts";
import { type KubeObject, objectTitle } from "../k8s/object.ts";
import { Bug } from "../kernel/failure.ts";
import type { Intent } from "../patch/intent.ts";
import type { DocumentWork } from "./apply.ts";
import { changeOf, objectChange } from "./changes.ts";
import { type Decided, madeAmong } from "./decide-all.ts";
import type { LoadedDocument, LoadedFile } from "./load.ts";
import type { Change } from "./outcome.ts";

/** What an operation belongs to: the workload it was decided for, and the object and intent it edits. */
export interface Owner {
  readonly decided: Decided;
  readonly object: KubeObject;
  readonly intent: Intent;
}

/** The work on one document, each operation with its owner. */
export type Work = DocumentWork<Owner>;

/** What was decided, sorted by document. */
export interface Plan {
  readonly work: ReadonlyMap<LoadedDocument, Work>;
  readonly changes: ReadonlyMap<LoadedFile, readonly Change[]>;
}

/** Sorts what was decided by document. */
export function planWork(
  files: readonly LoadedFile[],
  objects: readonly KubeObject[],
  decided: readonly Decided[],
): Plan {
  const places = new Map<KubeObject, { file: LoadedFile; loaded: LoadedDocument }>();
  for (const file of files)
    for (const loaded of file.documents)
      for (const object of loaded.objects) places.set(object, { file, loaded });
  const work = new Map<LoadedDocument, Work>();
  const changes = new Map<LoadedFile, Change[]>();
  const workOn = (object: KubeObject): { work: Work; changes: Change[] } => {
    const place = places.get(object);
    if (place === undefined) throw new Bug(`no document holds ${objectTitle(object)}`);
    const own = work.get(place.loaded) ?? {
      loaded: place.loaded,
      operations: [],
      generated: [],
      dropped: false,
    };
    work.set(place.loaded, own);
    const list = changes.get(place.file) ?? [];
    changes.set(place.file, list);
    return { work: own, changes: list };
  };
  const edit = (one: Decided, object: KubeObject, intents: readonly Intent[]): void => {
    if (intents.length === 0) return;
    const target = workOn(object);
    for (const intent of intents) {
      target.work.operations.push({
        base: object.base,
        operation: intent,
        owner: { decided: one, object, intent },
      });
      target.changes.push(changeOf(object, intent));
    }
  };
  const made = new Set<string>();
  for (const one of madeAmong(decided)) {
    const { workload, decision } = one;
    edit(one, workload.object, decision.intents);
    for (const { id, intents } of decision.sideEdits) edit(one, objectById(objects, id), intents);
    for (const generated of decision.generated) {
      const identity = `${workload.object.source.name}\n${identityOf(generated.object)}`;
      // The same workload twice in one file, as an old and a new version of it, gets one autoscaler.
      if (made.has(identity)) continue;
      made.add(identity);
      const target = workOn(workload.object);
      const { reason, origin, step, object, place } = generated;
      const list = workload.object.base.slice(0, -1);
      const intent: Intent = { op: "append", path: list, value: object, step, reason, origin };
      const owner: Owner = { decided: one, object: workload.object, intent };
      target.work.generated.push({ place, object, list, owner });
      const title = `${String(object.kind)}/${String((object.metadata as { name?: string } | undefined)?.name ?? "")}`;
      target.changes.push(
        objectChange(workload.object, { op: "add-object", step, reason, origin, newValue: object, title }),
      );
    }
    for (const { id, reason } of decision.dropped) {
      const object = objectById(objects, id);
      const target = workOn(object);
      target.changes.push(
        objectChange(object, {
          op: "remove-object",
          step: "scale",
          reason,
          origin: { kind: "default" },
          newValue: null,
          title: objectTitle(object),
        }),
      );
      if (object.base.length === 0) target.work.dropped = true;
      else {
        const intent: Intent = {
          op: "remove",
          path: object.base,
          step: "scale",
          reason,
          origin: { kind: "default" },
        };
        target.work.operations.push({ base: [], operation: intent, owner: { decided: one, object, intent } });
      }
    }
  }
  return { work, changes };
}

function objectById(objects: readonly KubeObject[], id: number): KubeObject {
  const object = objects[id];
  if (object === undefined) throw new Bug(`no object has the id ${id}`);
  return object;
}

function identityOf(object: { readonly [key: string]: Json }): string {
  const { name, namespace } = object.metadata as { readonly name?: string; readonly namespace?: string };
  return `${String(object.kind)}\n${namespace ?? ""}\n${name ?? ""}`;
}
