import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandLocation, readLocation, type SchemaLocation } from "../../src/schema/location.ts";

const JOBSET = { apiVersion: "jobset.x-k8s.io/v1alpha2", kind: "JobSet" };
const POD = { apiVersion: "v1", kind: "Pod" };

function location(text: string): SchemaLocation {
  const result = readLocation(text);
  if (!result.ok) throw new Error(result.problem.message);
  return result.location;
}

function problem(text: string) {
  const result = readLocation(text);
  if (result.ok) throw new Error("it is a location");
  return result.problem;
}

describe("expandLocation", () => {
  it.each([
    [
      "the layout of CRD catalogs",
      "s/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json",
      JOBSET,
      "s/jobset.x-k8s.io/jobset_v1alpha2.json",
    ],
    [
      "spaces, as in Go",
      "s/{{ .Group }}/{{\t.ResourceKind\n}}.json",
      JOBSET,
      "s/jobset.x-k8s.io/jobset.json",
    ],
    [
      "the suffix has the group up to its first dot",
      "{{.ResourceKind}}{{.KindSuffix}}.json",
      JOBSET,
      "jobset-jobset-v1alpha2.json",
    ],
    ["a core kind has its version for a suffix", "{{.ResourceKind}}{{.KindSuffix}}.json", POD, "pod-v1.json"],
    ["and for a group, as kubeconform has it", "{{.Group}}/{{.ResourceKind}}.json", POD, "v1/pod.json"],
    [
      "version and strictness",
      "{{.NormalizedKubernetesVersion}}{{.StrictSuffix}}.json",
      POD,
      "v1.36.0-strict.json",
    ],
    [
      "what is no file is a tree",
      "schemas",
      JOBSET,
      "schemas/v1.36.0-standalone-strict/jobset-jobset-v1alpha2.json",
    ],
    ["also with a slash", "/opt/schemas//", POD, "/opt/schemas/v1.36.0-standalone-strict/pod-v1.json"],
    [
      "a folder may hold variables",
      "{{.Group}}",
      JOBSET,
      "jobset.x-k8s.io/v1.36.0-standalone-strict/jobset-jobset-v1alpha2.json",
    ],
    ["one file for all", "crds.yaml", JOBSET, "crds.yaml"],
    ["a file by any ending", "crds/{{.ResourceKind}}.YML", JOBSET, "crds/jobset.YML"],
    ["braces that close nothing are letters", "a}}/{b}.json", POD, "a}}/{b}.json"],
    [
      "only the kind is made small",
      "{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json",
      { apiVersion: "Acme.io/V1", kind: "GPUJob" },
      "gpujob-Acme.io-V1.json",
    ],
    ["a Windows path", "C:\\schemas\\{{.ResourceKind}}.json", POD, "C:\\schemas\\pod.json"],
  ])("%s", (_, template, address, expected) => {
    expect(expandLocation(location(template), address, "1.36")).toBe(expected);
  });

  it.each([
    ["a path for a kind", "v1", "../../etc/passwd"],
    ["dots for a kind", "v1", ".."],
    ["an empty kind", "v1", ""],
    ["a variable for a kind", "v1", "{{.Group}}"],
    ["a null byte", "v1", "Pod\0"],
    ["a line break at the end", "v1\n", "Pod"],
    ["a group that climbs", "../v1", "Pod"],
    ["a group of dots", "../../v1", "Pod"],
    ["a group with two dots", "a..b/v1", "Pod"],
    ["a version that climbs", "acme.io/..", "Pod"],
    ["an absolute group", "/v1", "Pod"],
    ["an empty version", "acme.io/", "Pod"],
    ["three parts", "a/b/c", "Pod"],
    ["a backslash", "a\\b/v1", "Pod"],
    ["a drive", "C:/v1", "Pod"],
    ["a name without end", "v1", "a".repeat(64)],
  ])("makes no path of %s", (_, apiVersion, kind) => {
    const template = location("s/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}{{.KindSuffix}}.json");
    expect(expandLocation(template, { apiVersion, kind }, "1.36")).toBeNull();
  });

  it("never leaves the folder, whatever the manifest says", () => {
    const odd = fc.string({
      unit: fc.constantFrom("a", "B", "c", "d", "e", ".", "..", "/", "\\", "-", "{{", "\0", "~"),
      maxLength: 5,
    });
    let paths = 0;
    fc.assert(
      fc.property(odd, odd, (apiVersion, kind) => {
        const path = expandLocation(
          location("s/{{.Group}}/{{.ResourceKind}}/{{.ResourceAPIVersion}}.json"),
          { apiVersion, kind },
          "1.36",
        );
        if (path === null) return;
        paths++;
        const steps = path.split("/");
        expect(steps).toHaveLength(4);
        for (const step of steps) expect(step).toMatch(/^[a-zA-Z]([a-zA-Z.-]*[a-zA-Z])?$/);
        expect(path).not.toContain("..");
      }),
      { numRuns: 20_000 },
    );
    expect(paths).toBeGreaterThan(40);
  });
});

describe("readLocation", () => {
  it.each([
    ["", "empty-location", /is empty/, /schemas\/\{\{\.Group}}/],
    ["default", "default-location", /"default" names nothing here/, /always checked by gpuify's own table/],
    [
      "https://example.org/{{.ResourceKind}}.json",
      "remote-location",
      /never uses the network/,
      /clone the CRDs-catalog, and name the folder/,
    ],
    ["HTTP://x", "remote-location", /an address/, /download/],
    ["file:///opt/s.json", "remote-location", /an address/, /write the path alone/],
    [
      "{{.ResourceKnd}}.json",
      "unknown-variable",
      /no variable "\.ResourceKnd"/,
      /^did you mean \{\{\.ResourceKind}}\?/,
    ],
    ["{{.group}}.json", "unknown-variable", /no variable "\.group"/, /^did you mean \{\{\.Group}}\?/],
    ["{{Group}}.json", "unknown-variable", /"\{\{Group}}" without the dot/, /^did you mean \{\{\.Group}}\?/],
    [
      "{{.Namespace}}.json",
      "unknown-variable",
      /"\.Namespace"/,
      /^the variables are NormalizedKubernetesVersion/,
    ],
    ["{{.Group", "bad-location", /opens "\{\{"/, /\{\{\.ResourceKind}}/],
    ["{{ if .Group }}.json", "bad-location", /"\{\{ if \.Group }}", which is no variable/, /only variables/],
    ["{{ .Group | lower }}.json", "bad-location", /no variable/, /only variables/],
    ["{{}}.json", "bad-location", /"\{\{}}"/, /only variables/],
  ])("refuses %j as %s", (text, code, message, advice) => {
    const found = problem(text);
    expect(found.code).toBe(code);
    expect(found.message).toMatch(message);
    expect(found.advice).toMatch(advice);
  });
});
