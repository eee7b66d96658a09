import { describe, expect, test } from "vitest";
import type { ManifestInput } from "../../src/pipeline/input/manifest-input.ts";
import { fixManifests } from "../../src/pipeline/lint-fix.ts";
import { toolsFor } from "./kit.ts";

const TOLERANT = (name: string, key: string): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  restartPolicy: Never
  tolerations:
  - {key: ${key}, operator: Exists, effect: NoSchedule}
  containers:
  - name: main
    image: example.com/train:1
    resources: {limits: {nvidia.com/gpu: 1}}
---
apiVersion: example.com/v1
kind: Other
metadata: {name: ${name}}
`;

/** Files of which only the one called `wrong.yaml` has a fix, with what was asked of them. */
function fixCounted(clean: number) {
  const reads = new Map<string, number>();
  const checks = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string): void =>
    void counts.set(name, (counts.get(name) ?? 0) + 1);
  const texts = {
    ...Object.fromEntries(
      Array.from({ length: clean }, (_, index) => [`${index}.yaml`, TOLERANT(`p${index}`, "nvidia.com/gpu")]),
    ),
    "wrong.yaml": TOLERANT("wrong", "nvidia.com/gpus"),
    "zzz.yaml": TOLERANT("last", "nvidia.com/gpu"),
  };
  const inputs = Object.entries(texts).map(
    ([name, text]): ManifestInput => ({
      name,
      named: true,
      get bytes() {
        count(reads, name);
        return new TextEncoder().encode(text);
      },
    }),
  );
  const tools = toolsFor();
  const outcome = fixManifests(
    inputs,
    {
      ...tools,
      checkCustom: (object) => {
        count(checks, object.source.name);
        return tools.checkCustom?.(object) ?? null;
      },
    },
    ["safe", "unsafe"],
  );
  return { outcome, reads, checks };
}

describe("after fixes", () => {
  test("only files that changed are read and held against schemas again", () => {
    const { outcome, reads, checks } = fixCounted(20);
    expect(outcome.files.filter(({ edits }) => edits.length > 0).map(({ file }) => file.name)).toEqual([
      "wrong.yaml",
    ]);
    expect(reads.size).toBe(22);
    expect([...reads].filter(([name, times]) => name !== "wrong.yaml" && times !== 1)).toEqual([]);
    expect(checks.get("wrong.yaml")).toBe(2);
    expect([...checks].filter(([name, times]) => name !== "wrong.yaml" && times !== 1)).toEqual([]);
  });

  test("the answer is that of a lint of everything", () => {
    const { outcome } = fixCounted(3);
    const { remaining, files } = outcome;
    const again = fixManifests(
      files.map(({ file, text }) => ({
        name: file.name,
        named: true,
        bytes: new TextEncoder().encode(text),
      })),
      toolsFor(),
      ["safe", "unsafe"],
    );
    const said = ({ findings }: typeof remaining) =>
      findings.map(({ rule, location, fingerprint }) => [rule.id, location.file, location.line, fingerprint]);
    expect(said(remaining)).toEqual(said(again.remaining));
    expect(again.files.every(({ edits }) => edits.length === 0)).toBe(true);
  });
});
