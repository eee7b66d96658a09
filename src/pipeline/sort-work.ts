import type { Json } from "../edit/operation.ts";
import { type KubeObject, objectTitle } from "../k8s/object.ts";
import type { Workload } from "../k8s/workload.ts";
import { Bug } from "../kernel/failure.ts";
import { groupBy } from "../kernel/group-by.ts";
import type { GeneratedObject, ReasonedOperation } from "../patch/shared/decision.ts";
import { startsWith } from "../yaml/field-path.ts";
import type { FieldPath } from "../yaml/tree.ts";
import type { AddedObject, DocumentWork, OwnedOperation } from "./apply.ts";
import { changeOf, objectChange } from "./changes.ts";
import { type Decided, madeAmong } from "./decide-all.ts";
import { inSameChartFile } from "./helm-source.ts";
import type { LoadedDocument, LoadedFile } from "./input/load.ts";
import type { Change } from "./outcome.ts";

/** What an operation belongs to: the workload it was decided for, and the object and operation it edits. */
export interface Owner {
  readonly decided: Decided;
  readonly object: KubeObject;
  readonly operation: ReasonedOperation;
}

/** The work on one document, each operation with its owner. */
export type Work = DocumentWork<Owner>;

/** What was decided, sorted by document. */
export interface SortedWork {
  readonly work: ReadonlyMap<LoadedDocument, Work>;
  readonly changes: ReadonlyMap<LoadedFile, readonly Change[]>;
}

/** One thing that happens to the document of an object, and how it is told. */
interface PlacedStep {
  readonly object: KubeObject;
  readonly change: Change;
  readonly does:
    | { readonly kind: "edit"; readonly operation: OwnedOperation<Owner> }
    | { readonly kind: "add"; readonly generated: AddedObject<Owner> }
    | { readonly kind: "drop" };
}

/** Sorts what was decided by document. */
export function sortWork(
  files: readonly LoadedFile[],
  objects: readonly KubeObject[],
  decided: readonly Decided[],
): SortedWork {
  const places = new Map<KubeObject, { readonly file: LoadedFile; readonly loaded: LoadedDocument }>();
  for (const file of files)
    for (const loaded of file.documents)
      for (const object of loaded.objects) places.set(object, { file, loaded });
  const placed = withoutRepeats(stepsOf(decided, objects)).map((step) => {
    const place = places.get(step.object);
    if (place === undefined) throw new Bug(`no document holds ${objectTitle(step.object)}`);
    return { ...place, step };
  });
  const ofDocuments = groupBy(placed, ({ loaded }) => loaded);
  const ofFiles = groupBy(placed, ({ file }) => file);
  return {
    work: new Map(
      [...ofDocuments].map(([loaded, all]) => [
        loaded,
        workOn(
          loaded,
          all.map(({ step }) => step),
        ),
      ]),
    ),
    changes: new Map([...ofFiles].map(([file, all]) => [file, all.map(({ step }) => step.change)])),
  };
}

function workOn(loaded: LoadedDocument, steps: readonly PlacedStep[]): Work {
  return {
    loaded,
    operations: steps.flatMap(({ does }) => (does.kind === "edit" ? [does.operation] : [])),
    generated: steps.flatMap(({ does }) => (does.kind === "add" ? [does.generated] : [])),
    dropped: steps.some(({ does }) => does.kind === "drop"),
  };
}

/** The same workload twice in one file, as an old and a new version of it, gets one autoscaler. */
function withoutRepeats(steps: readonly PlacedStep[]): readonly PlacedStep[] {
  const made = new Set<string>();
  return steps.filter(({ object, does }) => {
    if (does.kind !== "add") return true;
    const identity = `${object.source.name}\n${identityOf(does.generated.object)}`;
    return !made.has(identity) && made.add(identity);
  });
}

function stepsOf(decided: readonly Decided[], objects: readonly KubeObject[]): readonly PlacedStep[] {
  return madeAmong(decided).flatMap((one) => {
    const { workload, decision } = one;
    return [
      ...edits(one, workload.object, decision.operations),
      ...decision.sideEdits.flatMap(({ id, operations }) => edits(one, objectById(objects, id), operations)),
      ...decision.generated.map((generated) => addition(one, generated)),
      ...decision.dropped.map(({ id, reason }) => removal(one, objectById(objects, id), reason)),
    ];
  });
}

function edits(
  decided: Decided,
  object: KubeObject,
  operations: readonly ReasonedOperation[],
): readonly PlacedStep[] {
  const { workload } = decided;
  return operations.map((operation) => ({
    object,
    change: changeOf(object, operation, object === workload.object ? roleAt(workload, operation.path) : null),
    does: {
      kind: "edit",
      operation: { base: object.base, operation: operation, owner: { decided, object, operation } },
    },
  }));
}

/** The role of the pod set in which a field of a workload is; null for a field of the object. */
function roleAt({ podSets }: Workload, path: FieldPath): string | null {
  const found = podSets.find(({ row, templatePath, podSpecPath }) =>
    startsWith(path, row.form === "pod" ? podSpecPath : templatePath),
  );
  return found?.role ?? null;
}

function addition(decided: Decided, generated: GeneratedObject): PlacedStep {
  const workload = decided.workload.object;
  const { reason, origin, step, place } = generated;
  const object = inSameChartFile(generated.object, workload);
  const list = workload.base.slice(0, -1);
  const operation: ReasonedOperation = { op: "append", path: list, value: object, step, reason, origin };
  const owner: Owner = { decided, object: workload, operation };
  const title = `${String(object.kind)}/${String((object.metadata as { name?: string } | undefined)?.name ?? "")}`;
  return {
    object: workload,
    change: objectChange(workload, { op: "add-object", step, reason, origin, newValue: object, title }),
    does: { kind: "add", generated: { place, object, list, owner } },
  };
}

/** An item leaves its List; another object takes its document along. */
function removal(decided: Decided, object: KubeObject, reason: string): PlacedStep {
  const why = { step: "scale", reason, origin: { kind: "default" } } as const;
  const operation: ReasonedOperation = { op: "remove", path: object.base, ...why };
  return {
    object,
    change: objectChange(object, { op: "remove-object", ...why, newValue: null, title: objectTitle(object) }),
    does:
      object.base.length === 0
        ? { kind: "drop" }
        : {
            kind: "edit",
            operation: { base: [], operation: operation, owner: { decided, object, operation } },
          },
  };
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
