import { describe, expect, test } from "vitest";
import { topController } from "../../../src/workload/live/controller.ts";
import { surroundingsOf } from "../../../src/workload/surroundings.ts";
import { objectsOf } from "../../patch/decide.ts";

interface Owned {
  readonly kind: string;
  readonly name: string;
  readonly owner?: string;
  readonly labels?: string;
}

const VERSIONS: Readonly<Record<string, string>> = {
  Pod: "v1",
  Job: "batch/v1",
  CronJob: "batch/v1",
  ReplicaSet: "apps/v1",
  Deployment: "apps/v1",
};

function reference(owner: string): string {
  const [kind = "", name = ""] = owner.split("/");
  return `{apiVersion: ${VERSIONS[kind] ?? "example.com/v1"}, kind: ${kind}, name: ${name}, uid: u, controller: true}`;
}

/** The controller of the first of the objects: its name, and a star where it is in the input. */
function controllerAmong(...objects: readonly Owned[]): string | null {
  const text = objects
    .map(({ kind, name, owner, labels = "" }) => {
      const owners = owner === undefined ? "" : `, ownerReferences: [${reference(owner)}]`;
      return `{apiVersion: ${VERSIONS[kind]}, kind: ${kind}, metadata: {name: ${name}, labels: {${labels}}${owners}}}\n`;
    })
    .join("---\n");
  const all = objectsOf(text);
  const [first] = all;
  if (first === undefined) throw new Error("no object");
  const top = topController(first, surroundingsOf(all));
  return top === null ? null : `${top.kind}/${top.name}${top.isInInput ? "*" : ""}`;
}

const POD: Owned = {
  kind: "Pod",
  name: "web-6b7-x",
  owner: "ReplicaSet/web-6b7",
  labels: "pod-template-hash: 6b7",
};
const SET: Owned = { kind: "ReplicaSet", name: "web-6b7", owner: "Deployment/web" };

describe("whom to change instead of an object", () => {
  test("is nobody where no owner is its controller", () => {
    expect(controllerAmong({ kind: "Pod", name: "a" })).toBeNull();
    const text =
      "{apiVersion: v1, kind: Pod, metadata: {name: a, ownerReferences: [{kind: Team, name: ml, uid: u}, nonsense]}}\n";
    const objects = objectsOf(text);
    expect(objects.map((object) => topController(object, surroundingsOf(objects)))).toEqual([null]);
  });

  test("is its controller", () => {
    expect(controllerAmong({ kind: "Job", name: "n-1", owner: "CronJob/n" })).toBe("CronJob/n");
    expect(controllerAmong({ kind: "Deployment", name: "n", owner: "Serving/n" })).toBe("Serving/n");
  });

  test("is the Deployment whose ReplicaSet made a Pod, by the hash in its name", () => {
    expect(controllerAmong(POD)).toBe("Deployment/web");
    expect(controllerAmong(POD, { kind: "Deployment", name: "web" })).toBe("Deployment/web*");
    expect(controllerAmong({ ...POD, labels: "" })).toBe("ReplicaSet/web-6b7");
    expect(controllerAmong({ ...POD, labels: "pod-template-hash: 7c8" })).toBe("ReplicaSet/web-6b7");
  });

  test("is the uppermost that the input tells", () => {
    const deployment: Owned = { kind: "Deployment", name: "web" };
    expect(controllerAmong(POD, SET)).toBe("Deployment/web");
    expect(controllerAmong(POD, SET, deployment)).toBe("Deployment/web*");
    expect(controllerAmong(POD, SET, { ...deployment, owner: "Serving/llm" })).toBe("Serving/llm");
  });

  test("is found in a ring of owners, too", () => {
    const ring: Owned = { kind: "Job", name: "a", owner: "Job/b" };
    expect(controllerAmong(ring, { kind: "Job", name: "b", owner: "Job/a" })).toMatch(/^Job\/[ab]\*$/);
  });
});
