import { describe, expect, test } from "vitest";
import type { Json, Operation } from "../../src/edit/operation.ts";
import { applyEdits, type TextEdit } from "../../src/edit/text-edit.ts";
import { commentsOf, edit, meaning } from "./engine.ts";
import { applyToJson } from "./json-model.ts";
import { LAYOUTS, print } from "./layouts.ts";

const POD: Json = {
  apiVersion: "v1",
  metadata: { name: "trainer", labels: { app: "trainer", tier: "gpu" } },
  spec: {
    containers: [
      {
        name: "main",
        image: "registry.example/app",
        args: ["serve", "fast"],
        resources: { limits: { "nvidia.com/gpu": 1 } },
        env: [{ name: "A", value: "yes" }],
      },
      { name: "side", image: "proxy", resources: {} },
    ],
    nodeSelector: { zone: "a" },
    tolerations: [{ key: "team", operator: "Exists" }],
    volumes: null,
    empty: [],
  },
};

const GPU = ["spec", "containers", 0, "resources", "limits", "nvidia.com/gpu"];

const CASES: Readonly<Record<string, readonly Operation[]>> = {
  "set an existing text": [{ op: "set", path: ["metadata", "name"], value: "other" }],
  "set an existing number": [
    { op: "set", path: ["spec", "containers", 0, "resources", "limits", "nvidia.com/gpu"], value: 8 },
  ],
  "set a text that needs quotes": [{ op: "set", path: ["metadata", "labels", "tier"], value: "true" }],
  "create a field beside others": [{ op: "set", path: ["metadata", "labels", "new"], value: "8" }],
  "create nested fields in an empty map": [
    { op: "set", path: ["spec", "containers", 1, "resources", "limits", "nvidia.com/gpu"], value: 1 },
  ],
  "create nested fields where nothing is": [
    {
      op: "set",
      path: ["spec", "affinity", "nodeAffinity", "terms"],
      value: [{ key: "a", values: ["b", "on"] }],
    },
  ],
  "create beside a list": [{ op: "set", path: ["spec", "restartPolicy"], value: "Never" }],
  "fill a null": [
    { op: "append", path: ["spec", "volumes"], value: { name: "dshm", emptyDir: { medium: "Memory" } } },
  ],
  "fill an empty list": [{ op: "append", path: ["spec", "empty"], value: "x" }],
  "append to a list of maps": [
    {
      op: "append",
      path: ["spec", "tolerations"],
      value: { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
    },
  ],
  "append to a list of texts": [{ op: "append", path: ["spec", "containers", 0, "args"], value: "--more" }],
  "append twice": [
    { op: "append", path: ["spec", "tolerations"], value: { key: "a" } },
    { op: "append", path: ["spec", "tolerations"], value: { key: "b" } },
  ],
  "prepend to a list": [
    { op: "prepend", path: ["spec", "tolerations"], value: { key: "first", values: ["x"] } },
  ],
  "remove one of several keys": [{ op: "remove", path: ["metadata", "labels", "tier"] }],
  "remove the first key": [{ op: "remove", path: ["metadata", "labels", "app"] }],
  "remove the only key": [{ op: "remove", path: ["spec", "nodeSelector", "zone"] }],
  "remove a map": [{ op: "remove", path: ["spec", "nodeSelector"] }],
  "remove a list": [{ op: "remove", path: ["spec", "tolerations"] }],
  "remove the only item": [{ op: "remove", path: ["spec", "tolerations", 0] }],
  "remove the first item of two": [{ op: "remove", path: ["spec", "containers", 0] }],
  "remove the last item of two": [{ op: "remove", path: ["spec", "containers", 1] }],
  "remove all items": [
    { op: "remove", path: ["spec", "containers", 0] },
    { op: "remove", path: ["spec", "containers", 1] },
  ],
  "remove the key behind a dash": [{ op: "remove", path: ["spec", "containers", 0, "name"] }],
  "remove the last field of the document": [{ op: "remove", path: ["spec", "empty"] }],
  "remove and add in one map": [
    { op: "remove", path: ["spec", "nodeSelector", "zone"] },
    { op: "set", path: ["spec", "nodeSelector", "gpu"], value: "l4" },
  ],
  "remove and append in one list": [
    { op: "remove", path: ["spec", "tolerations", 0] },
    { op: "append", path: ["spec", "tolerations"], value: { key: "gpu" } },
  ],
  "rename a field": [{ op: "rename", path: ["metadata", "labels", "app"], name: "app.kubernetes.io/name" }],
  "rename to a name that needs quotes": [{ op: "rename", path: ["metadata", "labels", "tier"], name: "on" }],
  "rename the only key": [{ op: "rename", path: ["spec", "nodeSelector", "zone"], name: "region" }],
  "rename the key behind a dash": [{ op: "rename", path: ["spec", "containers", 0, "name"], name: "title" }],
  "rename a field with a map": [{ op: "rename", path: ["spec", "nodeSelector"], name: "labels" }],
  "rename a field with a list": [{ op: "rename", path: ["spec", "tolerations"], name: "accepts" }],
  "rename a field without a value": [{ op: "rename", path: ["spec", "volumes"], name: "disks" }],
  "rename a field of the document": [{ op: "rename", path: ["spec"], name: "what: it is" }],
  "rename and set the same field": [
    { op: "rename", path: GPU, name: "amd.com/gpu" },
    { op: "set", path: GPU, value: 4 },
  ],
  "set by the old name and then rename": [
    { op: "set", path: ["metadata", "name"], value: { first: 1 } },
    { op: "rename", path: ["metadata", "name"], name: "generateName" },
  ],
  "rename and edit below": [
    { op: "rename", path: ["spec", "containers"], name: "initContainers" },
    { op: "rename", path: ["spec", "containers", 0, "resources"], name: "wants" },
    { op: "rename", path: GPU, name: "amd.com/gpu" },
    { op: "set", path: ["spec", "containers", 0, "resources", "limits", "cpu"], value: 2 },
    { op: "append", path: ["spec", "containers", 0, "args"], value: "more" },
    { op: "prepend", path: ["spec", "containers"], value: { name: "first" } },
    { op: "remove", path: ["spec", "containers", 1, "image"] },
  ],
  "rename, remove, add and put in front among siblings": [
    { op: "remove", path: ["spec", "containers", 0, "name"] },
    { op: "rename", path: ["spec", "containers", 0, "image"], name: "picture" },
    { op: "rename", path: ["spec", "containers", 0, "env"], name: "variables" },
    { op: "set", path: ["spec", "containers", 0, "tty"], value: true },
    { op: "set", path: ["spec", "containers", 0, "workingDir"], value: "/", before: "image" },
  ],
  "two fields change their names with each other": [
    { op: "rename", path: ["metadata", "labels", "app"], name: "tier" },
    { op: "rename", path: ["metadata", "labels", "tier"], name: "app" },
  ],
  "rename to the name of a field that goes": [
    { op: "rename", path: ["metadata", "labels", "app"], name: "tier" },
    { op: "remove", path: ["metadata", "labels", "tier"] },
  ],
  "everything at once": [
    { op: "set", path: ["spec", "containers", 0, "resources", "limits", "nvidia.com/gpu"], value: 2 },
    { op: "set", path: ["spec", "containers", 1, "resources", "requests", "cpu"], value: "500m" },
    { op: "append", path: ["spec", "containers", 0, "env"], value: { name: "B", value: "12:30" } },
    { op: "remove", path: ["spec", "containers", 0, "args", 1] },
    { op: "set", path: ["spec", "nodeSelector", "gpu"], value: "l4" },
    { op: "append", path: ["spec", "tolerations"], value: { key: "gpu", operator: "Exists" } },
    { op: "append", path: ["spec", "volumes"], value: { name: "dshm" } },
    { op: "remove", path: ["metadata", "labels", "app"] },
    { op: "rename", path: ["metadata", "labels", "tier"], name: "kind" },
  ],
};

/** The text with every edit taken back that writes one name over another. */
function restWithoutKeys(before: string, edits: readonly TextEdit[]): string {
  const isName = ({ start, end, text }: TextEdit): boolean =>
    /^(?:[\w./-]+|"[^"\n]*"|'[^'\n]*')$/.test(before.slice(start, end)) &&
    /^(?:[\w./-]+|"[^"\n]*"|'[^'\n]*')$/.test(text);
  return applyEdits(
    before,
    edits.filter((edit) => !isName(edit)),
  );
}

describe("every edit in every layout means what it should, and changes nothing else", () => {
  for (const layout of LAYOUTS)
    describe(layout.name, () => {
      const before = print(POD, layout);
      for (const [name, operations] of Object.entries(CASES))
        test(name, () => {
          const result = edit(before, operations);
          if ("refused" in result) throw new Error(`refused: ${result.refused}\n${before}`);
          expect(meaning(result.text)).toEqual(applyToJson(POD, operations));
          if (operations.every(({ op }) => op === "rename")) {
            expect(JSON.stringify(meaning(result.text))).toBe(JSON.stringify(applyToJson(POD, operations)));
            expect(restWithoutKeys(before, result.edits)).toBe(before);
          }
          expect(result.text.endsWith("\n")).toBe(before.endsWith("\n"));
          if (layout.lineEnd === "\r\n") expect(result.text.replaceAll("\r\n", "")).not.toContain("\n");
          if (operations.every(({ op }) => op !== "remove"))
            expect(commentsOf(result.text).toSorted()).toEqual(commentsOf(before).toSorted());
        });
    });
});
