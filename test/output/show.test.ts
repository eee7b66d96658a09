import { describe, expect, it } from "vitest";
import { runShow, type ShowRequest } from "../../src/commands/show.ts";
import { catalogDocument } from "../../src/gpu/document.ts";
import { EXIT, Failure } from "../../src/kernel/failure.ts";

async function show(topic: string, name: string | null = null, format: ShowRequest["format"] = "text") {
  return (await runShow({ topic, name, format })).text;
}

async function failure(topic: string, name: string | null = null): Promise<Failure> {
  try {
    await runShow({ topic, name, format: "text" });
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("it was shown");
}

const catalog = catalogDocument();

describe("gpuify show", () => {
  it("says what makes nodes, where labels that it does not know make none", async () => {
    expect(await show("platforms", "eks-karpenter")).toContain(
      "\nnodes\n  Karpenter makes them for a pod, and none for labels it does not know\n    [karpenter-aws-sched; source-code, 2026-08-22]\n",
    );
    expect(await show("platforms", "eks")).not.toContain("\nnodes\n");
  });

  it("lists the three built-in profiles", async () => {
    const names = (await show("profiles")).match(/^\S+/gm);
    expect(names).toEqual(["continuous", "bursty", "training"]);
  });

  it.each(["continuous", "bursty", "training"])("shows %s in full", async (name) => {
    const text = await show("profiles", name);
    expect(text).toMatch(new RegExp(`^${name}: `));
    expect(text).toContain("\nchanges\n  ");
    expect(text).toContain("\nleaves alone\n  ");
    expect(text).toContain("\nflags\n  --");
  });

  it("lists every model and every platform on a line of its own", async () => {
    const models = (await show("models")).trimEnd().split("\n");
    expect(models.map((line) => line.split(" ")[0])).toEqual(catalog.models.map((model) => model.name));
    const platforms = (await show("platforms")).trimEnd().split("\n");
    expect(platforms.map((line) => line.split(" ")[0])).toEqual(catalog.platforms.map((row) => row.name));
  });

  it("shows a model with its labels, numbers of GPUs, sources and what is left out", async () => {
    const text = await show("models", "gb200");
    expect(text).toContain("gke\n  cloud.google.com/gke-accelerator = nvidia-gb200 [gke-labels");
    expect(text).toContain("GPUs per node: 4");
    expect(text).toContain("arm64");
    expect(text).toContain("not generated\n  aks: how many GPUs");
    expect(text).toMatch(/sources\n(?: {2}[a-z0-9-]+: .+\n)+$/);
    expect(text).toContain("gke-labels: github.com/GoogleCloudPlatform/cluster-autoscaler pkg/");
  });

  it("fits a terminal of 80 columns, but for lists, sources and long words", async () => {
    for (const [topic, name] of [
      ...catalog.platforms.map((row) => ["platforms", row.name] as const),
      ...catalog.models.map((row) => ["models", row.name] as const),
      ["profiles", "bursty"] as const,
    ]) {
      const [text = ""] = (await show(topic, name)).split("\nsources\n");
      expect(text.split("\n").filter((line) => line.length > 80 && line.trim().includes(" "))).toEqual([]);
    }
  });

  it("shows a platform with tolerations, spot, models and sources", async () => {
    const text = await show("platforms", "aks");
    expect(text).toContain("nvidia: sku Equal gpu NoSchedule [aks-gpu; official, ");
    expect(text).toContain("kubernetes.azure.com/scalesetpriority = spot");
    expect(text).toContain("mi300x: node.kubernetes.io/instance-type = Standard_ND96isr_MI300X_v5");
    expect(text).toContain("aks-gpu: github.com/MicrosoftDocs/azure-aks-docs ");
    expect(await show("platforms", "gke-autopilot")).toContain("an error: Autopilot creates the node");
  });

  it("shows generic as what it means for each vendor", async () => {
    const text = await show("platforms", "generic");
    expect(text.match(/^generic-(?:nvidia|amd|intel): /gm)).toHaveLength(3);
    expect(JSON.parse(await show("platforms", "generic", "json"))).toHaveLength(3);
  });

  it("names every source that it cites, for every model and platform", async () => {
    const names = [
      ...catalog.models.map((model) => ["models", model.name] as const),
      ...catalog.platforms.map((platform) => ["platforms", platform.name] as const),
    ];
    for (const [topic, name] of names) {
      const text = await show(topic, name);
      const cited = [...text.matchAll(/\[([a-z0-9., -]+); /g)].flatMap(([, ids = ""]) => ids.split(", "));
      const listed = [...(text.split("\nsources\n")[1] ?? "").matchAll(/^ {2}([a-z0-9.-]+): /gm)].map(
        ([, id]) => id,
      );
      expect(
        cited.filter((id) => !listed.includes(id)),
        name,
      ).toEqual([]);
      expect(listed.length, name).toBeGreaterThan(0);
    }
  });

  it("gives the same as JSON, with the sources behind it", async () => {
    expect(JSON.parse(await show("models", null, "json"))).toHaveLength(catalog.models.length);
    expect(JSON.parse(await show("platforms", null, "json"))).toHaveLength(catalog.platforms.length);
    expect(JSON.parse(await show("profiles", null, "json"))).toHaveLength(3);
    expect(JSON.parse(await show("profiles", "bursty", "json"))).toMatchObject({ name: "bursty" });
    expect(JSON.parse(await show("platforms", "gke", "json"))).toMatchObject({
      name: "gke",
      sources: { "gke-labels": { repo: "GoogleCloudPlatform/cluster-autoscaler" } },
    });
    expect(JSON.parse(await show("models", "p4", "json"))).toMatchObject({
      name: "p4",
      omitted: [{ platform: "generic-nvidia" }],
      sources: { "gke-labels": {} },
    });
  });

  it("ends every text with one line end and leaves no blank at a line's end", async () => {
    for (const [topic, name] of [
      ["profiles", null],
      ["models", null],
      ["platforms", null],
      ["models", "h100"],
      ["platforms", "eks"],
      ["profiles", "training"],
    ] as const) {
      const text = await show(topic, name);
      expect(text).toMatch(/[^\n]\n$/);
      expect(text).not.toMatch(/ \n/);
    }
  });

  it.each([
    [
      "modles",
      null,
      'unknown topic "modles"',
      'did you mean "models"? the topics are profiles, models, platforms',
    ],
    ["rules", null, 'unknown topic "rules"', "topics are profiles, models, platforms"],
    [
      "profiles",
      "burst",
      'unknown profile "burst"',
      'did you mean "bursty"? the profiles are continuous, bursty, training',
    ],
    ["models", "a100", '"a100" is not one model: there are a100-40gb and a100-80gb', "name one of them"],
    ["models", "h1000", 'unknown GPU model "h1000"', 'did you mean "h100"?'],
    ["platforms", "gkee", 'unknown platform "gkee"', 'did you mean "gke"? the platforms are generic, '],
  ])("%s %s is a usage error", async (topic, name, message, advice) => {
    const error = await failure(topic, name);
    expect(error.exitCode).toBe(EXIT.usage);
    expect(error.message).toBe(message);
    expect(error.advice).toContain(advice);
  });
});
