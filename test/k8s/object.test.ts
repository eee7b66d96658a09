import { expect, test } from "vitest";
import { objectsIn, objectTitle } from "../../src/k8s/object.ts";
import { readDocument } from "../../src/yaml/read.ts";
import { makeSource } from "../../src/yaml/source.ts";

function titles(text: string): readonly string[] {
  const span = { start: 0, end: text.length };
  const read = readDocument(text, span);
  if (!read.ok) throw new Error(read.reason);
  const document = { index: 0, span, root: read.root, aliases: read.aliases };
  return objectsIn(makeSource("x", text), document, 7).map(
    (object) => `${object.id} ${object.apiVersion} ${objectTitle(object)} ${JSON.stringify(object.base)}`,
  );
}

test("a document is an object", () => {
  expect(titles("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n")).toEqual([
    "7 apps/v1 Deployment/a []",
  ]);
  expect(titles("apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-}\n")).toEqual([
    "7 batch/v1 Job/a-* []",
  ]);
});

test("a List holds objects, Lists too; ids count on", () => {
  expect(
    titles(
      "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, metadata: {name: a}}, {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, metadata: {name: b}}]}, null, 3]}",
    ),
  ).toEqual(['7 v1 Pod/a ["items",0]', '8 v1 Pod/b ["items",1,"items",0]']);
});

test("items of a typed list need no kind of their own", () => {
  expect(titles("{apiVersion: apps/v1, kind: DeploymentList, items: [{metadata: {name: a}}]}")).toEqual([
    '7 apps/v1 Deployment/a ["items",0]',
  ]);
});

test("what has no kind or no apiVersion is no object", () => {
  expect(titles("{apiVersion: v1, kind: List, items: [{metadata: {name: a}}]}")).toEqual([]);
  expect(titles("- a\n")).toEqual([]);
  expect(titles("kind: Pod\n")).toEqual([]);
});
