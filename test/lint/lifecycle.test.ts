import { describe, expect, test } from "vitest";
import { lint } from "./kit.ts";

function found(id: string, text: string, minor = 36): readonly string[] {
  const { findings } = lint({ "a.yaml": text }, { only: [id], minor });
  return findings
    .filter(({ rule }) => rule.id === id)
    .map(({ severity, message }) => `${severity} ${message}`);
}

function deployment(spec: string, resource = "nvidia.com/gpu: 1"): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: llm}
spec:
  ${spec}
  selector: {matchLabels: {app: llm}}
  template:
    metadata: {labels: {app: llm}}
    spec:
      containers:
        - {name: server, image: "vllm/vllm-openai:v0.11.0", resources: {limits: {${resource}}}}
`;
}

function rollout(replicas: string, surge: string | null, unavailable: string | null): string {
  const numbers = [
    ...(surge === null ? [] : [`maxSurge: ${surge}`]),
    ...(unavailable === null ? [] : [`maxUnavailable: ${unavailable}`]),
  ];
  return deployment(`replicas: ${replicas}\n  strategy: {rollingUpdate: {${numbers.join(", ")}}}`);
}

describe("gpu-rollout-needs-spare counts as the Deployment controller does", () => {
  test.each([
    ["1", null, null, 1, "warning"],
    ["3", null, null, 1, "warning"],
    // From four replicas on 25 %, rounded down, lets one old pod end first.
    ["4", null, null, 1, "info"],
    ["5", null, null, 2, "info"],
    ["1", "100%", null, 1, "warning"],
    ["3", "34%", "0", 2, "warning"],
    ["3", "33%", "33%", 1, "warning"],
    ["3", "33%", "34%", 1, "info"],
    ["2", '"50%"', "49%", 1, "warning"],
    ["2", "50%", '"50%"', 1, "info"],
    ["100", "1%", "0", 1, "warning"],
    ["7", "2", "1", 2, "info"],
    ["1", "1", "1", 1, "info"],
    // No more new pods than replicas, however large the surge.
    ["2", "5", "0", 2, "warning"],
    ["1", "300%", "0", 1, "warning"],
  ])(
    "%s replicas, maxSurge %s, maxUnavailable %s: %i more, %s",
    (replicas, surge, unavailable, more, severity) => {
      const findings = found("gpu-rollout-needs-spare", rollout(replicas, surge, unavailable));
      expect(findings).toHaveLength(1);
      expect(findings[0]).toContain(`${severity} each rollout needs ${more} nvidia.com/gpu to spare`);
    },
  );

  test.each([
    ["1", "0", null],
    ["8", "0%", null],
    ["2", "0", "1"],
    // The API server rejects both as zero, and what is no number.
    ["2", "0", "0"],
    ["2", '"1"', null],
    ["2", "some", null],
    ["2", "-1", null],
    ["0", null, null],
    // Nothing runs, so a rollout starts nothing.
    ["0", "1", "0"],
    ["two", null, null],
  ])("%s replicas, maxSurge %s, maxUnavailable %s: nothing", (replicas, surge, unavailable) => {
    expect(found("gpu-rollout-needs-spare", rollout(replicas, surge, unavailable))).toEqual([]);
  });

  test("counts what the pod as a whole takes: an init container's GPUs are not added", () => {
    const text = deployment("replicas: 1", "nvidia.com/gpu: 2").replace(
      "      containers:",
      '      initContainers: [{name: warm, image: "a:1", resources: {limits: {nvidia.com/gpu: 3}}}]\n      containers:',
    );
    expect(found("gpu-rollout-needs-spare", text)[0]).toContain("3 nvidia.com/gpu to spare");
  });
});

describe("pdb-blocks-drain rounds as the disruption controller does", () => {
  const budget = (field: string): string => `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: llm}
spec:
  ${field}
  selector: {matchLabels: {app: llm}}
`;

  test.each([
    [1, "minAvailable: 1%", true],
    [2, "minAvailable: 50%", false],
    [2, "minAvailable: 51%", true],
    [3, "minAvailable: 66%", false],
    [3, "minAvailable: 67%", true],
    [4, "minAvailable: 3", false],
    [4, "minAvailable: 5", true],
    [4, "minAvailable: 0", false],
    [1, "maxUnavailable: 1%", false],
    [9, "maxUnavailable: 0%", true],
  ])("%i replicas, %s: %s", (replicas, field, blocks) => {
    const text = `${deployment(`replicas: ${replicas}`)}${budget(field)}`;
    expect(found("pdb-blocks-drain", text)).toHaveLength(blocks ? 1 : 0);
  });
});

describe("Jobs", () => {
  const job = (spec: string, restartPolicy = "Never"): string => `apiVersion: batch/v1
kind: Job
metadata: {name: finetune}
spec:
  ${spec}
  template:
    spec:
      restartPolicy: ${restartPolicy}
      containers:
        - {name: a, image: "example.com/a:1", resources: {limits: {nvidia.com/gpu: 1}}}
`;
  const ignoring =
    'podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget, status: "True"}]}]}';
  const fixesOf = (text: string, minor = 36): readonly unknown[] =>
    lint({ "a.yaml": text }, { only: ["job-no-backoff-limit"], minor }).findings.map(
      ({ fix }) => fix?.operations ?? null,
    );

  test.each([
    // Fewer tries than the default only where preemptions do not count.
    ["parallelism: 1", 36, null],
    [
      "parallelism: 2",
      36,
      [{ op: "set", path: ["spec", "backoffLimit"], value: 6, before: "podFailurePolicy" }],
    ],
    [ignoring, 36, [{ op: "set", path: ["spec", "backoffLimit"], value: 3, before: "podFailurePolicy" }]],
    [
      `${ignoring}\n  completionMode: Indexed\n  completions: 9\n  parallelism: 3`,
      36,
      [{ op: "set", path: ["spec", "backoffLimitPerIndex"], value: 3, before: "podFailurePolicy" }],
    ],
    [
      `${ignoring}\n  completionMode: Indexed\n  completions: 3\n  parallelism: 3`,
      36,
      [{ op: "set", path: ["spec", "backoffLimit"], value: 9, before: "podFailurePolicy" }],
    ],
  ])("%s: the fix is what the training profile writes", (spec, minor, operations) => {
    expect(fixesOf(job(spec), minor)).toEqual([operations]);
  });

  test.each([
    ["In", "[1, 137]", "FailJob", true],
    ["In", "[143]", "Count", true],
    ["In", "[1, 2]", "FailJob", false],
    ["NotIn", "[137, 143]", "FailJob", false],
    ["NotIn", "[137]", "FailJob", true],
    ["In", "[137]", "Ignore", false],
  ])("a rule %s %s %s before the one about disruptions hides it: %s", (operator, values, action, hides) => {
    const rule = `{action: ${action}, onExitCodes: {operator: ${operator}, values: ${values}}}`;
    const text = job(ignoring.replace("rules: [", `rules: [${rule}, `));
    expect(found("job-retries-preemption", text)).toHaveLength(hides ? 1 : 0);
  });

  test("what another rule says is rejected is not told twice", () => {
    const rules = "podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [1]}}]}";
    expect(found("job-retries-preemption", job(rules, "OnFailure"))).toEqual([]);
    expect(
      found("job-retries-preemption", job(`${rules}\n  podReplacementPolicy: TerminatingOrFailed`)),
    ).toEqual([]);
  });
});
