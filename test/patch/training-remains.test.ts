import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { codesOf, run, textAfter } from "../pipeline/run.ts";

/** What training adds goes with the next profile, and what people wrote stays. */

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: main # the only one
        image: registry.example/web:1
        readinessProbe: {tcpSocket: {port: 80}}
`;
const JOB = `apiVersion: batch/v1
kind: Job
metadata:
  name: finetune
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: main
        image: registry.example/train:1
`;
const CRON = `apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: "0 1 * * *"
  jobTemplate:
    spec: {parallelism: 2, completions: 2, template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}
`;

type Flags = NonNullable<Parameters<typeof run>[1]>["flags"];

function through(text: string, profiles: readonly string[], flags: Flags = {}): string {
  return profiles.reduce((state, profile) => textAfter(run(state, { profile, flags })), text);
}

/** Fields of what training adds, one a line. */
const ANNOTATIONS = `      annotations:
        cluster-autoscaler.kubernetes.io/safe-to-evict: "false"
        karpenter.sh/do-not-disrupt: "true"
`;
const POLICY = `  podFailurePolicy:
    rules:
    - action: Ignore
      onPodConditions:
      - type: DisruptionTarget
`;

describe.each([
  ["a Deployment", DEPLOYMENT],
  ["a Job", JOB],
  ["a CronJob in flow style", CRON],
])("%s", (_name, text) => {
  const direct = through(text, ["continuous"]);

  test("is after training as if it had never been there", () => {
    expect(through(text, ["training"])).toMatch(/safe-to-evict[\s\S]*dshm/);
    expect(through(text, ["training", "continuous"])).toBe(direct);
    expect(through(text, ["continuous", "training", "continuous"])).toBe(direct);
  });

  test("is after training and bursty as if they had never been there", () => {
    expect(through(text, ["continuous", "training", "bursty", "continuous"])).toBe(direct);
    const bursty = through(text, ["continuous", "training", "bursty"]);
    expect(bursty).not.toMatch(/backoffLimit|podFailurePolicy|volumes/);
  });

  test("trains again as before", () => {
    const trained = through(text, ["training"]);
    expect(parse(through(text, ["training", "bursty", "training"]))).toEqual(parse(trained));
    expect(parse(through(text, ["training", "continuous", "training"]))).toEqual(parse(trained));
  });
});

describe("what people wrote stays", () => {
  test("annotations against eviction alone are no sign of training", () => {
    expect.hasAssertions();
    for (const [wanted, annotations] of [
      [["eviction-annotations-stay"], ANNOTATIONS],
      [[], ANNOTATIONS.replace(/.*karpenter.*\n/, "")],
    ] as const) {
      const own = DEPLOYMENT.replace("      labels: {app: web}\n", `$&${annotations}`);
      const outcome = run(own, { profile: "continuous" });
      expect(textAfter(outcome)).toContain(annotations);
      expect(codesOf(outcome).filter((code) => code.startsWith("eviction"))).toEqual(wanted);
    }
  });

  test("those above what was there before stay, the last ones go with the memory, and that is told", () => {
    const own = DEPLOYMENT.replace(
      "      labels: {app: web}\n",
      `$&      annotations:\n        cluster-autoscaler.kubernetes.io/safe-to-evict: "false"\n        team: web\n`,
    );
    const trained = textAfter(run(own, { profile: "training" }));
    expect(trained).toContain("karpenter.sh/do-not-disrupt");
    const back = run(trained, { profile: "continuous" });
    expect(textAfter(back)).toBe(through(own, ["continuous"]));
    expect(codesOf(back)).toContain("eviction-annotations-gone");
  });

  test("with several GPUs nothing tells who wrote the annotations: they stay, and that is told", () => {
    const flags = { gpus: 4 };
    const back = run(through(DEPLOYMENT, ["training"], flags), { profile: "continuous", flags });
    expect(textAfter(back)).toContain(ANNOTATIONS);
    expect(codesOf(back)).toContain("eviction-annotations-stay");
    expect(through(DEPLOYMENT, ["training", "continuous"], flags).replace(ANNOTATIONS, "")).toBe(
      through(DEPLOYMENT, ["continuous"], flags),
    );
  });

  test.each([
    ["a size", "          medium: Memory\n", "          medium: Memory\n          sizeLimit: 2Gi\n"],
    ["another medium", "          medium: Memory\n", '          medium: ""\n'],
    ["another name", /dshm/g, "shared"],
  ])("shared memory with %s is somebody's choice", (_name, part, instead) => {
    const own = through(DEPLOYMENT, ["training"]).replace(part, instead);
    expect(own).not.toBe(through(DEPLOYMENT, ["training"]));
    const back = through(own, ["continuous"]);
    expect(back).toContain("mountPath: /dev/shm");
    expect(back).toContain(ANNOTATIONS);
  });

  test("memory with a size is told, unless this profile asks for it", () => {
    const trained = through(DEPLOYMENT, ["training"], { shm: "2Gi" });
    const back = run(trained, { profile: "continuous" });
    expect(textAfter(back)).toContain("sizeLimit: 2Gi");
    expect(codesOf(back)).toContain("shared-memory-stays");
    const asked = run(trained, { profile: "continuous", flags: { shm: "2Gi" } });
    expect(codesOf(asked)).not.toContain("shared-memory-stays");
  });

  test("memory that was there before a GPU is settled in one run", () => {
    const own = `${DEPLOYMENT}        volumeMounts:
        - name: dshm
          mountPath: /dev/shm
      volumes:
      - name: dshm
        emptyDir:
          medium: Memory
`;
    const once = through(own, ["continuous"]);
    expect(through(once, ["continuous"])).toBe(once);
    expect(through(own, ["continuous"], { gpus: 2 })).toContain("mountPath: /dev/shm");
  });

  test.each([
    ["another number", JOB.replace("  template", "  backoffLimit: 5\n  template"), "backoffLimit: 5"],
    ["a rule of its own", `${JOB}${POLICY}    - action: Count\n      onPodConditions: []\n`, "action: Count"],
    ["a policy further up", JOB.replace("spec:\n", `spec:\n${POLICY}`), "podFailurePolicy"],
    ["a policy without our number", `${JOB}${POLICY}`, "podFailurePolicy"],
  ])("%s of a Job stays under the next profile", (_name, text, kept) => {
    expect.hasAssertions();
    for (const profile of ["continuous", "bursty"]) expect(through(text, [profile])).toContain(kept);
  });

  test("retries that go are told", () => {
    expect.hasAssertions();
    const trained = through(JOB, ["training"]);
    for (const profile of ["continuous", "bursty"]) {
      const back = run(trained, { profile });
      expect(textAfter(back)).not.toMatch(/backoffLimit|podFailurePolicy/);
      expect(back.diagnostics.map(({ message }) => message)).toContain(
        "taken out of Job/finetune, exactly as the training profile writes it: backoffLimit and podFailurePolicy",
      );
    }
  });
});

describe("retries beside restartPolicy OnFailure, which no policy shows to be gpuify's", () => {
  const onFailure = JOB.replace("restartPolicy: Never", "restartPolicy: OnFailure");
  const ofPeople = onFailure.replace("spec:\n", "spec:\n  backoffLimit: 3\n");

  test.each(["continuous", "bursty"])("go with the record under %s, and no one else's do", (profile) => {
    const trained = through(onFailure, ["training"]);
    expect(trained).toContain("backoffLimit: 3");
    expect(trained).toContain("gpuify.dev/restore-training");
    const back = through(trained, [profile]);
    expect(back).not.toContain("backoffLimit");
    expect(back).not.toContain("gpuify.dev/restore-training");
    expect(back).not.toContain("workers");
    expect(through(ofPeople, ["training", profile])).toContain("backoffLimit: 3");
  });

  test.each([[{}], [{ workers: 1 }]])("are written once: %j", (flags) => {
    const trained = through(onFailure, ["training"]);
    expect(through(trained, ["training"], flags)).toBe(trained);
  });

  test("of several pods leave no group of workers behind", () => {
    const several = onFailure.replace("spec:\n", "spec:\n  parallelism: 4\n  completions: 4\n");
    const back = through(several, ["training", "continuous"]);
    expect(parse(back).spec).toMatchObject({ parallelism: 4, completions: 4 });
    expect(back).not.toContain("backoffLimit");
    expect(back).not.toContain("gpuify.dev");
  });

  test("that somebody has changed since stay, and the record goes", () => {
    const changed = through(onFailure, ["training"]).replace("backoffLimit: 3", "backoffLimit: 5");
    const back = through(changed, ["continuous"]);
    expect(back).toContain("backoffLimit: 5");
    expect(back).not.toContain("gpuify.dev/restore-training");
  });

  test("go with the policy that a later run could add", () => {
    const never = through(onFailure, ["training"]).replace("OnFailure", "Never");
    const trained = through(never, ["training"]);
    expect(trained).toContain("podFailurePolicy");
    for (const profile of ["continuous", "bursty"]) {
      const back = through(trained, [profile]);
      expect(back).not.toContain("podFailurePolicy");
      expect(back).not.toContain("backoffLimit");
    }
  });

  test("beside a policy of the user's stand in front of it, without a record", () => {
    const rule = "{action: FailJob, onExitCodes: {operator: In, values: [1]}}";
    const own = JOB.replace("spec:\n", `spec:\n  podFailurePolicy:\n    rules:\n    - ${rule}\n`);
    const trained = through(own, ["training"]);
    expect(trained).toContain("  backoffLimit: 3\n  podFailurePolicy:\n");
    expect(trained).not.toContain("gpuify.dev");
  });

  test("of workers are part of the group, with other numbers too", () => {
    const eight = through(onFailure, ["training"], { workers: 8 });
    expect(eight).toContain("backoffLimit: 24\n");
    const two = through(eight, ["training"], { workers: 2 });
    expect(two).toContain("backoffLimit: 6\n");
    const one = through(through(onFailure, ["training"], { workers: 4 }), ["training"], { workers: 1 });
    expect(one).toContain("backoffLimit: 3\n");
    expect(through(one, ["continuous"])).not.toContain("backoffLimit");
  });
});
