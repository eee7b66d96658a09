import { expect } from "vitest";
import { parseAllDocuments, stringify } from "yaml";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { type KubeObject, objectsIn } from "../../src/k8s/object.ts";
import { asWorkload, type Workload } from "../../src/k8s/workload.ts";
import { decideWorkload } from "../../src/patch/decide.ts";
import { builtInBase } from "../../src/profile/built-in.ts";
import type { DecisionFlags } from "../../src/profile/flags.ts";
import type { Settings } from "../../src/profile/settings.ts";
import { settingsFor } from "../../src/profile/settings-from-flags.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";
import { readDocument } from "../../src/yaml/read.ts";
import { makeSource } from "../../src/yaml/source.ts";
import { splitDocuments } from "../../src/yaml/split.ts";
import { formatPath } from "../../src/yaml/tree.ts";
import { applyOperations } from "./apply-operations.ts";
import { type FlatDecision, flatDecision } from "./flat-decision.ts";

export const catalog = loadCatalog();

/** The objects of a stream, as the pipeline makes them. */
export function objectsOf(text: string): readonly KubeObject[] {
  const source = makeSource("test.yaml", text);
  const objects: KubeObject[] = [];
  for (const raw of splitDocuments(text)) {
    const read = readDocument(text, raw.content);
    if (!read.ok) throw new Error(read.reason);
    const { root, aliases } = read;
    objects.push(...objectsIn(source, { index: raw.index, span: raw.span, root, aliases }, objects.length));
  }
  return objects;
}

/** The workloads of a stream. */
export function workloadsOf(text: string): readonly Workload[] {
  return objectsOf(text).flatMap((object) => {
    const workload = asWorkload(object);
    return workload === null || workload === "no-pod-spec" ? [] : [workload];
  });
}

export function settings(profile: string, flags: DecisionFlags = {}): Settings {
  const base = builtInBase(profile);
  if (base === null) throw new Error(`no built-in profile: ${profile}`);
  return settingsFor({ name: profile, base }, flags);
}

/** A decision, and the object as it would be after it. */
export interface Outcome {
  readonly decision: FlatDecision;
  /** The patched workload as plain values. */
  // biome-ignore lint/suspicious/noExplicitAny: assertions reach anywhere into a manifest
  readonly patched: any;
  readonly workload: Workload;
  /** `op path` of each operation. */
  readonly changes: readonly string[];
  readonly codes: readonly string[];
  /** The stream after it: generated objects added, superfluous ones gone. */
  readonly text: string;
}

/**
 * Decides the first workload of a stream, applies the operations to an independently parsed copy, and insists that
 * deciding again on the result wants nothing more.
 */
export function decide(text: string, profile: string, flags: DecisionFlags = {}): Outcome {
  const first = decideOnce(text, profile, flags);
  if (first.decision.kind === "made") {
    const again = decideOnce(first.text, profile, flags);
    expect(again.changes, "the second run changes nothing").toEqual([]);
    expect(again.decision.generated).toEqual([]);
    expect(again.decision.dropped).toEqual([]);
  } else expect(first.changes, "a refused decision has no intents that could be carried out").toEqual([]);
  return first;
}

function decideOnce(text: string, profile: string, flags: DecisionFlags): Outcome {
  const objects = objectsOf(text);
  const workload = workloadsOf(text)[0];
  if (workload === undefined) throw new Error("no workload");
  const made = decideWorkload({
    workload: { ...workload, object: objects[workload.object.id] as KubeObject },
    settings: settings(profile, flags),
    catalog,
    surroundings: surroundingsOf(objects),
  });
  const decision = flatDecision(made);
  const documents = parseAllDocuments(text).map((document) => document.toJS() as unknown);
  const { id } = workload.object;
  documents[id] = applyOperations(documents[id], decision.operations);
  const dropped = new Set(decision.dropped.map((one) => one.id));
  return {
    decision,
    patched: documents[id],
    workload,
    changes: decision.operations.map(({ op, path }) => `${op} ${formatPath(path)}`),
    codes: decision.diagnostics.map(({ code }) => code),
    text: [
      ...documents.filter((_, index) => !dropped.has(index)),
      ...decision.generated.map((generated) => generated.object),
    ]
      .map((document) => stringify(document))
      .join("---\n"),
  };
}
