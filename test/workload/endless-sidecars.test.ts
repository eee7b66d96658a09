import { describe, expect, it } from "vitest";
import { sidecars } from "../../src/workload/data/tables.ts";
import { endlessSidecars } from "../../src/workload/endless-sidecars.ts";
import { sidecarRow } from "../../src/workload/sidecars.ts";
import { workloadsOf } from "../patch/decide.ts";

function names(sidecar: string, { pod = "", main = "" } = {}): readonly string[] {
  const text = `apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec:
  template:
    spec:
${pod === "" ? "" : `      ${pod}\n`}      containers:
      - {name: main, image: a${main === "" ? "" : `, ${main}`}}
      - ${sidecar}
`;
  const [workload] = workloadsOf(text);
  if (workload === undefined) throw new Error("no workload");
  return endlessSidecars(workload.podSets[0]).map(({ container }) => container.name);
}

const PROXY = "name: p, image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2";

describe("helpers that never end", () => {
  it("are known by name or image, whatever they are called", () => {
    expect(names(`{${PROXY}}`)).toEqual(["p"]);
    expect(names(`{${PROXY}, args: [my:db]}`)).toEqual(["p"]);
    expect(names("{name: istio-proxy, image: example.com/mirror/proxy:1}")).toEqual(["istio-proxy"]);
  });

  it.each([
    ["quit endpoint", `{${PROXY}, args: [--quitquitquit, my:db]}`],
    ["signal", `{${PROXY}, args: [--exit-zero-on-sigterm, my:db]}`],
    ["variable", `{${PROXY}, env: [{name: CSQL_PROXY_EXIT_ZERO_ON_SIGTERM, value: "true"}]}`],
    ["script", `{${PROXY}, command: [/bin/bash, -c], args: ["/proxy & wait"]}`],
    ["script in arguments", `{${PROXY}, args: ["sh", "-c", "proxy"]}`],
    ["time", `{${PROXY}, command: [timeout, "600", /proxy]}`],
    ["controller", `{${PROXY}, env: [{name: KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT, value: "true"}]}`],
    ["once", "{name: git-sync, image: registry.k8s.io/git-sync/git-sync:v4, args: [--one-time]}"],
    ["an injector's settings", "{name: istio-proxy, image: auto}"],
    ["no image", "{name: istio-proxy}"],
    ["one that ends with the work", "{name: gke-gcsfuse-sidecar, image: b}"],
    ["nobody says", "{name: metrics-exporter, image: registry.example/push:1}"],
  ])("may end: %s", (_, sidecar) => {
    expect(names(sidecar)).toEqual([]);
  });

  it.each([
    ["command", { main: 'command: [sh, -c, "run; curl -XPOST localhost:15020/quitquitquit"]' }],
    ["wrapper", { main: "command: [linkerd-await, --shutdown, --, run]" }],
    ["hook", { main: 'lifecycle: {preStop: {exec: {command: [curl, "localhost:3500/v1.0/shutdown"]}}}' }],
    ["shared processes", { pod: "shareProcessNamespace: true" }],
  ])("may be told to end by the main container: %s", (_, told) => {
    expect(names(`{${PROXY}}`, told)).toEqual([]);
  });

  it("are no helpers of servers", () => {
    const [workload] = workloadsOf(`apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec: {template: {spec: {containers: [{name: a, image: a}, {${PROXY}}]}}}
`);
    expect(workload === undefined ? null : endlessSidecars(workload.podSets[0])).toEqual([]);
  });

  it("stand before rows that fit more names", () => {
    expect(sidecarRow({ name: "metrics-exporter", image: "nvidia/dcgm-exporter:4" })?.ends).toBe("never");
    expect(sidecars().filter(({ ends }) => ends === "never").length).toBeGreaterThan(8);
  });
});
