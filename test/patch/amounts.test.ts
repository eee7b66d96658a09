import { describe, expect, it } from "vitest";
import { decideWorkload } from "../../src/patch/decide.ts";
import type { Origin } from "../../src/profile/settings.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";
import { catalog, decide, objectsOf, settings, workloadsOf } from "./decide.ts";
import { deployment, gpus, job, pod } from "./manifests.ts";

const both = { cpu: "8", memory: "64Gi" };

describe.each(["continuous", "training"])("--cpu and --memory with %s", (profile) => {
  it("write the CPU request, and memory as request and limit", () => {
    const { patched } = decide(job(), profile, both);
    expect(patched.spec.template.spec.containers[0].resources).toEqual({
      limits: { "nvidia.com/gpu": 1, memory: "64Gi" },
      requests: { cpu: 8, memory: "64Gi" },
    });
  });

  it("leave alone what nobody asks for", () => {
    const { patched } = decide(job(), profile);
    expect(patched.spec.template.spec.containers[0].resources).toEqual({ limits: { "nvidia.com/gpu": 1 } });
    const cpu = decide(job(), profile, { cpu: "2" });
    expect(cpu.patched.spec.template.spec.containers[0].resources.requests).toEqual({ cpu: 2 });
    expect(cpu.patched.spec.template.spec.containers[0].resources.limits).toEqual({ "nvidia.com/gpu": 1 });
  });

  it("replace what the manifest says, a larger limit too", () => {
    const container = "resources:\n  requests: {cpu: 16, memory: 1Gi}\n  limits: {memory: 96Gi}";
    const { patched } = decide(job({ container }), profile, both);
    expect(patched.spec.template.spec.containers[0].resources).toEqual({
      requests: { cpu: 8, memory: "64Gi" },
      limits: { memory: "64Gi", "nvidia.com/gpu": 1 },
    });
  });

  it("change no amount that is the same in other words", () => {
    const container =
      'resources:\n  requests: {cpu: 8000m, memory: 65536Mi}\n  limits: {memory: "68719476736", cpu: 9}';
    const { changes } = decide(job({ container }), profile, both);
    expect(changes.filter((change) => change.includes("resources"))).toEqual([
      'set spec.template.spec.containers[0].resources.limits["nvidia.com/gpu"]',
    ]);
  });

  it("raise a CPU limit that is below, and leave one that is not", () => {
    const limited = (cpu: number) =>
      decide(job({ container: `resources:\n  limits: {cpu: ${cpu}}` }), profile, { cpu: "8" }).patched.spec
        .template.spec.containers[0].resources.limits.cpu;
    expect([limited(4), limited(12)]).toEqual([8, 12]);
  });

  it("are for each container with a GPU, and raise the pod's own amounts once", () => {
    const text = `apiVersion: v1
kind: Pod
metadata:
  name: p
spec:
  resources:
    requests: {cpu: 2}
    limits: {cpu: 4, memory: 1Gi}
  containers:
  - {name: a, image: a, resources: {limits: {nvidia.com/gpu: 1}}}
  - {name: b, image: b, resources: {limits: {nvidia.com/gpu: 1}}}
  - {name: c, image: c, resources: {requests: {cpu: 1, memory: 2Gi}}}
`;
    const { patched } = decide(text, profile, { cpu: "2", memory: "3Gi" });
    expect(patched.spec.resources).toEqual({
      requests: { cpu: 5 },
      limits: { cpu: 5, memory: "8192Mi" },
    });
    expect(patched.spec.containers[0].resources.requests).toEqual({ cpu: 2, memory: "3Gi" });
    expect(patched.spec.containers[1].resources.requests).toEqual({ cpu: 2, memory: "3Gi" });
    expect(patched.spec.containers[2].resources).toEqual({ requests: { cpu: 1, memory: "2Gi" } });
  });

  it("refuse what is no amount", () => {
    const { codes } = decide(job(), profile, { memory: "0" });
    expect(codes).toContain("bad-quantity");
  });

  it("fill gaps alone where the config's defaults say them", () => {
    const origin: Origin = { kind: "config-defaults" };
    const filled = { ...settings(profile), cpu: { value: "8", origin }, memory: { value: "64Gi", origin } };
    const resources = (container: string) => {
      const text = job({ container });
      const [workload] = workloadsOf(text);
      if (workload === undefined) throw new Error("no workload");
      const surroundings = surroundingsOf(objectsOf(text));
      const decision = decideWorkload({ workload, settings: filled, catalog, surroundings });
      if (decision.kind !== "made") throw new Error("refused");
      return decision.operations.flatMap(({ op, path }) =>
        path.includes("resources") ? [`${op} ${path.slice(-2).join(".")}`] : [],
      );
    };
    expect(resources("tty: true")).toEqual([
      "set limits.nvidia.com/gpu",
      "set requests.cpu",
      "set requests.memory",
      "set limits.memory",
    ]);
    expect(resources("resources: {requests: {cpu: 1}, limits: {memory: 1Gi}}")).toEqual([
      "set limits.nvidia.com/gpu",
    ]);
  });

  it("stand where bursty had written others, and are what bursty finds then", () => {
    const bursty = decide(deployment({ container: gpus(2) }), "bursty", { cpu: "500m", memory: "1Gi" });
    const back = decide(bursty.text, profile, both);
    expect(back.patched.spec.template.spec.containers[0].resources).toEqual({
      limits: { "nvidia.com/gpu": 2, memory: "64Gi" },
      requests: { cpu: 8, memory: "64Gi" },
    });
    const again = decide(back.text, "bursty");
    expect(again.patched.spec.template.spec.containers[0].resources).toEqual({
      limits: { memory: "64Gi" },
      requests: { cpu: 8, memory: "64Gi" },
    });
    expect(again.codes).not.toContain("cpu-assumed");
  });

  it("count before the size of the shared memory is judged", () => {
    const container = "resources: {limits: {memory: 8Gi, nvidia.com/gpu: 2}}";
    const codes = (memory: string) => decide(job({ container }), profile, { shm: "32Gi", memory }).codes;
    expect(codes("64Gi")).not.toContain("shm-exceeds-memory");
    expect(codes("16Gi")).toContain("shm-exceeds-memory");
  });
});

describe("the CPU that bursty invents", () => {
  it("is told with its container, once", () => {
    const first = decide(deployment({ container: gpus(1) }), "bursty");
    const told = first.decision.diagnostics.filter(({ code }) => code === "cpu-assumed");
    expect(told.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^cpu: 1 is requested for container "[\w-]+" of Deployment\/[\w-]+: nothing says/,
      ),
    ]);
    expect(decide(first.text, "bursty").codes).not.toContain("cpu-assumed");
  });

  it("is not where something says how much", () => {
    for (const said of ["requests: {cpu: 2}", "limits: {cpu: 2}"])
      expect(decide(pod({ container: `resources:\n  ${said}` }), "bursty").codes).not.toContain(
        "cpu-assumed",
      );
    expect(decide(deployment({ container: gpus(1) }), "bursty", { cpu: "2" }).codes).not.toContain(
      "cpu-assumed",
    );
  });
});
