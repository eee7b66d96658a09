import { describe, expect, it } from "vitest";
import { sidecars } from "../../src/workload/data/tables.ts";
import { sidecarOf } from "../../src/workload/sidecars.ts";
import { decide } from "./decide.ts";
import { deployment, gpus, type Parts } from "./manifests.ts";

/** Names of the containers that have a GPU in the end. */
function withGpu(parts: Parts, flags = {}): string[] {
  const spec = decide(deployment(parts), "continuous", flags).patched.spec.template.spec;
  return [...spec.containers, ...(spec.initContainers ?? [])]
    .filter((container) => container.resources?.limits?.["nvidia.com/gpu"] !== undefined)
    .map((container) => container.name);
}

const codes = (parts: Parts, flags = {}) => decide(deployment(parts), "continuous", flags).codes;

describe("which container gets the GPU", () => {
  const two = { more: "- name: second\n  image: other:1" };

  it("the one that the flag names, also a sidecar that restarts", () => {
    expect(withGpu(two, { container: "second" })).toEqual(["second"]);
    const pod = "initContainers:\n- name: side\n  restartPolicy: Always";
    expect(withGpu({ pod }, { container: "side" })).toEqual(["side"]);
  });

  it("a flag that names none is refused with the names there are", () => {
    const { decision } = decide(deployment(two), "continuous", { container: "secnod" });
    expect(decision.diagnostics).toMatchObject([
      { code: "unknown-container", advice: 'Did you mean "second"? Its containers are main, second.' },
    ]);
  });

  it("the ones that ask for one already", () => {
    expect(withGpu({ ...two, container: gpus(1) })).toEqual(["main"]);
  });

  it("the one that kubectl takes by default", () => {
    const podMetadata = "annotations:\n  kubectl.kubernetes.io/default-container: second";
    expect(withGpu({ ...two, podMetadata })).toEqual(["second"]);
  });

  it("the only one that is left when known sidecars are put aside", () => {
    expect(withGpu({ more: "- name: istio-proxy\n  image: docker.io/istio/proxyv2:1.22" })).toEqual(["main"]);
    expect(
      withGpu({ more: "- name: logs\n  image: cr.fluentbit.io/fluent/fluent-bit:3.1@sha256:00" }),
    ).toEqual(["main"]);
  });

  it("never an init container by itself, though one may ask", () => {
    const pod = `initContainers:\n- name: warm\n  ${gpus(1).replaceAll("\n", "\n  ")}`;
    expect(withGpu({ pod })).toEqual(["main", "warm"]);
  });

  it("refuses to guess, naming the candidates and the flag", () => {
    const more = `${two.more}\n- name: envoy\n  image: envoyproxy/envoy:v1.30`;
    const { decision } = decide(deployment({ more }), "continuous");
    expect(decision.diagnostics).toMatchObject([
      { code: "ambiguous-container", location: { path: "spec.template.spec.containers" } },
    ]);
    expect(decision.diagnostics[0]?.message).toMatch(/main, second$/);
    expect(decision.diagnostics[0]?.advice).toContain("--container");
  });

  it("refuses a pod without containers", () => {
    const empty = deployment().replace(/containers:[\s\S]*/, "containers: []\n");
    expect(decide(empty, "continuous").codes).toEqual(["no-container"]);
  });

  it("a pod of sidecars alone is ambiguous, one of a single sidecar is not", () => {
    const only = deployment({ more: "- name: envoy\n  image: envoyproxy/envoy:v1.30" }).replace(
      "name: main",
      "name: fluent-bit",
    );
    expect(decide(only, "continuous").codes).toEqual(["ambiguous-container"]);
    expect(codes({ container: "# nothing else" })).not.toContain("ambiguous-container");
  });
});

describe("a GPU on another container than the one that it is meant for", () => {
  const proxy = `- name: oauth-proxy\n  image: quay.io/openshift/origin-oauth-proxy:4.14\n  ${gpus(1).replaceAll("\n", "\n  ")}`;
  const second = `- name: second\n  image: other:1\n  ${gpus(1).replaceAll("\n", "\n  ")}`;
  const both = { container: gpus(1), more: proxy };

  it("leaves a known sidecar, and that is told", () => {
    for (const flags of [{ gpus: 1 }, { container: "main" }, { container: "main", gpus: 1 }]) {
      const { decision, codes: told } = decide(deployment(both), "continuous", flags);
      expect(withGpu(both, flags)).toEqual(["main"]);
      expect(told).toContain("gpu-taken-from-sidecar");
      expect(decision.gpus).toMatchObject({ before: 2, after: 1 });
      const removal = decision.operations.find(({ op }) => op === "remove");
      expect(removal).toMatchObject({
        reason: 'the GPU is for "main", and "oauth-proxy" is an authenticating proxy',
        origin: { kind: "flag", name: "container" in flags ? "--container" : "--gpus" },
      });
    }
    expect(withGpu(both, { container: "main", gpus: 4 })).toEqual(["main"]);
  });

  it("goes with the requests, and with the shares that belong to it", () => {
    const shares = `- name: envoy\n  image: envoyproxy/envoy:v1.30\n  resources:\n    limits: {nvidia.com/gpu: 1, nvidia.com/gpumem: 3000}\n    requests: {cpu: 1, nvidia.com/gpu: 1}`;
    const { patched } = decide(deployment({ ...both, more: shares }), "continuous", { container: "main" });
    expect(patched.spec.template.spec.containers[1].resources).toEqual({ requests: { cpu: 1 } });
  });

  it("moves to the container that is named, where only a sidecar had it", () => {
    expect(withGpu({ more: proxy }, { container: "main" })).toEqual(["main"]);
    const restartable = `initContainers:\n- name: envoy\n  restartPolicy: Always\n  ${gpus(1).replaceAll("\n", "\n  ")}`;
    expect(withGpu({ pod: restartable }, { container: "main", gpus: 2 })).toEqual(["main"]);
  });

  it("is refused on a container that may need it", () => {
    const two = { container: gpus(1), more: second };
    const { decision } = decide(deployment(two), "continuous", { container: "main", gpus: 1 });
    expect(decision.diagnostics).toMatchObject([
      {
        code: "gpu-on-another-container",
        location: { path: 'spec.template.spec.containers[1].resources.limits["nvidia.com/gpu"]' },
      },
    ]);
    expect(decision.diagnostics[0]?.message).toContain(
      'container "second" of Deployment/web asks for nvidia',
    );
    expect(codes({ more: second }, { container: "main" })).toEqual(["gpu-on-another-container"]);
    expect(codes(both, { container: "oauth-proxy", gpus: 1 })).toEqual(["gpu-on-another-container"]);
  });

  it("stays, and is told, where the named container has its own and no number is said", () => {
    const two = { container: gpus(2), more: second };
    const { decision } = decide(deployment(two), "continuous", { container: "main" });
    expect(decision.gpus).toMatchObject({ before: 3, after: 3 });
    const told = decision.diagnostics.find(({ code }) => code === "gpu-on-another-container");
    expect(told).toMatchObject({ severity: "info" });
  });

  it("stays where nothing is said, in an init container, and by a claim", () => {
    expect(withGpu(both)).toEqual(["main", "oauth-proxy"]);
    const pod = `initContainers:\n- name: warm\n  ${gpus(1).replaceAll("\n", "\n  ")}`;
    expect(withGpu({ container: gpus(1), pod }, { container: "main", gpus: 1 })).toEqual(["main", "warm"]);
    const claimed = "- name: second\n  image: other:1\n  resources: {claims: [{name: gpu}]}";
    const claims = { container: gpus(1), more: claimed, pod: "resourceClaims: [{name: gpu}]" };
    expect(codes(claims, { container: "main" })).not.toContain("gpu-on-another-container");
  });
});

describe("sidecar knowledge", () => {
  it("has a source for every row, and at least a name or an image", () => {
    expect.hasAssertions();
    for (const row of sidecars()) {
      expect(row.source).not.toBe("");
      expect(row.names.length + row.images.length).toBeGreaterThan(0);
    }
  });

  it("says nothing about containers that may be a pod's own work", () => {
    expect.hasAssertions();
    for (const image of [
      "nginx",
      "redis:7",
      "registry:5000/team/model-exporter",
      "mysql",
      "busybox",
      "vllm/vllm-openai",
    ])
      expect(sidecarOf({ name: "main", image })).toBeNull();
  });

  it("reads the name out of an image with registry, port, tag and digest", () => {
    const image = "registry.local:5000/mirror/envoyproxy/envoy:v1.30@sha256:abcd";
    expect(sidecarOf({ name: "x", image })).toBe("Envoy");
  });
});

describe("containers that no name tells apart", () => {
  const twin = "- name: main\n  image: other:1";

  it.each(["continuous", "training", "bursty", "none"])("are refused under %s", (profile) => {
    const { decision } = decide(deployment({ container: gpus(4), more: twin }), profile);
    expect(decision.diagnostics).toMatchObject([
      {
        code: "pod-name-repeated",
        severity: "error",
        message: 'Deployment/web has two containers named "main"',
        location: { path: "spec.template.spec.containers[1].name" },
      },
    ]);
  });

  it("are not picked by --container, be one of them an init container", () => {
    const pod = "initContainers:\n- name: main\n  image: other:1";
    expect(codes({ pod }, { container: "main" })).toEqual(["pod-name-repeated"]);
  });

  it("may be without a name, where there is one only or nothing to record", () => {
    const unnamed = (more: string, container = gpus(4)) =>
      decide(deployment({ container, more }).replace("- name: main\n", "- env: []\n"), "bursty").codes;
    expect(unnamed("")).not.toContain("pod-name-repeated");
    expect(unnamed("- image: other:1")).toEqual(["pod-name-repeated"]);
    expect(unnamed("- image: other:1", "tty: false")).not.toContain("pod-name-repeated");
  });
});
