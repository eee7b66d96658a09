import { describe, expect, test } from "vitest";
import type { KubeObject } from "../../src/k8s/object.ts";
import { objectsToLint } from "../../src/pipeline/lint.ts";
import { objectsAimingAt, surroundingsOf } from "../../src/workload/surroundings.ts";

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
