import { describe, expect, test } from "vitest";
import { readKustomization } from "../../src/pipeline/kustomize/kustomization.ts";
import { isKustomization, resolvePath } from "../../src/pipeline/kustomize/paths.ts";
import { kustomizeTree } from "../../src/pipeline/kustomize/tree.ts";
import { lintManifests } from "../../src/pipeline/lint.ts";
import { lint, toolsFor } from "./kit.ts";

const PATCH = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: llm
spec:
  template:
    spec:
      containers:
        - name: server
          resources:
            limits:
              nvidia.com/gpu: 1
        - $patch: delete
          name: old
`;
const BASE = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: llm
spec:
  template:
    spec:
      containers:
        - name: server
          image: example.com/server:v1
          resourcs: {}
`;

function found(text: string, role: "patch" | "resource" | null): readonly string[] {
  const inputs = [{ name: "a.yaml", bytes: new TextEncoder().encode(text), named: true }];
  const { findings } = lintManifests(inputs, { ...toolsFor(), roleOf: () => role });
  return findings.map(({ rule, severity }) => `${severity} ${rule.id}`);
}

describe("parts of objects", () => {
  test("a patch that a kustomization names lacks nothing, and is no pod yet", () => {
    expect(found(PATCH, "patch")).toEqual([]);
  });

  test("in a patch a field that does not exist is still told", () => {
    expect(found(PATCH.replace("resources:", "resource:"), "patch")).toEqual(["error schema-unknown-field"]);
  });

  test("a resource of a kustomization may get its selector there, and is checked otherwise", () => {
    expect(found(BASE, "resource")).toEqual(["error schema-unknown-field"]);
    expect(found(BASE, null)).toEqual(["error schema-missing-field", "error schema-unknown-field"]);
  });

  test.each([
    [
      "a role that is not written",
      "ray.io/v1",
      "RayJob",
      "{rayClusterSpec: {headGroupSpec: {template: POD}}}",
      0,
    ],
    ["a pod spec among other fields", "apps.nvidia.com/v1alpha1", "NIMService", "{image: {tag: a}}", 0],
    [
      "a base that it is merged over",
      "serving.kserve.io/v1alpha2",
      "LLMInferenceService",
      "{template: BARE}",
      0,
    ],
    ["a base alone", "serving.kserve.io/v1alpha2", "LLMInferenceService", "{model: {uri: a}}", 0],
    ["a wrapper", "workload.codeflare.dev/v1beta2", "AppWrapper", "{components: []}", 0],
    ["no role at all", "ray.io/v1", "RayCluster", "{suspend: true}", 1],
    ["a pod without image", "ray.io/v1", "RayCluster", "{headGroupSpec: {template: {spec: BARE}}}", 1],
  ])("of a custom resource: %s", (_what, apiVersion, kind, spec, fragments) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`
      .replace("POD", "{spec: {containers: [{name: a, image: a}]}}")
      .replace("BARE", "{containers: [{name: main}]}");
    expect(lint({ "a.yaml": text }).fragments).toBe(fragments);
  });

  test("what looks like a patch does not fail a run", () => {
    expect(new Set(found(PATCH, null))).toEqual(new Set(["info schema-missing-field"]));
    expect(lint({ "a.yaml": PATCH }).fragments).toBe(1);
  });

  test("the API server's `$` keys are no unknown fields anywhere, other keys with `$` are", () => {
    expect(found(BASE.replace("resourcs: {}", "$retainKeys: [name]"), "resource")).toEqual([]);
    expect(found(BASE.replace("resourcs: {}", "$patches: [name]"), "resource")).toEqual([
      "error schema-unknown-field",
    ]);
  });
});

describe("what other tools read", () => {
  test.each([
    [
      "a Chainsaw assertion",
      "status:\n  (conditions[?type == 'Available']):\n    - status: 'True'\n  ~.(conditions): []\n",
    ],
    ["what SOPS encrypted", "sops:\n  mac: ENC[AES256_GCM,data:x]\n"],
  ])("%s is no mistake", (_, tail) => {
    const text = `${BASE.replace("resourcs", "resources").replace("spec:\n  template", "spec:\n  selector: {matchLabels: {a: b}}\n  template")}${tail}`;
    expect(found(text, null)).toEqual([]);
  });

  test("a key in brackets elsewhere in a word is one", () => {
    const text = BASE.replace("resourcs: {}", "resourcs(x): {}");
    expect(found(text, "resource")).toEqual(["error schema-unknown-field"]);
  });
});

describe("kustomizations", () => {
  const roles = (text: string): unknown => {
    const name = "overlays/prod/kustomization.yaml";
    const read = readKustomization({ name, bytes: new TextEncoder().encode(text) });
    return Object.fromEntries(kustomizeTree(read === null ? [] : [read]).roles);
  };

  test("name resources and patches, relative to their own folder", () => {
    expect(
      roles(`resources: [../../base/llm.yaml, web.yaml]
patches:
  - path: gpu.yaml
    target: {kind: Deployment}
  - patch: |-
      - op: add
        path: /spec/x
patchesStrategicMerge: ["./old.yaml"]
patchesJson6902: [{path: json.yaml}]
`),
    ).toEqual({
      "base/llm.yaml": "resource",
      "overlays/prod/web.yaml": "resource",
      "overlays/prod/gpu.yaml": "patch",
      "overlays/prod/old.yaml": "patch",
      "overlays/prod/json.yaml": "patch",
    });
  });

  test("that are no YAML, no map, or hold what is no text name nothing", () => {
    expect(roles("resources: [")).toEqual({});
    expect(roles("- a\n")).toEqual({});
    expect(roles("resources: {a: b}\npatches: [[x], {path: {}}]\n")).toEqual({});
    expect(roles("patches: [a.yaml]\n")).toEqual({ "overlays/prod/a.yaml": "patch" });
    expect(isKustomization("overlays/prod/kustomization.yml")).toBe(true);
    expect(isKustomization("notkustomization.yaml")).toBe(false);
  });

  test.each([
    ["./k8s//a.yaml", "k8s/a.yaml"],
    ["k8s/../a.yaml", "a.yaml"],
    ["../a.yaml", "../a.yaml"],
    ["/x/./y/../a.yaml", "/x/a.yaml"],
    ["k8s\\a.yaml", "k8s/a.yaml"],
  ])("%s is %s", (path, plain) => {
    expect(resolvePath(path)).toBe(plain);
  });
});
