import { objectsIn } from "../../../src/k8s/object.ts";
import { parseQuantity, type Quantity } from "../../../src/k8s/quantity.ts";
import type {
  SchedulingNode,
  SchedulingPod,
  SchedulingRead,
  SchedulingRejection,
  SelectorRequirement,
  SelectorTerm,
} from "../../../src/k8s/scheduling/types.ts";
import { asWorkload, type Workload } from "../../../src/k8s/workload.ts";
import { readDocument } from "../../../src/yaml/read.ts";
import { makeSource } from "../../../src/yaml/source.ts";
import { formatPath, type YamlDocument, type YamlNode } from "../../../src/yaml/tree.ts";

/** What the scheduling tests build their pods and nodes with. */

function documentOf(text: string): YamlDocument {
  const span = { start: 0, end: text.length };
  const read = readDocument(text, span);
  if (!read.ok) throw new Error(read.reason);
  return { index: 0, span, root: read.root, aliases: read.aliases };
}

export function yamlNode(text: string): YamlNode {
  const { root } = documentOf(text);
  if (root === null) throw new Error("the text holds nothing");
  return root;
}

export function workload(text: string): Workload {
  const [object] = objectsIn(makeSource("test.yaml", text), documentOf(text), 0);
  const found = object === undefined ? null : asWorkload(object);
  if (found === null || found === "no-pod-spec") throw new Error("the text is no workload");
  return found;
}

/** A Pod with this pod spec, in flow style or as a block. */
export function podOf(spec: string): Workload {
  const inner = spec.startsWith("{") ? ` ${spec}` : `\n${spec.replace(/^/gm, "  ")}`;
  return workload(`apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:${inner}\n`);
}

export function quantity(text: string): Quantity {
  const parsed = parseQuantity(text);
  if (parsed === null) throw new Error(`"${text}" is no quantity`);
  return parsed;
}

export function quantities(texts: Readonly<Record<string, string>>): ReadonlyMap<string, Quantity> {
  return new Map(Object.entries(texts).map(([name, text]) => [name, quantity(text)]));
}

/** `{ cpu: "3/2", memory: "5" }`. */
export function shown(amounts: ReadonlyMap<string, Quantity>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...amounts].map(([name, { numerator, denominator }]) => [
      name,
      denominator === 1n ? String(numerator) : `${numerator}/${denominator}`,
    ]),
  );
}

export function readOf<T>(read: SchedulingRead<T>): T {
  if (!read.ok) throw new Error(problemsOf(read).join("; "));
  return read.value;
}

/** `["unreadable spec.overhead.cpu one"]`, empty where there are none. */
export function problemsOf<T>(read: SchedulingRead<T>): readonly string[] {
  return read.ok ? [] : read.problems.map(problemText);
}

function problemText(problem: SchedulingRejection): string {
  if (problem.kind === "not-a-node") return `${problem.kind} ${problem.found}`;
  return `${problem.kind} ${formatPath(problem.path)} ${problem.text}`;
}

export function requirement(key: string, operator: string, ...values: string[]): SelectorRequirement {
  return { key, operator, values };
}

export function term(...expressions: SelectorRequirement[]): SelectorTerm {
  return { expressions, fields: [] };
}

export function fieldTerm(...fields: SelectorRequirement[]): SelectorTerm {
  return { expressions: [], fields };
}

export function node(
  parts: Partial<Omit<SchedulingNode, "labels" | "allocatable">> & {
    readonly labels?: Readonly<Record<string, string>>;
    readonly allocatable?: Readonly<Record<string, string>>;
  } = {},
): SchedulingNode {
  return {
    name: "node-1",
    taints: [],
    unschedulable: false,
    ...parts,
    labels: new Map(Object.entries(parts.labels ?? {})),
    allocatable: quantities(parts.allocatable ?? {}),
  };
}

export function pod(
  parts: Partial<Omit<SchedulingPod, "nodeSelector" | "requests">> & {
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly requests?: Readonly<Record<string, string>>;
  } = {},
): SchedulingPod {
  return {
    nodeName: null,
    terms: null,
    tolerations: [],
    ...parts,
    nodeSelector: new Map(Object.entries(parts.nodeSelector ?? {})),
    requests: quantities(parts.requests ?? {}),
  };
}
