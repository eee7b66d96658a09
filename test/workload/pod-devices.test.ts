import { expect, test } from "vitest";
import { leadPodSet } from "../../src/k8s/workload.ts";
import {
  deviceList,
  hasNoDevices,
  type PodDevices,
  podDevices,
  wholeGpusIn,
} from "../../src/workload/pod-devices.ts";
import { spareDevices, spareReason, spareText } from "../../src/workload/spare-devices.ts";
import { surroundingsOf } from "../../src/workload/surroundings.ts";
import { catalog, objectsOf, workloadsOf } from "../patch/decide.ts";
import { deployment, gpus } from "../patch/manifests.ts";

function knowledgeOf(text: string) {
  return { catalog, surroundings: surroundingsOf(objectsOf(text)) };
}

function devices(text: string): PodDevices {
  const [workload] = workloadsOf(text);
  if (workload === undefined) throw new Error("no workload");
  return podDevices(leadPodSet(workload), knowledgeOf(text));
}

const claim = (kind: string, name: string, spec: string): string => `---
apiVersion: resource.k8s.io/v1
kind: ${kind}
metadata: {name: ${name}}
spec: ${spec}
`;
const REQUESTS = "{devices: {requests: [{name: gpu, exactly: {deviceClassName: gpu.nvidia.com}}]}}";
const CLAIMING = `${deployment({
  container: `resources:\n  limits:\n    amd.com/gpu: 2\n  claims:\n  - name: own\n  - name: common`,
  pod: "resourceClaims:\n- {name: own, resourceClaimTemplateName: own}\n- {name: common, resourceClaimName: common}",
})}${claim("ResourceClaimTemplate", "own", `{spec: ${REQUESTS}}`)}${claim("ResourceClaim", "common", REQUESTS)}`;

test("an init container's devices are not added to those of the main ones, a sidecar's are", () => {
  const pod = (restart: string) => `initContainers:
- name: warm
  image: a
${restart}  resources: {limits: {nvidia.com/gpu: 3}}`;
  const own = { container: gpus(2) };
  expect([...devices(deployment({ ...own, pod: pod("") })).byResource]).toEqual([["nvidia.com/gpu", 3]]);
  expect([...devices(deployment({ ...own, pod: pod("  restartPolicy: Always\n") })).byResource]).toEqual([
    ["nvidia.com/gpu", 5],
  ]);
});

test("claims of each pod count, and those that all pods share are kept apart", () => {
  const found = devices(CLAIMING);
  expect(found).toMatchObject({ claimed: 1, shared: 1 });
  expect(wholeGpusIn(found, knowledgeOf(CLAIMING))).toBe(3);
  expect(deviceList(found, 2)).toBe("4 amd.com/gpu and 2 GPUs by claim");
});

test("parts are no whole GPUs; what cannot be read and zero count for nothing", () => {
  const mig = devices(deployment({ container: gpus(2, "nvidia.com/mig-1g.10gb") }));
  expect(deviceList(mig)).toBe("2 nvidia.com/mig-1g.10gb");
  expect(wholeGpusIn(mig, knowledgeOf(deployment()))).toBe(0);
  for (const amount of ["0", "<COUNT>"])
    expect(
      hasNoDevices(devices(deployment({ container: `resources: {limits: {nvidia.com/gpu: ${amount}}}` }))),
    ).toBe(true);
});

test("a rollout needs the devices of the pods that it starts, and its reason says what happens", () => {
  const need = (text: string, replicas: number) => {
    const [workload] = workloadsOf(text);
    return workload === undefined ? null : spareDevices(leadPodSet(workload), replicas, knowledgeOf(text));
  };
  const hanging = need(CLAIMING, 3);
  const going = need(CLAIMING, 8);
  if (hanging === null || going === null) throw new Error("nothing needed");
  expect(hanging.severity).toBe("warning");
  expect(spareReason(hanging)).toContain("hangs");
  expect(going.severity).toBe("info");
  expect(spareText(going, "each rollout")).toBe(
    "each rollout needs 4 amd.com/gpu and 2 GPUs by claim to spare: it starts 2 new pods beside old ones, and where none is free it goes on with 2 of 8 replicas missing",
  );
  expect(`${spareReason(going)}${spareText(going, "each rollout")}`).not.toContain("hang");
  expect(need(deployment(), 3)).toBeNull();
});
