import { describe, expect, test } from "vitest";
import type { KubeObject } from "../../src/k8s/object.ts";
import { objectsToLint } from "../../src/pipeline/lint.ts";
import { objectsAimingAt, surroundingsOf, workloadsNamed } from "../../src/workload/surroundings.ts";

const HPA =
  "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec:\n  maxReplicas: 3\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n";
const WEB = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {}\n";

function objects(files: Readonly<Record<string, string>>): readonly KubeObject[] {
  return objectsToLint(
    Object.entries(files).map(([name, text]) => ({
      name,
      bytes: new TextEncoder().encode(text),
      named: true,
    })),
  );
}

/** Files of the Deployments that the autoscaler belongs to. */
function aimedAt(files: Readonly<Record<string, string>>): readonly string[] {
  const all = objects(files);
  return all
    .filter(({ kind }) => kind === "Deployment")
    .filter((object) => objectsAimingAt(surroundingsOf(all), object).length > 0)
    .map(({ source }) => source.name);
}

describe("of several workloads of one name an autoscaler belongs to", () => {
  test("that in its own file", () => {
    expect(aimedAt({ "a/web.yaml": `${WEB}---\n${HPA}`, "b/web.yaml": WEB })).toEqual(["a/web.yaml"]);
  });

  test("those in its folder, where none is in its file", () => {
    expect(aimedAt({ "a/hpa.yaml": HPA, "a/web.yaml": WEB, "b/web.yaml": WEB })).toEqual(["a/web.yaml"]);
  });

  test("all of them, where none is near", () => {
    expect(aimedAt({ "hpa/hpa.yaml": HPA, "a/web.yaml": WEB, "b/web.yaml": WEB })).toEqual([
      "a/web.yaml",
      "b/web.yaml",
    ]);
  });
});

describe("a reference means a kind of its API group, in any version", () => {
  const isAimedAt = (scaler: string, workload = WEB): boolean =>
    aimedAt({ "web.yaml": `${workload}---\n${scaler}` }).length > 0;
  const withTarget = (reference: string, kind = "HorizontalPodAutoscaler"): string =>
    `apiVersion: example/v1\nkind: ${kind}\nmetadata: {name: web}\nspec:\n  ${kind === "VerticalPodAutoscaler" ? "targetRef" : "scaleTargetRef"}: {${reference}}\n`;
  const OLD = WEB.replace("apps/v1", "extensions/v1beta1");

  test.each([
    "apiVersion: apps/v1, kind: Deployment, name: web",
    "apiVersion: apps/v1beta1, kind: Deployment, name: web",
    "apiVersion: extensions/v1beta1, kind: Deployment, name: web",
    "kind: Deployment, name: web",
    "name: web",
  ])("{%s} aims at a Deployment, also at one of extensions", (reference) => {
    expect(isAimedAt(withTarget(reference))).toBe(true);
    expect(isAimedAt(withTarget(reference), OLD)).toBe(true);
    expect(isAimedAt(withTarget(reference, "VerticalPodAutoscaler"))).toBe(true);
  });

  test.each([
    "apiVersion: argoproj.io/v1alpha1, kind: Deployment, name: web",
    "apiVersion: v1, kind: Deployment, name: web",
    "apiVersion: apps, kind: Deployment, name: web",
    "apiVersion: apps.example/v1, name: web",
    "apiVersion: apps/v1, kind: StatefulSet, name: web",
    "apiVersion: apps/v1, kind: Deployment, name: other",
  ])("{%s} does not", (reference) => {
    expect(isAimedAt(withTarget(reference))).toBe(false);
    expect(isAimedAt(withTarget(reference, "VerticalPodAutoscaler"))).toBe(false);
  });

  test("without a group it is that of the kind: a ReplicationController is in none", () => {
    const rc = "apiVersion: v1\nkind: ReplicationController\nmetadata: {name: web}\nspec: {}\n";
    const all = objects({ "web.yaml": `${rc}---\n${withTarget("kind: ReplicationController, name: web")}` });
    const [target] = all;
    expect(target && objectsAimingAt(surroundingsOf(all), target)).toHaveLength(1);
  });

  test("an owner of another group is another object", () => {
    const job = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: train}\nspec: {}\n";
    const surroundings = surroundingsOf(objects({ "train.yaml": job }));
    const named = (apiVersion: string) =>
      workloadsNamed(surroundings, { apiVersion, kind: "Job", name: "train" }, null).length;
    expect(named("batch/v1")).toBe(1);
    expect(named("batch/v1beta1")).toBe(1);
    expect(named("batch.volcano.sh/v1alpha1")).toBe(0);
  });
});
