import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { declarationOf } from "../../../src/kernel/code-lookup/declaration-of.ts";
import { deployment, gpus, pod, statefulSet } from "../manifests.ts";
import { bursty, join, refusals } from "./run.ts";

const web = (spec = "replicas: 2", podPart = "", more = ""): string =>
  deployment({ spec, container: gpus(1), pod: podPart, more });

const hpa = (name: string, spec = "", labels = ""): string =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: ${name}\n${labels}spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: web\n  minReplicas: 1\n  maxReplicas: 3\n${spec}`;

const claim = (name: string, mode: string): string =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: ${name}\nspec:\n  accessModes: [${mode}]\n`;

const DATA = "volumes:\n- name: data\n  persistentVolumeClaim:\n    claimName: data";

describe("the autoscaler of a Deployment", () => {
  it("follows it by name and namespace between its replicas and four times as many", () => {
    const { generated, decision } = bursty(
      deployment({ metadata: "name: web\nnamespace: shop", spec: "replicas: 2", container: gpus(1) }),
    );
    expect(generated.apiVersion).toBe("autoscaling/v2");
    expect(generated.metadata).toEqual({
      name: "web",
      namespace: "shop",
      labels: { "app.kubernetes.io/managed-by": "gpuify" },
    });
    expect(generated.spec.scaleTargetRef).toEqual({ apiVersion: "apps/v1", kind: "Deployment", name: "web" });
    expect(generated.spec).toMatchObject({ minReplicas: 2, maxReplicas: 8 });
    expect(decision.generated[0]?.place).toBe("after");
    expect(decision.peak?.after).toEqual({ cpuMillis: 8000, memoryBytes: null, pods: 8 });
  });

  it("grows fast and shrinks slowly", () => {
    const { behavior } = bursty(web()).generated.spec;
    expect(behavior.scaleUp.stabilizationWindowSeconds).toBe(0);
    expect(behavior.scaleDown.stabilizationWindowSeconds).toBe(300);
    expect(behavior.scaleDown.policies).toEqual([{ type: "Percent", value: 10, periodSeconds: 60 }]);
  });

  it("measures the pod where it has one container only", () => {
    expect(bursty(web()).generated.spec.metrics).toEqual([
      {
        type: "Resource",
        resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
      },
    ]);
  });

  it("▲ measures the chosen container where there are others: one without a request blinds a pod-level metric", () => {
    const sidecar = "- name: istio-proxy\n  image: proxyv2";
    const metrics = [
      {
        type: "ContainerResource",
        containerResource: {
          name: "cpu",
          container: "main",
          target: { type: "Utilization", averageUtilization: 70 },
        },
      },
    ];
    expect(bursty(web("", "", sidecar)).generated.spec.metrics).toEqual(metrics);
    const restartable = "initContainers:\n- name: logs\n  image: a\n  restartPolicy: Always";
    expect(bursty(web("", "", restartable)).generated.spec.metrics).toEqual(metrics);
    const ordinary = "initContainers:\n- name: warm\n  image: a";
    expect(bursty(web("", "", ordinary)).generated.spec.metrics[0].type).toBe("Resource");
  });

  it("measures the pod on a Kubernetes without container metrics, and warns", () => {
    const run = bursty(web("", "", "- name: istio-proxy\n  image: proxyv2"), { kubernetesMinor: 26 });
    expect(run.generated.spec.metrics[0].type).toBe("Resource");
    expect(run.codes).toContain("pod-wide-metric");
  });

  it("measures the pod where the CPU request is the pod's", () => {
    const text = web("", "resources:\n  requests:\n    cpu: 4", "- name: istio-proxy\n  image: proxyv2");
    expect(bursty(text).generated.spec.metrics[0].type).toBe("Resource");
    expect(bursty(text, { kubernetesMinor: 32 }).codes).toContain("pod-level-metric");
    expect(bursty(text, { cpu: "2" }).generated.spec.metrics[0].type).toBe("ContainerResource");
  });

  it("takes its bounds from the flags", () => {
    const bounds = (flags: Parameters<typeof bursty>[1]): unknown => {
      const { spec } = bursty(web(), flags).generated;
      return [spec.minReplicas, spec.maxReplicas];
    };
    expect(bounds({ maxReplicas: 20 })).toEqual([2, 20]);
    expect(bounds({ burst: 10 })).toEqual([2, 20]);
    expect(bounds({ burst: 1.4 })).toEqual([2, 3]);
    expect(bounds({ replicas: 3 })).toEqual([3, 12]);
    expect(bounds({ replicas: 3, maxReplicas: 5 })).toEqual([3, 5]);
  });

  it("has a minimum of one where the manifest has no replicas", () => {
    expect(bursty(web("")).generated.spec).toMatchObject({ minReplicas: 1, maxReplicas: 4 });
  });

  it("is refused with a maximum below the minimum", () => {
    expect(refusals(web(), { maxReplicas: 1 })).toEqual(["max-below-min"]);
  });

  it("is refused where the container it measures is not known", () => {
    const text = deployment({ more: "- name: second\n  image: b" });
    expect(refusals(text)).toEqual(["ambiguous-container"]);
    expect(bursty(text, { container: "second" }).generated.spec.metrics[0].containerResource.container).toBe(
      "second",
    );
  });

  it("measures the pod where the container is not known, but all of them ask for CPU", () => {
    const cpu = "resources:\n  requests:\n    cpu: 100m";
    const text = deployment({
      container: cpu,
      more: `- name: second\n  image: b\n  ${cpu.replaceAll("\n", "\n  ")}`,
    });
    expect(bursty(text).generated.spec.metrics[0].type).toBe("Resource");
    expect(refusals(text, { cpu: "2" })).toEqual(["ambiguous-container"]);
  });

  it("comes for a Deployment without a GPU too", () => {
    const run = bursty(deployment({ spec: "replicas: 3" }));
    expect(run.generated.spec.maxReplicas).toBe(12);
    expect(run.podSpec.containers[0].resources).toEqual({ requests: { cpu: 1 } });
  });

  it("is refused where replicas are no plain number", () => {
    expect(refusals(web('replicas: "2"'))).toEqual(["replicas-not-a-number"]);
    expect(refusals(web("replicas: -5"))).toEqual(["replicas-not-a-number"]);
  });
});

describe("replicas", () => {
  it("▲ stay, because removing them makes the next apply drop to one", () => {
    const run = bursty(web());
    expect(run.patched.spec.replicas).toBe(2);
    expect(run.codes).toContain("replicas-kept");
  });

  it("that stay are a conflict under server-side apply, where the flag alone is enough", () => {
    const said = bursty(web()).decision.diagnostics.find(({ code }) => code === "replicas-kept");
    expect(said?.message).toContain("and server-side apply reports a conflict");
    expect(declarationOf("replicas-kept")?.advice).toContain(
      "With `kubectl apply --server-side`, the flag alone is enough",
    );
    const released = bursty(web(), { releaseReplicas: true }).decision.diagnostics;
    expect(released.find(({ code }) => code === "replicas-released")?.advice).toMatch(
      /^With `kubectl apply --server-side`, no command is needed .* Otherwise run: kubectl apply view-last-applied/,
    );
  });

  it("go with --release-replicas, which names the command that prevents the drop", () => {
    const run = bursty(
      deployment({ metadata: "name: web\nnamespace: shop", spec: "replicas: 2", container: gpus(1) }),
      {
        releaseReplicas: true,
      },
    );
    expect("replicas" in run.patched.spec).toBe(false);
    expect(run.generated.spec).toMatchObject({ minReplicas: 2, maxReplicas: 8 });
    const said = run.decision.diagnostics.find(({ code }) => code === "replicas-released");
    expect(said?.advice).toContain(
      `kubectl apply view-last-applied deployment/web -n shop -o json | kubectl patch --local -f - --type=json -p '[{"op":"remove","path":"/spec/replicas"}]' -o json | kubectl apply set-last-applied -n shop -f -`,
    );
  });

  it("do not go where nothing would set them", () => {
    const run = bursty(web(), { releaseReplicas: true, noAutoscale: true });
    expect(run.patched.spec.replicas).toBe(2);
    expect(run.codes).toContain("replicas-not-released");
  });

  it.each([
    ["an autoscaler of others", hpa("theirs"), {}],
    ["one that this run adds", "", { maxReplicas: 5 }],
  ])("of 0 stay with --release-replicas and %s: without the field one pod would start", (_, other, flags) => {
    const run = bursty(other === "" ? web("replicas: 0") : join(web("replicas: 0"), other), {
      releaseReplicas: true,
      ...flags,
    });
    expect(run.patched.spec.replicas).toBe(0);
    const said = run.decision.diagnostics.find(({ code }) => code === "replicas-not-released");
    expect(said?.message).toContain("it is scaled to 0 replicas");
    expect(run.decision.peak?.after.pods).toBe(0);
  });

  it("of 0 are not said to be set back by each apply", () => {
    expect(bursty(web("replicas: 0"), { maxReplicas: 5 }).codes).not.toContain("replicas-kept");
  });

  it("and the minimum follow --replicas, and with --release-replicas only the minimum", () => {
    const set = bursty(web(), { replicas: 6 });
    expect(set.patched.spec.replicas).toBe(6);
    expect(set.generated.spec.minReplicas).toBe(6);
    const released = bursty(web(), { replicas: 6, releaseReplicas: true });
    expect("replicas" in released.patched.spec).toBe(false);
    expect(released.generated.spec.minReplicas).toBe(6);
  });

  it("are left alone by --no-autoscale", () => {
    const run = bursty(web(), { noAutoscale: true });
    expect(run.patched.spec.replicas).toBe(2);
    expect(run.generated).toBeUndefined();
    expect(bursty(web(), { noAutoscale: true, replicas: 5 }).patched.spec.replicas).toBe(5);
  });
});

describe("no second autoscaler where it is not clear that the first is in another namespace:", () => {
  const inNamespace = (text: string, namespace: string): string =>
    text.replace(/^( {2}name: web|metadata:\n {2}name: theirs)$/m, `$1\n  namespace: ${namespace}`);

  it.each([
    ["the autoscaler names one", web(), inNamespace(hpa("theirs"), "shop")],
    ["the workload names one", inNamespace(web(), "shop"), hpa("theirs")],
  ])("▲ %s", (_, workload, autoscaler) => {
    const run = bursty(join(workload, autoscaler));
    expect(run.generated).toBeUndefined();
    expect(run.codes).toContain("autoscaler-kept");
  });

  it.each([
    ["both name one", inNamespace(web(), "shop"), inNamespace(hpa("theirs"), "prod")],
    ["its own target is there", web(), join(inNamespace(hpa("theirs"), "shop"), inNamespace(web(), "shop"))],
  ])("but one of its own where %s", (_, workload, others) => {
    expect(bursty(join(workload, others)).generated).toBeDefined();
  });
});

it("no autoscaler on a Kubernetes that does not serve autoscaling/v2", () => {
  const run = bursty(web(), { kubernetesMinor: 22, maxReplicas: 9 });
  expect(run.generated).toBeUndefined();
  expect(run.codes).toContain("no-autoscaler-too-old");
  expect(bursty(web(), { kubernetesMinor: 23 }).generated).toBeDefined();
});

describe("no autoscaler, unless --max-replicas insists,", () => {
  it.each([
    ["strategy Recreate", web("strategy:\n  type: Recreate"), "no-autoscaler-recreate"],
    ["zero replicas", web("replicas: 0"), "no-autoscaler-zero-replicas"],
    ["a paused rollout", web("paused: true"), "no-autoscaler-paused"],
    ["a rollout paused in YAML 1.1", web("paused: yes"), "no-autoscaler-paused"],
    ["one replica with data", web("replicas: 1", DATA), "no-autoscaler-single-with-data"],
    ["a StatefulSet", statefulSet({ container: gpus(1) }), "no-autoscaler-stateful-set"],
  ])("with %s", (_, text, code) => {
    const run = bursty(text);
    expect(run.generated).toBeUndefined();
    expect(run.codes).toContain(code);
    expect(run.podSpec.containers[0].resources).toEqual({ requests: { cpu: 1 } });
    const insisting = bursty(text, { maxReplicas: 5 });
    expect(insisting.generated.spec.maxReplicas).toBe(5);
    expect(insisting.generated.spec.minReplicas).toBe(1);
  });

  it("and none of these holds for scratch volumes, more replicas or a number that --replicas gives", () => {
    const scratch =
      "volumes:\n- name: a\n  emptyDir: {}\n- name: b\n  configMap:\n    name: c\n- name: d\n  ephemeral: {}";
    expect(bursty(web("replicas: 1", scratch)).generated).toBeDefined();
    expect(bursty(web("replicas: 2", DATA)).generated).toBeDefined();
    expect(bursty(web("replicas: 0"), { replicas: 2 }).generated.spec.minReplicas).toBe(2);
  });

  it("and none for data that nothing can write to, devices of the node, or a claim of many", () => {
    const grows = (volume: string, mount = "", more = ""): boolean =>
      bursty(
        join(
          deployment({
            spec: "replicas: 1",
            container: `${gpus(1)}${mount}`,
            pod: `volumes:\n- name: v\n  ${volume}`,
          }),
          ...(more === "" ? [] : [more]),
        ),
      ).generated !== undefined;
    const readOnly = "\nvolumeMounts:\n- name: v\n  mountPath: /m\n  readOnly: true";
    expect(grows("nfs: {server: s, path: /models}")).toBe(false);
    expect(grows("nfs: {server: s, path: /models, readOnly: true}")).toBe(true);
    expect(grows("hostPath: {path: /models}", readOnly)).toBe(true);
    expect(grows("hostPath: {path: /dev/nvidia0}")).toBe(true);
    expect(grows("persistentVolumeClaim: {claimName: data}", readOnly)).toBe(false);
    expect(grows("persistentVolumeClaim: {claimName: data}", readOnly, claim("data", "ReadOnlyMany"))).toBe(
      true,
    );
    expect(grows("persistentVolumeClaim: {claimName: data}", "", claim("data", "ReadWriteMany"))).toBe(false);
  });

  it("and never for a ReplicaSet or an object without a name", () => {
    const replicaSet = web().replace("kind: Deployment", "kind: ReplicaSet");
    expect(bursty(replicaSet, { maxReplicas: 5 }).codes).toContain("no-autoscaler-kind");
    const nameless = deployment({ metadata: "generateName: web-", container: gpus(1) });
    expect(bursty(nameless, { maxReplicas: 5 }).codes).toContain("no-autoscaler-unnamed");
  });
});

describe("claims that one node can mount", () => {
  const shared = (mode: string): string => join(web("replicas: 2", DATA), claim("data", mode));

  it("stop any growth without --force", () => {
    for (const mode of ["ReadWriteOnce", "ReadWriteOncePod"]) {
      const run = bursty(shared(mode), { replicas: 5, maxReplicas: 9 });
      expect(run.generated).toBeUndefined();
      expect(run.patched.spec.replicas).toBe(2);
      expect(run.codes.filter((code) => code === "shared-claim")).toHaveLength(2);
    }
    const forced = bursty(shared("ReadWriteOnce"), { replicas: 5, maxReplicas: 9, force: true });
    expect(forced.generated.spec).toMatchObject({ minReplicas: 5, maxReplicas: 9 });
    expect(forced.patched.spec.replicas).toBe(5);
  });

  it("are not those that many nodes can mount, nor those that are not in the input", () => {
    expect(bursty(shared("ReadWriteMany")).generated).toBeDefined();
    expect(bursty(shared("ReadOnlyMany")).generated).toBeDefined();
    expect(bursty(web("replicas: 2", DATA)).generated).toBeDefined();
  });

  it("are those that many nodes can only read, unless the pods only read them", () => {
    const modes = "ReadWriteOnce, ReadOnlyMany";
    expect(bursty(shared(modes)).codes).toContain("shared-claim");
    const readOnly = DATA.replace("claimName: data", "claimName: data\n    readOnly: true");
    expect(bursty(join(web("replicas: 2", readOnly), claim("data", modes))).generated).toBeDefined();
  });

  it("may be a disk without a claim", () => {
    const disk = "volumes:\n- name: d\n  gcePersistentDisk:\n    pdName: models";
    expect(bursty(web("replicas: 2", disk)).codes).toContain("shared-claim");
  });

  it("do not stop a smaller number", () => {
    expect(bursty(shared("ReadWriteOnce"), { replicas: 1, noAutoscale: true }).patched.spec.replicas).toBe(1);
  });
});

describe("autoscalers that are there", () => {
  it("▲ are kept: a second one on the same target stops both", () => {
    const run = bursty(join(web(), hpa("scale-web")));
    expect(run.decision.generated).toEqual([]);
    expect(run.codes).toContain("autoscaler-kept");
    expect(run.decision.peak?.after.pods).toBe(3);
  });

  it("are told when --max-replicas cannot change them, and when there are two", () => {
    const run = bursty(join(web(), hpa("one"), hpa("two")), { maxReplicas: 9 });
    const kept = run.decision.diagnostics.find(({ code }) => code === "autoscaler-kept");
    expect(kept?.severity).toBe("warning");
    expect(run.codes).toContain("two-autoscalers");
  });

  it("are warned about where they scale by a GPU metric, at the very line", () => {
    const metric =
      "  metrics:\n  - type: Pods\n    pods:\n      metric:\n        name: DCGM_FI_DEV_GPU_UTIL\n";
    const text = join(web(), hpa("scale-web", metric));
    const said = bursty(text).decision.diagnostics.find(({ code }) => code === "gpu-metric");
    expect(text.split("\n")[(said?.location?.line ?? 0) - 1]).toContain("DCGM_FI_DEV_GPU_UTIL");
  });

  it("may be KEDA's or vertical ones, but not one that only recommends", () => {
    const keda =
      "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  name: k\nspec:\n  scaleTargetRef:\n    name: web\n  maxReplicaCount: 7\n";
    expect(bursty(join(web(), keda)).decision.generated).toEqual([]);
    const vpa = (mode: string): string =>
      `apiVersion: autoscaling.k8s.io/v1\nkind: VerticalPodAutoscaler\nmetadata:\n  name: v\nspec:\n  targetRef:\n    kind: Deployment\n    name: web\n  updatePolicy:\n    updateMode: "${mode}"\n`;
    expect(bursty(join(web(), vpa("Auto"))).decision.generated).toEqual([]);
    expect(bursty(join(web(), vpa("Off"))).decision.generated).toHaveLength(1);
  });

  it("of the same name that aim at something else are not written over", () => {
    const other = hpa("web").replace("name: web\n  minReplicas", "name: api\n  minReplicas");
    const run = bursty(join(web(), other));
    expect(run.decision.generated).toEqual([]);
    expect(run.codes).toContain("no-autoscaler-name-taken");
  });
});

describe("an autoscaler that gpuify generated before", () => {
  const before = bursty(web()).stream;
  const boundsOf = (stream: string): unknown => {
    const spec = parseAllDocuments(stream)[1]?.toJS().spec;
    return [spec.minReplicas, spec.maxReplicas];
  };

  it("keeps the bounds its owner gave it", () => {
    const edited = before.replace("maxReplicas: 8", "maxReplicas: 30");
    const run = bursty(edited);
    expect(run.decision.sideEdits).toEqual([]);
    expect(boundsOf(run.stream)).toEqual([2, 30]);
  });

  it("follows flags of a later run, computed from the owner's replicas and never from its own", () => {
    expect(boundsOf(bursty(before, { maxReplicas: 12 }).stream)).toEqual([2, 12]);
    expect(boundsOf(bursty(before, { burst: 3 }).stream)).toEqual([2, 6]);
    expect(boundsOf(bursty(before, { replicas: 3 }).stream)).toEqual([3, 8]);
    expect(boundsOf(bursty(before, { replicas: 10 }).stream)).toEqual([10, 40]);
    const raised = bursty(web(), { replicas: 6 }).stream;
    expect(boundsOf(bursty(raised, { burst: 4 }).stream)).toEqual([6, 8]);
  });

  it("is refused bounds that cross", () => {
    expect(refusals(before, { maxReplicas: 1 })).toEqual(["max-below-min"]);
  });

  it("leaves the stream with --no-autoscale, and where somebody else's takes over", () => {
    const gone = bursty(before, { noAutoscale: true });
    expect(gone.decision.dropped[0]?.command).toBe("kubectl delete hpa/web");
    const replaced = bursty(join(before, hpa("scale-web")));
    expect(replaced.decision.dropped).toHaveLength(1);
  });

  it("is generated again with the same bounds where it is not in the input", () => {
    const [workload = ""] = bursty(web(), { replicas: 6 }).stream.split("---\n");
    expect(bursty(workload).generated.spec).toMatchObject({ minReplicas: 2, maxReplicas: 8 });
    const [released = ""] = bursty(web(), { releaseReplicas: true }).stream.split("---\n");
    expect(bursty(released).generated.spec).toMatchObject({ minReplicas: 2, maxReplicas: 8 });
  });
});

it("▲ adds no spread constraint: one would switch off the scheduler's own zone spread", () => {
  expect(bursty(web()).podSpec.topologySpreadConstraints).toBeUndefined();
});

it("says the peak before and after", () => {
  const container =
    "resources:\n  limits:\n    nvidia.com/gpu: 1\n  requests:\n    cpu: 500m\n    memory: 1Gi";
  const { peak, gpus: count } = bursty(deployment({ spec: "replicas: 3", container })).decision;
  expect(count.before).toBe(3);
  expect(peak).toEqual({
    before: { cpuMillis: 1500, memoryBytes: 3 * 2 ** 30, pods: 3 },
    after: { cpuMillis: 6000, memoryBytes: 12 * 2 ** 30, pods: 12 },
  });
  expect(bursty(pod({ container: gpus(1) })).decision.peak?.before.cpuMillis).toBeNull();
});
