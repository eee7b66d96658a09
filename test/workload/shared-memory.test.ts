import { describe, expect, test } from "vitest";
import { leadPodSet, type Workload } from "../../src/k8s/workload.ts";
import { gracePeriod } from "../../src/workload/grace-period.ts";
import { indexedNames } from "../../src/workload/indexed-names.ts";
import { memoryLimitOf } from "../../src/workload/memory-limit.ts";
import {
  containersMounting,
  hasSharedMemory,
  mountedAtShm,
  mountSharedMemory,
  sharesMemory,
  shmMountPath,
} from "../../src/workload/shared-memory.ts";
import { workloadsOf } from "../patch/decide.ts";
import { cronJob, job, pod } from "../patch/manifests.ts";

function read(text: string): Workload {
  const [workload] = workloadsOf(text);
  if (workload === undefined) throw new Error("no workload");
  return workload;
}

const mounting = (path: string) => pod({ container: `volumeMounts: [{name: shm, mountPath: ${path}}]` });

describe("shared memory", () => {
  test.each([
    ["/dev/shm", true, true],
    ["/dev/shm/", true, true],
    ["/dev", false, false],
    ["/data", false, false],
  ])("a mount at %s", (path, has, isThere) => {
    const workload = read(mounting(path));
    const [container] = leadPodSet(workload).containers;
    if (container === undefined) throw new Error("no container");
    expect(hasSharedMemory(leadPodSet(workload), container)).toBe(has);
    expect(mountedAtShm(container)).toBe(isThere ? "shm" : null);
    expect(shmMountPath(container)).toEqual(isThere ? [...container.path, "volumeMounts", 0] : null);
  });

  test("is mounted from a new volume with or without a size, or from the one that is there", () => {
    const workload = read(pod());
    const mount = {
      op: "append",
      path: ["spec", "containers", 0, "volumeMounts"],
      value: { name: "dshm", mountPath: "/dev/shm" },
    };
    const volume = (emptyDir: object) => ({
      op: "append",
      path: ["spec", "volumes"],
      value: { name: "dshm", emptyDir },
    });
    const { containers } = leadPodSet(workload);
    expect(mountSharedMemory(leadPodSet(workload), containers, "")).toEqual([
      volume({ medium: "Memory" }),
      mount,
    ]);
    expect(mountSharedMemory(leadPodSet(workload), containers, "8Gi")).toEqual([
      volume({ medium: "Memory", sizeLimit: "8Gi" }),
      mount,
    ]);
    const there = read(pod({ pod: "volumes: [{name: dshm, emptyDir: {medium: Memory}}]" }));
    expect(mountSharedMemory(leadPodSet(there), leadPodSet(there).containers, "8Gi")).toEqual([mount]);
  });

  test("is for devices whose libraries use it", () => {
    const vendors = ["nvidia", "amd", "google", "aws", "intel", "habana", "other"] as const;
    expect(vendors.map(sharesMemory)).toEqual(["yes", "yes", "no", "no", "unknown", "unknown", "unknown"]);
  });
});

describe("the memory limit of what a volume in memory holds", () => {
  const limited = (limit: string, more = "") =>
    read(
      pod({
        container: `volumeMounts: [{name: shm, mountPath: /dev/shm}]\nresources: {limits: {${limit}}}`,
        pod: `initContainers:\n- name: warm\n  image: a\n  volumeMounts: [{name: shm, mountPath: /dev/shm}]\n  resources: {limits: {memory: 1Gi}}\n${more}`,
      }),
    );
  const told = (workload: Workload) =>
    memoryLimitOf(leadPodSet(workload), containersMounting(leadPodSet(workload), "shm"))?.text ?? null;

  test("is the sum of the containers', or the pod's where one has none", () => {
    expect(told(limited("memory: 2Gi"))).toBe("the containers that mount it have memory limits of 2Gi + 1Gi");
    expect(told(limited("cpu: 1"))).toBeNull();
    expect(told(limited("cpu: 1", "resources: {limits: {memory: 4Gi}}"))).toBe(
      "the memory limit of the pod is 4Gi",
    );
    expect(memoryLimitOf(leadPodSet(read(pod())), [])).toBeNull();
  });
});

test("a grace period is 30 s unless one is written; what is no number is none", () => {
  const of = (line: string) => gracePeriod(leadPodSet(read(pod(line === "" ? {} : { pod: line }))));
  expect(of("")).toMatchObject({ seconds: 30, isWritten: false });
  expect(of("terminationGracePeriodSeconds: 120")).toMatchObject({ seconds: 120, isWritten: true });
  expect(of("terminationGracePeriodSeconds: <GRACE>")).toBeNull();
});

test("the names of indexed pods are longer where a CronJob or generateName adds to them", () => {
  const named = (text: string) => indexedNames(read(text), 12);
  const [plain, cron] = [named(job()), named(cronJob())];
  expect(plain).toMatchObject({ added: 0, length: plain.stem.length + 3, hasDots: false });
  expect(cron).toMatchObject({ added: 11, length: cron.stem.length + 14 });
  const generated = named(job().replace(/name: (\S+)/, "generateName: $1-"));
  expect(generated).toMatchObject({ added: 5, length: generated.stem.length + 8 });
});
