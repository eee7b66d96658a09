import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { needsShared } from "../needs.ts";
import { type CrdCheck, objectsOf, readCrds } from "./crd-check.ts";

const CRDS = resolve(import.meta.dirname, "../../../shared/kinds/crds");
const PATCHED = resolve(import.meta.dirname, "../../fixtures/patch");

/** Kinds of the fixtures that have no CRD there. */
const WITHOUT_CRD = new Set([
  ...["CloneSet", "DynamoGraphDeployment", "NIMPipeline", "OpenModel", "ScaledJob", "Experiment", "Template"],
  ...["VirtualMachine", "ConfigMap", "HorizontalPodAutoscaler"],
]);

describe("patched custom resources are what their CRDs allow", needsShared("kinds/crds"), () => {
  const check = readCrds(CRDS);
  const folders = readdirSync(PATCHED).filter((name) => name.startsWith("kinds-"));

  test("there are CRDs for most of them", () => {
    const kinds = new Set(
      folders.flatMap((name) => checked(name, "expected.yaml", check).map(({ kind }) => kind)),
    );
    expect(kinds.size).toBeGreaterThan(25);
  });

  test("an unknown field, a wrong type and a missing field are found", () => {
    const spec = {
      headGroupSpec: { rayStartParams: {}, template: { spec: { nodeSelecter: {} } } },
      suspend: "no",
    };
    expect(check({ apiVersion: "ray.io/v1", kind: "RayCluster", spec })).toEqual([
      ".spec.headGroupSpec.template.spec lacks containers",
      ".spec.headGroupSpec.template.spec.nodeSelecter is unknown",
      ".spec.suspend is no boolean",
    ]);
  });

  test.each(folders)("%s", (name) => {
    expect.hasAssertions();
    for (const file of ["input.yaml", "expected.yaml"])
      expect(
        checked(name, file, check).flatMap(({ kind, problems }) =>
          problems === null && WITHOUT_CRD.has(kind) ? [] : (problems ?? [`${kind} has no CRD`]),
        ),
        file,
      ).toEqual([]);
  });
});

function checked(
  name: string,
  file: string,
  check: CrdCheck,
): readonly { readonly kind: string; readonly problems: readonly string[] | null }[] {
  return objectsOf(readFileSync(join(PATCHED, name, file), "utf8")).map((object) => ({
    kind: (object as { readonly kind: string }).kind,
    problems: check(object),
  }));
}
