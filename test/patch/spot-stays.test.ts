import { describe, expect, it } from "vitest";
import type { Config, ProfileBody } from "../../src/config/types.ts";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import type { PatchOutcome } from "../../src/pipeline/outcome.ts";
import { changesOf, codesOf, errorsOf, type Run, run, textAfter } from "../pipeline/run.ts";
import { deployment, gpus, job } from "./manifests.ts";

const platforms: NonNullable<Config["platforms"]> = {
  acme: {
    models: { h100: { labels: { "acme.io/gpu": "h100" } } },
    spot: {
      labels: { "acme.io/cheap": "very" },
      taints: [{ key: "acme.io/evicted", value: "often", effect: "NoSchedule" }],
    },
  },
};

const catalog = loadCatalog({ own: platforms });

const SPOTS = [
  ["gke", "h100", "cloud.google.com/gke-spot", "true"],
  ["aks", "h100", "kubernetes.azure.com/scalesetpriority", "spot"],
  ["eks", "l4", "eks.amazonaws.com/capacityType", "SPOT"],
  ["eks-karpenter", "l4", "karpenter.sh/capacity-type", "spot"],
  ["oke", "a10", "oci.oraclecloud.com/oke-is-preemptible", "true"],
  ["acme", "h100", "acme.io/cheap", "very"],
] as const;

const on = (text: string, options: Run) => run(text, { catalog, config: { platforms }, ...options });

const ruled = (text: string, body: ProfileBody, options: Run) =>
  on(text, {
    config: {
      platforms,
      rules: [{ match: { kind: ["Job", "Deployment"] }, profile: "continuous", ...body }],
    },
    ...options,
  });

const trainedOnSpot = (platform: string, gpu: string) =>
  textAfter(on(job(), { profile: "training", flags: { platform, gpu, spot: true } }));

const notes = (outcome: PatchOutcome) => outcome.diagnostics.filter(({ code }) => code === "spot-stays");

const BY_HAND = "If it is not meant, remove it by hand, with what tolerates spot nodes.";
const BY_RULE = "If it is not meant, `spot: false` in a rule or profile of gpuify.yaml takes it out.";

describe.each(SPOTS)("what --spot has written on %s for %s", (platform, gpu, key, value) => {
  it.each([
    ["bursty", BY_HAND],
    ["none", BY_HAND],
    ["continuous", BY_RULE],
    ["training", BY_RULE],
  ])("stays under %s, with one note at its place", (profile, advice) => {
    const again = { ...(profile === "training" && { shm: "2Gi" }) };
    const outcome = on(trainedOnSpot(platform, gpu), { profile, flags: { platform, ...again } });
    expect(errorsOf(outcome)).toEqual([]);
    expect(changesOf(outcome)).not.toEqual([]);
    expect(textAfter(outcome)).toMatch(new RegExp(`${key}: "?${value}`));
    const [note, ...more] = notes(outcome);
    expect(more).toEqual([]);
    expect(note?.message).toBe(`pods stay on spot machines: ${key}=${value}`);
    expect(note?.location?.path).toContain(key);
    expect(note?.advice).toBe(advice);
    const settled = on(textAfter(outcome), { profile, flags: { platform, ...again } });
    expect(changesOf(settled)).toEqual([]);
    expect(notes(settled)).toEqual([]);
  });

  it.each(["continuous", "training"])(
    "goes under %s where a rule says spot: false, tolerations too",
    (profile) => {
      const text = trainedOnSpot(platform, gpu);
      const outcome = ruled(text, { spot: false }, { profile, flags: { platform } });
      expect(errorsOf(outcome)).toEqual([]);
      expect(textAfter(outcome)).not.toContain(key);
      expect(textAfter(outcome)).not.toContain("acme.io/evicted");
      expect(notes(outcome)).toEqual([]);
      const reasons = changesOf(outcome).flatMap(({ reason }) =>
        reason.includes("spot: false") ? reason : [],
      );
      expect(new Set(reasons)).toEqual(new Set(["with spot: false pods no longer run on spot machines"]));
    },
  );
});

describe("the note on spot machines", () => {
  const spot = (pod: string) => deployment({ container: gpus(1), pod });
  const SELECTOR = 'nodeSelector:\n  cloud.google.com/gke-spot: "true"';
  const TOLERATION = "tolerations:\n- key: cloud.google.com/gke-spot\n  operator: Exists";

  it("is not made where spot is asked for now, or the config selects it", () => {
    const text = spot(SELECTOR);
    const flags = { platform: "gke", gpu: "l4" };
    expect(codesOf(on(text, { profile: "continuous", flags }))).toContain("spot-stays");
    expect(notes(on(text, { profile: "continuous", flags: { ...flags, spot: true } }))).toEqual([]);
    expect(notes(ruled(text, { spot: true }, { profile: "bursty", flags: { platform: "gke" } }))).toEqual([]);
    const body = { nodeSelector: { "cloud.google.com/gke-spot": "true" } };
    expect(notes(ruled(text, body, { profile: "continuous", flags }))).toEqual([]);
  });

  it("says what is left of a mere toleration, also that spot: false leaves what it never writes", () => {
    const flags = { platform: "gke", gpu: "l4" };
    const plain = notes(on(spot(TOLERATION), { profile: "continuous", flags }));
    expect(plain.map(({ message }) => message)).toEqual([
      "pods may still go to spot machines: they tolerate cloud.google.com/gke-spot",
    ]);
    expect(plain[0]?.advice).toBe(BY_HAND);
    const ruledOut = ruled(spot(TOLERATION), { spot: false }, { profile: "continuous", flags });
    expect(textAfter(ruledOut)).toContain("gke-spot");
    expect(notes(ruledOut)[0]?.advice).toBe(BY_HAND);
  });

  it("is not made of conditions that any machine meets, or that keep off spot machines", () => {
    const required = (expression: string) =>
      spot(`affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - ${expression}`);
    const run = (expression: string) => notes(on(required(expression), { profile: "bursty" })).length;
    expect(run("{key: karpenter.sh/capacity-type, operator: In, values: [spot]}")).toBe(1);
    expect(run("{key: karpenter.sh/capacity-type, operator: In, values: [spot, on-demand]}")).toBe(0);
    expect(run("{key: karpenter.sh/capacity-type, operator: NotIn, values: [spot]}")).toBe(0);
  });

  it("calls one of several terms what it is", () => {
    const text = spot(`affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - {key: karpenter.sh/capacity-type, operator: In, values: [spot]}
      - matchExpressions:
        - {key: pool, operator: In, values: [a]}`);
    const [note] = notes(on(text, { profile: "bursty" }));
    expect(note?.message).toBe("pods may still go to spot machines: karpenter.sh/capacity-type=spot");
  });
});

describe("spot: false", () => {
  const text = (tolerations: string) =>
    deployment({ container: gpus(1), pod: `tolerations:\n${tolerations}` });
  const GKE = '- {key: cloud.google.com/gke-spot, operator: Equal, value: "true", effect: NoSchedule}';

  it("takes the toleration alone, and what is added beside it stays", () => {
    const options: Run = { profile: "continuous", flags: { platform: "k3s" } };
    const after = textAfter(ruled(text(GKE), { spot: false }, options));
    expect(after).not.toContain("gke-spot");
    expect(after).toContain("nvidia.com/gpu");
    expect(changesOf(ruled(after, { spot: false }, options))).toEqual([]);
  });

  it("leaves a toleration that the config has, and those of a default", () => {
    const options: Run = { profile: "continuous", flags: { platform: "gke" } };
    const toleration = {
      key: "cloud.google.com/gke-spot",
      operator: "Equal",
      value: "true",
      effect: "NoSchedule",
    } as const;
    const kept = ruled(text(GKE), { spot: false, tolerations: [toleration] }, options);
    expect(textAfter(kept)).toContain("gke-spot");
    expect(notes(kept)).toEqual([]);
    const weak = on(text(GKE), { ...options, config: { platforms, defaults: { spot: false } } });
    expect(textAfter(weak)).toContain("gke-spot");
  });
});

describe("a named platform that takes out another one's spot selector", () => {
  const spot = trainedOnSpot("gke", "h100");
  const told = (outcome: PatchOutcome) =>
    outcome.diagnostics.filter(({ code }) => code === "spot-not-translated" || code === "spot-stays");

  it.each(["aks", "eks-karpenter", "generic"])("%s, tells that pods leave spot machines", (platform) => {
    expect.hasAssertions();
    for (const options of [{ flags: { platform } }, { config: { platforms, platform } }]) {
      const outcome = on(spot, { profile: "continuous", ...options });
      expect(textAfter(outcome)).not.toContain('gke-spot: "true"');
      expect(told(outcome)).toMatchObject([
        {
          code: "spot-not-translated",
          severity: "warning",
          message: `pods are no longer held to spot machines: cloud.google.com/gke-spot=true is no label of ${platform}`,
        },
      ]);
      expect(told(on(textAfter(outcome), { profile: "continuous", ...options }))).toEqual([]);
    }
  });

  it("says nothing where spot is asked for, or ruled out", () => {
    const asked = on(spot, { profile: "continuous", flags: { platform: "eks-karpenter", spot: true } });
    expect(textAfter(asked)).toContain("karpenter.sh/capacity-type: spot");
    expect(told(asked)).toEqual([]);
    expect(told(ruled(spot, { spot: false }, { flags: { platform: "eks-karpenter" } }))).toEqual([]);
  });

  it("does not call a toleration of another platform's taint a way to spot machines", () => {
    const manifest = job({
      pod: 'restartPolicy: Never\ntolerations:\n- {key: cloud.google.com/gke-spot, operator: Equal, value: "true"}',
    });
    expect(told(on(manifest, { profile: "continuous", flags: { platform: "aks" } }))).toEqual([]);
    expect(told(on(manifest, { profile: "continuous", flags: { platform: "gke" } }))).toHaveLength(1);
  });
});
