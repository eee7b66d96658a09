import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { job, patch, SERVER } from "../schedule/patched.ts";
import { textsAt } from "./notes/notes.ts";

const KEY = "nvidia.com/gpu.product";
const H100 = ["NVIDIA-H100-80GB-HBM3", "NVIDIA-H100-PCIe", "NVIDIA-H100"];
const SXM = "NVIDIA-H100-80GB-HBM3";

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

interface PodSpec {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly affinity?: {
    readonly nodeAffinity?: {
      readonly requiredDuringSchedulingIgnoredDuringExecution?: {
        readonly nodeSelectorTerms: readonly {
          readonly matchExpressions?: readonly Expression[];
          readonly matchFields?: readonly Expression[];
        }[];
      };
    };
  };
}

/** The required terms of a patched manifest, and its node selector. */
function placed(manifest: string, profile: string, flags: Parameters<typeof patch>[2]) {
  const result = patch(manifest, profile, { gpu: "h100", ...flags });
  if (!result.ok) throw new Error(result.message);
  const { spec } = parse(result.text) as { readonly spec: { readonly template: { readonly spec: PodSpec } } };
  const pod = spec.template.spec;
  const required = pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return { terms: required?.nodeSelectorTerms ?? [], nodeSelector: pod.nodeSelector ?? {} };
}

/** The server with an affinity of its own. */
function serverWith(affinity: string): string {
  const indented = affinity.trimEnd().replace(/^/gm, " ".repeat(6));
  return SERVER.replace("    spec:\n      containers:", `    spec:\n${indented}\n      containers:`);
}

const TWO_TERMS = serverWith(`affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - {key: topology.kubernetes.io/zone, operator: In, values: [a]}
      - matchFields:
        - {key: metadata.name, operator: In, values: [node-7]}
`);

const PREFERRED = serverWith(`affinity:
  nodeAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 1
      preference:
        matchExpressions:
        - {key: topology.kubernetes.io/zone, operator: In, values: [a]}
`);

describe("--gpu h100 on a generic cluster", () => {
  it("knows every product string that the notes list", () => {
    expect(textsAt("gpu_models", "h100", "gfd_product")).toEqual(H100);
    expect(textsAt("gpu_models", "h100", "gfd_sxm_only")).toEqual([SXM]);
  });

  it.each([
    ["that has no affinity", SERVER, 1],
    ["that has two terms of its own, one of fields", TWO_TERMS, 2],
    ["that only prefers nodes", PREFERRED, 1],
  ])("selects all of them, once in each required term, for a server %s", (_, manifest, count) => {
    const { terms, nodeSelector } = placed(manifest, "continuous", {});
    expect(terms.length).toBe(count);
    for (const term of terms)
      expect((term.matchExpressions ?? []).filter((expression) => expression.key === KEY)).toEqual([
        { key: KEY, operator: "In", values: H100 },
      ]);
    expect(nodeSelector).not.toHaveProperty(KEY);
  });

  it("leaves the team's own terms as they are beside it", () => {
    const [zone, name] = placed(TWO_TERMS, "continuous", {}).terms;
    expect(zone?.matchExpressions?.[0]?.key).toBe("topology.kubernetes.io/zone");
    expect(name?.matchFields?.[0]?.values).toEqual(["node-7"]);
  });

  it("adds nothing to what it has written before", () => {
    const once = patch(TWO_TERMS, "continuous", { gpu: "h100" });
    const text = once.ok ? once.text : "";
    const twice = patch(text, "continuous", { gpu: "h100" });
    expect(twice.ok && twice.text).toBe(text);
  });

  it("selects the one value that keeps ranks on like machines for training of several pods", () => {
    const { terms, nodeSelector } = placed(job(4), "training", { gpus: 1 });
    const values = [
      ...terms.flatMap((term) =>
        (term.matchExpressions ?? []).filter(({ key }) => key === KEY).flatMap((one) => one.values ?? []),
      ),
      ...(nodeSelector[KEY] === undefined ? [] : [nodeSelector[KEY]]),
    ];
    expect(values).toEqual([SXM]);
  });

  it.each([1, 8])(
    "selects all of them for training of one pod with %d GPUs, which are on one node",
    (gpus) => {
      const { terms } = placed(job(1), "training", { gpus });
      expect(terms.flatMap((term) => term.matchExpressions ?? []).map((one) => one.values)).toEqual([H100]);
    },
  );
});
