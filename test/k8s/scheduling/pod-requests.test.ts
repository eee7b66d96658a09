import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { podRequests } from "../../../src/k8s/scheduling/pod-requests.ts";
import { leadPodSet } from "../../../src/k8s/workload.ts";
import { podOf, problemsOf, readOf, shown, workload } from "./build.ts";

/** A pod spec of one line for each container, `main`, `init` or `side` and its resources; other lines are fields. */
function spec(lines: readonly string[]): string {
  const containers = (roles: RegExp) =>
    lines
      .filter((line) => roles.test(line))
      .map((line) => {
        const policy = line.startsWith("side") ? "restartPolicy: Always, " : "";
        return `{name: c, ${policy}resources: ${line.slice(line.indexOf(" "))}}`;
      })
      .join(", ");
  const fields = lines.filter((line) => !/^(?:main|init|side) /.test(line));
  const lists = [
    `containers: [${containers(/^main /)}]`,
    `initContainers: [${containers(/^(?:init|side) /)}]`,
  ];
  return `{${[...lists, ...fields].join(", ")}}`;
}

type Row = readonly [name: string, lines: readonly string[], requests: Readonly<Record<string, string>>];

const ROWS: readonly Row[] = [
  ["no containers", [], {}],
  ["no resources", ["main {}"], {}],
  ["one container", ["main {requests: {cpu: 1}}"], { cpu: "1" }],
  ["main containers add up", ["main {requests: {cpu: 1}}", "main {requests: {cpu: 500m}}"], { cpu: "3/2" }],
  [
    "resource by resource",
    ["main {requests: {cpu: 1}}", "main {requests: {memory: 5}}"],
    { cpu: "1", memory: "5" },
  ],
  ["a limit is the request", ["main {limits: {nvidia.com/gpu: 2}}"], { "nvidia.com/gpu": "2" }],
  ["a request is not the limit", ["main {limits: {cpu: 4}, requests: {cpu: 1}}"], { cpu: "1" }],
  [
    "each resource for itself",
    ["main {limits: {cpu: 4, memory: 8}, requests: {cpu: 1}}"],
    { cpu: "1", memory: "8" },
  ],
  ["a request of zero stays zero", ["main {limits: {cpu: 4}, requests: {cpu: 0}}"], { cpu: "0" }],
  ["null requests are missing", ["main {limits: {cpu: 4}, requests: null}"], { cpu: "4" }],
  [
    "limits of one, requests of the other",
    ["main {limits: {cpu: 4}}", "main {requests: {cpu: 1}}"],
    { cpu: "5" },
  ],
  ["a larger init container", ["main {requests: {cpu: 1}}", "init {requests: {cpu: 4}}"], { cpu: "4" }],
  ["a smaller init container", ["main {requests: {cpu: 2}}", "init {requests: {cpu: 1}}"], { cpu: "2" }],
  [
    "init containers do not add up",
    ["main {requests: {cpu: 1}}", "init {requests: {cpu: 2}}", "init {requests: {cpu: 3}}"],
    { cpu: "3" },
  ],
  [
    "the larger of each resource",
    ["main {requests: {cpu: 1, memory: 9}}", "init {requests: {cpu: 2, memory: 3}}"],
    { cpu: "2", memory: "9" },
  ],
  [
    "an init container's limit is its request",
    ["main {requests: {cpu: 1}}", "init {limits: {cpu: 4}}"],
    { cpu: "4" },
  ],
  [
    "only the init container asks",
    ["main {}", "init {limits: {nvidia.com/gpu: 1}}"],
    { "nvidia.com/gpu": "1" },
  ],
  [
    "the GPU of an init container is used again",
    ["main {limits: {nvidia.com/gpu: 1}}", "init {limits: {nvidia.com/gpu: 1}}"],
    { "nvidia.com/gpu": "1" },
  ],
  ["a sidecar adds up", ["main {requests: {cpu: 1}}", "side {requests: {cpu: 2}}"], { cpu: "3" }],
  [
    "a sidecar's limit is its request",
    ["main {requests: {cpu: 1}}", "side {limits: {cpu: 2}}"],
    { cpu: "3" },
  ],
  [
    "a sidecar before an init container",
    ["main {requests: {cpu: 1}}", "side {requests: {cpu: 2}}", "init {requests: {cpu: 5}}"],
    { cpu: "7" },
  ],
  [
    "a sidecar behind an init container",
    ["main {requests: {cpu: 1}}", "init {requests: {cpu: 5}}", "side {requests: {cpu: 2}}"],
    { cpu: "5" },
  ],
  [
    "an init container between sidecars",
    [
      "main {requests: {cpu: 1}}",
      "side {requests: {cpu: 2}}",
      "init {requests: {cpu: 5}}",
      "side {requests: {cpu: 3}}",
    ],
    { cpu: "7" },
  ],
  [
    "two sidecars before it",
    [
      "main {requests: {cpu: 1}}",
      "side {requests: {cpu: 2}}",
      "side {requests: {cpu: 3}}",
      "init {requests: {cpu: 4}}",
    ],
    { cpu: "9" },
  ],
  [
    "running together is more",
    ["main {requests: {cpu: 9}}", "side {requests: {cpu: 2}}", "init {requests: {cpu: 5}}"],
    { cpu: "11" },
  ],
  ["only sidecars ask", ["main {}", "side {requests: {cpu: 2}}", "side {requests: {cpu: 3}}"], { cpu: "5" }],
  [
    "a sidecar holds its GPU",
    ["main {limits: {nvidia.com/gpu: 1}}", "side {limits: {nvidia.com/gpu: 1}}"],
    { "nvidia.com/gpu": "2" },
  ],
  [
    "each container is rounded up",
    ["main {requests: {cpu: 100u}}", "main {requests: {cpu: 100u}}"],
    { cpu: "1/500" },
  ],
  ["overhead alone", ["main {}", "overhead: {cpu: 250m}"], { cpu: "1/4" }],
  [
    "overhead is added",
    ["main {requests: {cpu: 1}}", "overhead: {cpu: 250m, memory: 120}"],
    { cpu: "5/4", memory: "120" },
  ],
  [
    "overhead on an init container",
    ["main {requests: {cpu: 1}}", "init {requests: {cpu: 4}}", "overhead: {cpu: 1}"],
    { cpu: "5" },
  ],
  ["claims are no amounts", ["main {claims: [{name: gpu}]}"], {}],
  [
    "ephemeral containers do not count",
    ["main {requests: {cpu: 1}}", "ephemeralContainers: [{name: d, resources: {requests: {cpu: 5}}}]"],
    { cpu: "1" },
  ],
  [
    "the pod's own request stands in",
    ["main {requests: {cpu: 1}}", "resources: {requests: {cpu: 3}}"],
    { cpu: "3" },
  ],
  ["also for what no container asks", ["main {}", "resources: {requests: {memory: 8}}"], { memory: "8" }],
  [
    "only for what it names",
    ["main {requests: {cpu: 1, memory: 4}}", "resources: {requests: {cpu: 3}}"],
    { cpu: "3", memory: "4" },
  ],
  ["also where it is less", ["main {requests: {cpu: 4}}", "resources: {requests: {cpu: 3}}"], { cpu: "3" }],
  [
    "overhead comes on top of it",
    ["main {requests: {cpu: 1}}", "resources: {requests: {cpu: 3}}", "overhead: {cpu: 1}"],
    { cpu: "4" },
  ],
  ["the pod's limit without a request", ["main {}", "resources: {limits: {cpu: 3}}"], { cpu: "3" }],
  [
    "the pod's limit where containers ask",
    ["main {requests: {cpu: 1}}", "resources: {limits: {cpu: 3}}"],
    { cpu: "1" },
  ],
  [
    "the pod's limit where containers have a limit",
    ["main {limits: {cpu: 2}}", "resources: {limits: {cpu: 3}}"],
    { cpu: "2" },
  ],
  [
    "the pod's request before its limit",
    ["main {}", "resources: {limits: {cpu: 3}, requests: {cpu: 2}}"],
    { cpu: "2" },
  ],
  [
    "the pod's huge pages",
    ["main {limits: {hugepages-2Mi: 4Mi}}", "resources: {limits: {hugepages-2Mi: 8Mi}}"],
    { "hugepages-2Mi": "8388608" },
  ],
  [
    "the pod asks for no GPUs",
    ["main {limits: {nvidia.com/gpu: 1}}", "resources: {requests: {nvidia.com/gpu: 4}}"],
    { "nvidia.com/gpu": "1" },
  ],
  ["nor by a limit", ["main {}", "resources: {limits: {nvidia.com/gpu: 4}}"], {}],
  ["nor for ephemeral storage", ["main {}", "resources: {requests: {ephemeral-storage: 4}}"], {}],
];

describe("what a pod asks for", () => {
  it.each(ROWS)("%s", (_name, lines, requests) => {
    expect(shown(readOf(podRequests(leadPodSet(podOf(spec(lines))))))).toEqual(requests);
  });
});

describe("what the API server refuses is a problem with its place", () => {
  it.each([
    ["a limit", ["main {limits: {cpu: a}}"], ["unreadable spec.containers[0].resources.limits.cpu a"]],
    ["a request", ["main {requests: {cpu: a}}"], ["unreadable spec.containers[0].resources.requests.cpu a"]],
    [
      "an init container",
      ["main {}", "init {}", "init {limits: {cpu: a}}"],
      ["unreadable spec.initContainers[1].resources.limits.cpu a"],
    ],
    ["overhead", ["main {}", "overhead: {cpu: a}"], ["unreadable spec.overhead.cpu a"]],
    [
      "the pod's own",
      ["main {}", "resources: {requests: {cpu: -1}}"],
      ["negative spec.resources.requests.cpu -1"],
    ],
    [
      "all of them",
      ["main {limits: {nvidia.com/gpu: 0.5}}", "main {limits: {cpu: a}}"],
      [
        'fraction spec.containers[0].resources.limits["nvidia.com/gpu"] 0.5',
        "unreadable spec.containers[1].resources.limits.cpu a",
      ],
    ],
  ])("%s", (_name, lines, problems) => {
    expect(problemsOf(podRequests(leadPodSet(podOf(spec(lines)))))).toEqual(problems);
  });
});

test("containers of a workload are read through aliases and merge keys", () => {
  const found = podRequests(
    leadPodSet(
      workload(`apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec:
  template:
    spec:
      containers:
      - name: a
        resources: &r {limits: {nvidia.com/gpu: 2}}
      - name: b
        resources: *r
      - name: c
        resources: {<<: *r, requests: {cpu: 1}}
`),
    ),
  );
  expect(shown(readOf(found))).toEqual({ "nvidia.com/gpu": "6", cpu: "1" });
});

test("the order of main containers does not matter, and no container makes a pod ask for less", () => {
  const line = fc.record({ role: fc.constantFrom("main", "init", "side"), cpu: fc.nat(9) });
  const asks = (lines: readonly { readonly role: string; readonly cpu: number }[]): number =>
    Number(
      shown(
        readOf(
          podRequests(
            leadPodSet(podOf(spec(lines.map(({ role, cpu }) => `${role} {requests: {cpu: ${cpu}}}`)))),
          ),
        ),
      ).cpu ?? 0,
    );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), line, (lines, one) => {
      const mains = lines.filter(({ role }) => role === "main");
      const others = lines.filter(({ role }) => role !== "main");
      expect(asks([...others, ...mains.reverse()])).toBe(asks(lines));
      expect(asks([...lines, one])).toBeGreaterThanOrEqual(asks(lines));
    }),
  );
});
