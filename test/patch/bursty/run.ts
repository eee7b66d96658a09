import { expect } from "vitest";
import { parseAllDocuments, stringify } from "yaml";
import type { KubeObject } from "../../../src/k8s/object.ts";
import { leadPodSet } from "../../../src/k8s/workload.ts";
import type { Diagnostic } from "../../../src/kernel/diagnostic.ts";
import { decideBursty } from "../../../src/patch/profiles/bursty/decide-bursty.ts";
import { type DecisionContext, openContext } from "../../../src/patch/shared/context.ts";
import type { ReasonedOperation } from "../../../src/patch/shared/decision.ts";
import { gpusNow } from "../../../src/patch/shared/pods.ts";
import { readRestore } from "../../../src/patch/shared/restore-annotation.ts";
import { restoreOperations } from "../../../src/patch/undo/restore-fields.ts";
import type { DecisionFlags } from "../../../src/profile/flags.ts";
import { surroundingsOf } from "../../../src/workload/surroundings.ts";
import { formatPath } from "../../../src/yaml/tree.ts";
import { applyOperations } from "../apply-operations.ts";
import { catalog, objectsOf, settings, workloadsOf } from "../decide.ts";
import { type FlatDecision, flatDecision } from "../flat-decision.ts";

/** A decision for the first workload of a stream, and the stream as it would be after it. */
export interface Run {
  readonly decision: FlatDecision;
  /** `op path` of each operation. */
  readonly changes: readonly string[];
  readonly codes: readonly string[];
  /** The patched workload as plain values. */
  // biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
  readonly patched: any;
  /** Its pod spec. */
  // biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
  readonly podSpec: any;
  /** The first generated object. */
  // biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
  readonly generated: any;
  /** The whole stream after the decision: workload, side edits, objects that come and go. */
  readonly stream: string;
}

/** Decides the profile for the first workload, and insists that deciding again on the result wants nothing more. */
export function bursty(stream: string, flags: DecisionFlags = {}): Run {
  const first = once(stream, flags);
  if (first.decision.kind === "refused") {
    expect(first.changes, "a refused decision wants nothing").toEqual([]);
    expect(first.decision.generated).toEqual([]);
    return first;
  }
  const again = once(first.stream, flags);
  expect(again.changes, "the second run changes nothing").toEqual([]);
  expect(again.decision.generated).toEqual([]);
  expect(again.decision.dropped).toEqual([]);
  expect(again.decision.sideEdits).toEqual([]);
  return first;
}

/** What a GPU profile gets back for the first workload of a stream: the patched object and what is said. */
export function giveBack(
  stream: string,
  steps: Parameters<typeof restoreOperations>[2] = [
    "resources",
    "placement",
    "runtime",
    "lifecycle",
    "scale",
  ],
  // biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
): { readonly patched: any; readonly diagnostics: readonly Diagnostic[] } {
  const { context, documents } = open(stream, "continuous", {});
  const { record } = readRestore(leadPodSet(context.workload));
  if (record === null) throw new Error("no record");
  const { operations, diagnostics } = restoreOperations(
    { ...context, podSet: leadPodSet(context.workload) },
    record,
    steps,
  );
  return { patched: applyOperations(documents[context.workload.object.id], operations), diagnostics };
}

/** Problems that refuse the decision, by code. */
export function refusals(stream: string, flags: DecisionFlags = {}): readonly string[] {
  return bursty(stream, flags)
    .decision.diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code }) => code);
}

/** The plain value of a manifest. */
export function plain(text: string): unknown {
  return parseAllDocuments(text)[0]?.toJS();
}

/** Several documents as one stream. */
export function join(...documents: readonly string[]): string {
  return documents.join("---\n");
}

function once(stream: string, flags: DecisionFlags): Run {
  const { context, documents } = open(stream, "bursty", flags);
  const made = decideBursty(context);
  const before = gpusNow(context.workload, context);
  const decision = flatDecision(made.kind === "refused" ? made : { ...made, gpus: { before, ...made.gpus } });
  const { id } = context.workload.object;
  const patched = applyOperations(documents[id], decision.operations);
  documents[id] = patched;
  for (const edit of decision.sideEdits)
    documents[edit.id] = applyOperations(documents[edit.id], edit.operations);
  const dropped = new Set(decision.dropped.map((one) => one.id));
  const kept = documents.filter((_, index) => !dropped.has(index));
  const all = [...kept, ...decision.generated.map((one) => one.object)];
  return {
    decision,
    changes: decision.operations.map(label),
    codes: decision.diagnostics.map(({ code }) => code),
    patched,
    podSpec: reach(patched, leadPodSet(context.workload).podSpecPath),
    generated: decision.generated[0]?.object,
    stream: all.map((document) => stringify(document)).join("---\n"),
  };
}

function open(
  stream: string,
  profile: string,
  flags: DecisionFlags,
): { readonly context: DecisionContext; readonly documents: unknown[] } {
  const objects = objectsOf(stream);
  const workload = workloadsOf(stream)[0];
  if (workload === undefined) throw new Error("no workload");
  const object = objects[workload.object.id] as KubeObject;
  return {
    context: openContext({
      workload: { ...workload, object },
      settings: settings(profile, flags),
      catalog,
      surroundings: surroundingsOf(objects),
    }),
    documents: parseAllDocuments(stream).map((document) => document.toJS() as unknown),
  };
}

function reach(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], value);
}

function label({ op, path }: ReasonedOperation): string {
  return `${op} ${formatPath(path)}`;
}
