import { describe, expect, test } from "vitest";
import type { Json, Operation } from "../../src/edit/operation.ts";
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
  "everything at once": [
    { op: "set", path: ["spec", "containers", 0, "resources", "limits", "nvidia.com/gpu"], value: 2 },
    { op: "set", path: ["spec", "containers", 1, "resources", "requests", "cpu"], value: "500m" },
    { op: "append", path: ["spec", "containers", 0, "env"], value: { name: "B", value: "12:30" } },
    { op: "remove", path: ["spec", "containers", 0, "args", 1] },
    { op: "set", path: ["spec", "nodeSelector", "gpu"], value: "l4" },
    { op: "append", path: ["spec", "tolerations"], value: { key: "gpu", operator: "Exists" } },
    { op: "append", path: ["spec", "volumes"], value: { name: "dshm" } },
    { op: "remove", path: ["metadata", "labels", "app"] },
  ],
};

describe("every edit in every layout means what it should, and changes nothing else", () => {
  for (const layout of LAYOUTS)
    describe(layout.name, () => {
      const before = print(POD, layout);
      for (const [name, operations] of Object.entries(CASES))
        test(name, () => {
          const result = edit(before, operations);
          if ("refused" in result) throw new Error(`refused: ${result.refused}\n${before}`);
          expect(meaning(result.text)).toEqual(applyToJson(POD, operations));
          expect(result.text.endsWith("\n")).toBe(before.endsWith("\n"));
          if (layout.lineEnd === "\r\n") expect(result.text.replaceAll("\r\n", "")).not.toContain("\n");
          if (operations.every(({ op }) => op !== "remove"))
            expect(commentsOf(result.text).toSorted()).toEqual(commentsOf(before).toSorted());
        });
    });
});
