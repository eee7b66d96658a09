import { describe, expect, it } from "vitest";
import { fits } from "../../src/k8s/scheduling/misfits.ts";
import { admit } from "./admission.ts";
import { type Facts, readFacts } from "./facts.ts";
import { nodesOf } from "./nodes.ts";
import { chipsOf } from "./nodes-tpu.ts";
import { job, patch } from "./patched.ts";

/** A slice: so many hosts with so many chips each, in a shape. */
interface Slice {
  readonly model: string;
  readonly topology: string;
  readonly chips: number;
  readonly hosts: number;
}

describe("a pod for a TPU slice whose shape was named", () => {
  const facts = readFacts();
  const slices = slicesOf(facts);

  it.each(["gke", "gke-autopilot"])(
    "goes to hosts of that shape on %s, and takes all their chips",
    (platform) => {
      const nodes = nodesOf(facts, platform);
      const faults: string[] = [];
      for (const slice of slices)
        for (const spot of [false, true]) {
          const { model, topology, chips, hosts } = slice;
          const flags = { platform, gpu: model, topology, gpus: chips, ...(spot && { spot }) };
          const patched = patch(job(hosts), "training", flags);
          const name = `${model} ${topology} of ${hosts} × ${chips}`;
          if (!patched.ok) {
            faults.push(`${name} is refused: ${patched.message}`);
            continue;
          }
          const pod = admit(facts, platform, patched.pod);
          const product = `${facts.models[model]?.gke_tpu_accelerator} ${topology}`;
          let taking = 0;
          for (const one of nodes) {
            const takes = fits(pod, one.node);
            const isMeant = one.model === model && one.product === product && one.devices === chips;
            if (takes && !isMeant) faults.push(`${name}: ${one.node.name} takes it`);
            if (!takes && isMeant && one.spot === spot)
              faults.push(`${name}: ${one.node.name} does not take it`);
            if (takes && isMeant && one.spot === spot) taking++;
          }
          if (taking === 0) faults.push(`${name}: no host takes it`);
        }
      expect(faults.slice(0, 12), `${faults.length} faults`).toEqual([]);
    },
  );

  it("was asked for in every shape of the notes", () => {
    const shapes = Object.values(facts.models).flatMap(({ topologies = [] }) => topologies);
    expect(slices.length).toBeGreaterThanOrEqual(shapes.length);
    expect(shapes.length).toBeGreaterThan(40);
  });
});

/** Every way to make each shape: one host that is the whole of it, or hosts of four chips. */
function slicesOf(facts: Facts): readonly Slice[] {
  const hosts = nodesOf(facts, "gke").filter(
    (one) =>
      one.resource === "google.com/tpu" && one.model !== null && one.model in facts.models && !one.spot,
  );
  return hosts.map(({ model, node, devices }) => {
    const topology = node.labels.get("cloud.google.com/gke-tpu-topology") ?? "";
    return { model: model ?? "", topology, chips: devices, hosts: chipsOf(topology) / devices };
  });
}
