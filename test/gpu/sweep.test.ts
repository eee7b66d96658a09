import { describe, expect, it } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { TABLES } from "../../src/gpu/catalog/tables.ts";
import { PLATFORM_NAMES } from "../../src/gpu/files/files.ts";
import type { Placement, PlacementQuestion } from "../../src/gpu/types.ts";
import { MACHINES } from "./machines.ts";

const catalog = loadCatalog();
const KEY = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const series = new Map(MACHINES.map((machine) => [machine.name, machine.series]));

function* questions(): Generator<PlacementQuestion> {
  const platforms = ["generic", ...PLATFORM_NAMES];
  const models = [undefined, ...TABLES.models.map((model) => model.name)];
  for (const platform of platforms)
    for (const model of models)
      for (const count of [1, 2, 3, 4, 8, 16])
        for (const uniform of [false, true])
          for (const spot of [false, true])
            yield { platform, count, uniform, spot, ...(model !== undefined && { model }) };
}

/** What is wrong with an answer; empty when nothing is. */
function faults(question: PlacementQuestion, placement: Placement): readonly string[] {
  const found: string[] = [];
  // What keeps pods off parts of GPUs selects nothing, and has its own tests.
  const selecting = placement.affinity.filter(({ value }) => !catalog.isWholeGpuExpression(value));
  const labels = [
    ...placement.nodeSelector.map(({ value }) => ({ key: value.key, values: [value.value] })),
    ...selecting.map(({ value }) => ({ key: value.key, values: value.values ?? [] })),
  ];
  for (const { value } of placement.affinity)
    if (!KEY.test(value.key) || !(value.values ?? []).every((one) => VALUE.test(one)))
      found.push(`expression on ${value.key}`);
  for (const { key, values } of labels) {
    if (!KEY.test(key)) found.push(`label key ${key}`);
    if (values.length === 0) found.push(`no value for ${key}`);
    for (const value of values)
      if (typeof value !== "string" || !VALUE.test(value)) found.push(`value ${value}`);
    const kinds = new Set(values.map((value) => series.get(value) ?? value));
    if (question.uniform && kinds.size > 1) found.push(`unlike machines: ${values.join(" ")}`);
  }
  if (new Set(labels.map(({ key }) => key)).size !== labels.length) found.push("a label key twice");
  for (const { value } of selecting)
    if (value.operator !== "In" || (value.values ?? []).length < 2) found.push("affinity of one value");
  const tolerations = placement.tolerations.map(({ value }) => `${value.key} ${value.effect}`);
  if (new Set(tolerations).size !== tolerations.length) found.push("a toleration twice");
  if ((labels.length === 0) !== (placement.noSelectorReason !== null)) found.push("reason for no selector");
  if (placement.noSelectorReason === "") found.push("empty reason");
  if (placement.evictionAnnotations.length === 0) found.push("no annotation against eviction");
  if (catalog.resource(placement.resource)?.kind !== "whole") found.push(`resource ${placement.resource}`);
  if (question.model !== undefined && labels.length === 0) found.push("a model that selects nothing");
  const conditions = [...placement.nodeSelector, ...placement.affinity];
  for (const fact of [...conditions, ...placement.tolerations])
    if (fact.reason === "" || fact.provenance.source.length === 0)
      found.push("a fact without a reason or source");
  for (const fact of selecting) {
    if (!["official", "source-code"].includes(fact.provenance.confidence)) found.push("an unverified fact");
  }
  return found;
}

describe("every platform × model × count × uniform × spot", () => {
  const asked = [...questions()];

  it("is answered with valid labels, or with a problem that tells what there is", () => {
    const wrong: string[] = [];
    let answered = 0;
    for (const question of asked) {
      const result = catalog.placement(question);
      if (result.ok) {
        answered++;
        for (const fault of faults(question, result.placement))
          wrong.push(`${JSON.stringify(question)}: ${fault}`);
      } else if (result.problem.advice === "" || result.problem.message === "")
        wrong.push(`${JSON.stringify(question)}: empty ${result.problem.code}`);
    }
    expect(wrong).toEqual([]);
    expect(answered).toBeGreaterThan(1500);
    expect(asked.length).toBeGreaterThan(10_000);
  });

  it("is answered the same way every time", () => {
    expect.hasAssertions();
    for (const question of asked.slice(0, 500))
      expect(catalog.placement(question)).toEqual(catalog.placement(question));
  });

  it("places every model wherever the tables have it, with one GPU or with a whole machine", () => {
    expect.hasAssertions();
    for (const model of TABLES.models)
      for (const platform of Object.keys(model.platforms)) {
        const results = [1, 4, 8].map((count) =>
          catalog.placement({ platform, model: model.name, count, uniform: false, spot: false }),
        );
        expect(
          results.some((result) => result.ok),
          `${model.name} on ${platform}`,
        ).toBe(true);
      }
  });
});
