import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KubeObject } from "../../src/k8s/object.ts";
import { aimedName, meaning } from "../../src/workload/meant-targets.ts";

/** What decides here of an object. */
type Placed = Pick<KubeObject, "id" | "namespace"> & { readonly source: { readonly name: string } };

const folderOf = ({ source }: Placed): string => source.name.replace(/[^/]*$/, "");

/** The rule in plain words, for one object and one workload. */
function isMeant(
  object: Placed,
  target: Placed,
  targets: readonly Placed[],
  objects: readonly Placed[],
): boolean {
  const { namespace } = object;
  const isSame = namespace === target.namespace;
  if (objects.some((one) => one.namespace === target.namespace)) {
    if (!isSame) return false;
  } else if (target.namespace !== null && namespace !== null) return false;
  if (!isSame && targets.some((other) => other.namespace === namespace)) return false;
  const beside = targets.filter((other) => other.source.name === object.source.name);
  if (beside.length === 0) {
    const near = targets.filter((other) => folderOf(other) === folderOf(object));
    return near.length === 0 || near.includes(target);
  }
  const twins = beside.filter((other) => other.namespace === target.namespace);
  return (twins.findLast((other) => other.id < object.id) ?? twins[0]) === target;
}

const PLACED = fc.record({
  isTarget: fc.boolean(),
  namespace: fc.constantFrom(null, "a", "b"),
  file: fc.constantFrom("x/1", "x/2", "y/1", "z/1"),
});

describe("which workload of several of one name an object means", () => {
  test("is what the rule says of each pair", () => {
    fc.assert(
      fc.property(fc.array(PLACED, { maxLength: 10 }), (all) => {
        const placed = all.map(({ isTarget, namespace, file }, id) => ({
          isTarget,
          object: { id, namespace, source: { name: file } },
        }));
        const of = (wanted: boolean): readonly Placed[] =>
          placed.flatMap(({ isTarget, object }) => (isTarget === wanted ? [object] : []));
        const [targets, objects] = [of(true), of(false)];
        const name = aimedName(objects as readonly KubeObject[], targets as readonly KubeObject[]);
        for (const target of targets)
          expect(meaning(target as KubeObject, name)).toEqual(
            objects.filter((object) => isMeant(object, target, targets, objects)),
          );
      }),
      { numRuns: 2000 },
    );
  });

  test("is asked in time in proportion to the objects", () => {
    const asked = [100, 400].map((count) => {
      let reads = 0;
      const object = (id: number): KubeObject =>
        ({
          id,
          get namespace() {
            reads++;
            return null;
          },
          source: { name: "all.yaml" },
        }) as unknown as KubeObject;
      const all = Array.from({ length: 2 * count }, (_, id) => object(id));
      const targets = all.filter(({ id }) => id % 2 === 0);
      const name = aimedName(
        all.filter(({ id }) => id % 2 === 1),
        targets,
      );
      for (const target of targets)
        expect(meaning(target, name).map(({ id }) => id)).toEqual([target.id + 1]);
      return reads;
    });
    expect(asked[1]).toBeLessThan(5 * (asked[0] ?? 0));
  });
});
