import { expect, test } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";

const deployment = (replicas: number): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  replicas: ${replicas}\n  selector: {matchLabels: {app: a}}\n  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: b, resources: {limits: {nvidia.com/gpu: 1}}}]}}\n`;

async function bursty(text: string): Promise<string> {
  const request = {
    profile: "bursty",
    scope: { all: true, select: [], labels: [], namespace: null },
    strict: false,
    flags: {},
  };
  const catalog = loadCatalog();
  const { files, diagnostics } = patchManifests(
    [{ name: "x.yaml", bytes: Buffer.from(text), named: true }],
    request,
    catalog,
  );
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return files[0]?.text ?? "";
}

const indented = (text: string): string => `- ${text.trimEnd().replaceAll("\n", "\n  ")}\n`;

test.each([
  ["in a stream", `${deployment(2)}---\n${deployment(5)}`],
  ["in a List", `apiVersion: v1\nkind: List\nitems:\n${indented(deployment(2))}${indented(deployment(2))}`],
])("one workload twice %s gets one autoscaler, and a second run changes nothing", async (_, text) => {
  const once = await bursty(text);
  expect(once.match(/kind: HorizontalPodAutoscaler/g)).toHaveLength(1);
  expect(await bursty(once)).toBe(once);
});
