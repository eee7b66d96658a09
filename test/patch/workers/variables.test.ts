import { describe, expect, it } from "vitest";
import { decide } from "../decide.ts";
import { cronJob, job } from "../manifests.ts";

const four = { workers: 4 };

const withEnv = (...variables: readonly string[]): string =>
  job({ container: `env:\n${variables.map((one) => `- ${one}`).join("\n")}` });

const result = (text: string) => {
  const { patched, codes, decision } = decide(text, "training", four);
  const env: readonly { name: string; value?: string }[] = patched.spec.template.spec.containers[0].env;
  return {
    names: env.map(({ name }) => name),
    of: (name: string) => env.find((one) => one.name === name),
    codes,
    decision,
  };
};

describe("variables of the user's", () => {
  it.each([
    ["MASTER_ADDR", "{name: MASTER_ADDR, value: localhost}"],
    ["MASTER_ADDR", "{name: MASTER_ADDR, value: other-0.web}"],
    ["MASTER_ADDR", "{name: MASTER_ADDR, valueFrom: {configMapKeyRef: {name: a, key: b}}}"],
    ["NODE_RANK", '{name: NODE_RANK, value: "0"}'],
    ["NNODES", '{name: NNODES, value: "2"}'],
    ["NNODES", '{name: NNODES, value: "many"}'],
  ])("%s that contradict stay, are told, and get no twin: %s", (name, variable) => {
    const { names, codes, decision } = result(withEnv(variable));
    expect(names.filter((one) => one.endsWith(name))).toEqual([name]);
    expect(codes).toContain("workers-variable-contradicts");
    expect(
      decision.diagnostics.find(({ code }) => code === "workers-variable-contradicts")?.message,
    ).toContain(`sets ${name} `);
  });

  it.each([
    ["PET_NNODES", '{name: PET_NNODES, value: "8"}'],
    ["PET_NODE_RANK", '{name: PET_NODE_RANK, value: "1"}'],
    ["PET_MASTER_ADDR", "{name: PET_MASTER_ADDR, value: 127.0.0.1}"],
  ])("for torchrun alone keep the common one away too: %s", (name, variable) => {
    const { names, codes } = result(withEnv(variable));
    expect(names).not.toContain(name.slice("PET_".length));
    expect(codes).toContain("workers-variable-contradicts");
  });

  it.each([
    "{name: MASTER_ADDR, value: web-0.web}",
    "{name: MASTER_ADDR, value: web-0.web.ml.svc.cluster.local}",
    '{name: NNODES, value: "4"}',
    '{name: PET_NNODES, value: "2:8"}',
    `{name: NODE_RANK, valueFrom: {fieldRef: {fieldPath: "metadata.annotations['batch.kubernetes.io/job-completion-index']"}}}`,
    `{name: PET_NODE_RANK, valueFrom: {fieldRef: {fieldPath: "metadata.labels['batch.kubernetes.io/job-completion-index']"}}}`,
    "{name: JOB_NAME, value: web}",
  ])("that say the same stay, and only what is missing is added: %s", (variable) => {
    const { names, codes } = result(withEnv(variable));
    expect(codes).not.toContain("workers-variable-contradicts");
    expect(new Set(names).size).toBe(names.length);
    for (const name of ["NODE_RANK", "MASTER_ADDR", "MASTER_PORT", "NNODES"])
      expect(names).toEqual(expect.arrayContaining([name, `PET_${name}`]));
  });

  it("for the port may say any, and the twin follows", () => {
    const common = result(withEnv('{name: MASTER_PORT, value: "1234"}'));
    expect(common.of("MASTER_PORT")?.value).toBe("1234");
    expect(common.of("PET_MASTER_PORT")?.value).toBe("$(MASTER_PORT)");
    const own = result(withEnv('{name: PET_MASTER_PORT, value: "1234"}'));
    expect(own.of("MASTER_PORT")?.value).toBe("$(PET_MASTER_PORT)");
  });

  it("called JOB_NAME for something else leave the Job's name to another one", () => {
    const { of } = result(withEnv("{name: JOB_NAME, value: my experiment}"));
    expect(of("JOB_NAME")?.value).toBe("my experiment");
    expect(of("MASTER_ADDR")?.value).toBe("$(GPUIFY_JOB_NAME)-0.web");
  });

  it("of a CronJob cannot name the first worker: each run has a name of its own", () => {
    const container = "env:\n- {name: MASTER_ADDR, value: web-0.web}";
    expect(decide(cronJob({ container }), "training", four).codes).toContain("workers-variable-contradicts");
  });

  it("that refer to the Job's name get it in front, where it was lost", () => {
    const { names } = result(withEnv("{name: MASTER_ADDR, value: $(JOB_NAME)-0.web}"));
    expect(names.indexOf("JOB_NAME")).toBeLessThan(names.indexOf("MASTER_ADDR"));
  });

  it("from envFrom are told to come second", () => {
    expect(result(job({ container: "envFrom: [{configMapRef: {name: a}}]" })).codes).toContain(
      "workers-variables-win",
    );
  });

  it("of other containers are left alone", () => {
    const more = "- name: istio-proxy\n  image: istio/proxyv2";
    const { patched } = decide(job({ more }), "training", four);
    expect(patched.spec.template.spec.containers[1].env).toBeUndefined();
    expect(patched.spec.template.spec.containers[0].env).toBeDefined();
  });
});

describe("a command line that beats the variables", () => {
  const run = (command: string) => decide(job({ container: `command: ${command}` }), "training", four).codes;

  it.each([
    "[torchrun, --standalone, train.py]",
    "[torchrun, --nnodes=1, train.py]",
    "[torchrun, --nnodes, '2', train.py]",
    "[torchrun, --node_rank=0, train.py]",
    "[torchrun, --master-addr, localhost, train.py]",
    "[torchrun, --rdzv-endpoint=localhost:0, train.py]",
    "[bash, -c, 'exec torchrun --nnodes=1:2 train.py']",
    "[accelerate, launch, --num_machines, '1', train.py]",
    "[accelerate, launch, --machine_rank=0, train.py]",
    "[accelerate, launch, --main_process_ip, 127.0.0.1, train.py]",
  ])("is warned about: %s", (command) => expect(run(command)).toContain("launcher-stays-alone"));

  it.each([
    "[torchrun, --nproc-per-node=8, train.py]",
    "[torchrun, --nnodes=4, train.py]",
    "[torchrun, '--nnodes=1:4', train.py]",
    "[torchrun, --nnodes=$(NNODES), --node-rank=$(NODE_RANK), --master-addr=$(MASTER_ADDR), train.py]",
    "[python, train.py, --standalone-eval]",
    "[python, train.py, --deepspeed, ds.json]",
  ])("is not, where it agrees: %s", (command) => expect(run(command)).not.toContain("launcher-stays-alone"));
});

describe("a launcher that does not read the variables", () => {
  const run = (command: string) => decide(job({ container: `command: ${command}` }), "training", four).codes;

  it.each([
    "[accelerate, launch, train.py]",
    "[sh, -c, 'exec deepspeed train.py']",
    "[deepspeed, --num_gpus=8, train.py]",
  ])("is warned about: %s", (command) => expect(run(command)).toContain("launcher-not-told"));

  it.each([
    "[accelerate, launch, '--num_machines=$(NNODES)', train.py]",
    "[accelerate, launch, --config_file, a.yaml, train.py]",
    "[deepspeed, --hostfile=/etc/hosts.txt, train.py]",
    "[python, train.py, --deepspeed, ds.json]",
    "[torchrun, train.py]",
  ])("is not, where it is told, or reads them: %s", (command) =>
    expect(run(command)).not.toContain("launcher-not-told"),
  );
});

describe("what keeps workers apart otherwise", () => {
  const codes = (pod: string, spec = "") =>
    decide(job({ pod: `restartPolicy: Never\n${pod}`, spec }), "training", four).codes;

  it("is the host's DNS", () => {
    expect(codes("hostNetwork: true")).toContain("workers-dns-of-host");
    expect(codes("hostNetwork: true\ndnsPolicy: ClusterFirstWithHostNet")).not.toContain(
      "workers-dns-of-host",
    );
    expect(codes("hostNetwork: false")).not.toContain("workers-dns-of-host");
    expect(codes("dnsPolicy: Default")).toContain("workers-dns-of-host");
    expect(codes("dnsPolicy: ClusterFirst")).not.toContain("workers-dns-of-host");
  });

  it("is a DNS of their own that does not make their names whole", () => {
    const none = "dnsPolicy: None\ndnsConfig:\n  nameservers: [10.96.0.10]";
    expect(codes(none)).toContain("workers-dns-without-searches");
    expect(codes(`${none}\n  searches: [default.svc.cluster.local]`)).not.toContain(
      "workers-dns-without-searches",
    );
  });

  it("is a worker that is given up while the others go on", () => {
    expect(codes("", "backoffLimitPerIndex: 1")).toContain("workers-retried-alone");
    expect(codes("", "backoffLimitPerIndex: 1\nmaxFailedIndexes: 0")).not.toContain("workers-retried-alone");
    expect(codes("")).not.toContain("workers-retried-alone");
  });
});

describe("a Service that a tool sends later than the Job", () => {
  const later = (annotations: string, service = "") =>
    decide(
      `${job({ metadata: `name: web\nannotations: {${annotations}}` })}${service}`,
      "training",
      four,
    ).codes.includes("workers-service-later");

  it.each([
    'argocd.argoproj.io/sync-wave: "-1"',
    "argocd.argoproj.io/hook: PreSync",
    'argocd.argoproj.io/hook: Sync, argocd.argoproj.io/sync-wave: "-1"',
    'argocd.argoproj.io/hook: "Sync, PreSync"',
    'helm.sh/hook: "pre-install,post-upgrade"',
    "helm.sh/hook: pre-upgrade",
  ])("is warned about: %s", (annotations) => expect(later(annotations)).toBe(true));

  it.each([
    'argocd.argoproj.io/sync-wave: "1"',
    'argocd.argoproj.io/sync-wave: "0"',
    "argocd.argoproj.io/hook: Sync",
    "argocd.argoproj.io/hook: PostSync",
    'argocd.argoproj.io/hook: PostSync, argocd.argoproj.io/sync-wave: "-1"',
    'helm.sh/hook: post-install, helm.sh/hook-weight: "-5"',
    "a: b",
  ])("is not, where it comes in time: %s", (annotations) => expect(later(annotations)).toBe(false));

  it("is none once it has the same annotations", () => {
    const wave = 'argocd.argoproj.io/sync-wave: "-1"';
    const service = (annotations: string) =>
      `---
apiVersion: v1
kind: Service
metadata: {name: web, annotations: {${annotations}}}
spec: {clusterIP: None, publishNotReadyAddresses: true, selector: {gpuify.dev/workers: web}}
`;
    expect(later(wave, service(""))).toBe(true);
    expect(later(wave, service(wave))).toBe(false);
    const hook = "helm.sh/hook: pre-install";
    expect(later(`${hook}, helm.sh/hook-weight: "-1"`, service(hook))).toBe(true);
    expect(later(hook, service(hook))).toBe(false);
  });
});
