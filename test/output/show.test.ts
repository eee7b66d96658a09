import { describe, expect, it } from "vitest";
import { EXIT } from "../../src/kernel/failure.ts";
import { data, failure, show } from "./show/ask.ts";

describe("gpuify show profiles", () => {
  it("lists the profiles of the program", async () => {
    const names = ["continuous", "bursty", "training", "auto", "none"];
    expect((await show("profiles")).match(/^\S+(?= {2})/gm)).toEqual(names);
    expect(await data("profiles")).toMatchObject({ profiles: names.map((name) => ({ name })) });
  });

  it.each(["continuous", "bursty", "training"])("shows %s in full", async (name) => {
    const text = await show("profiles", name);
    expect(text).toMatch(new RegExp(`^${name}: `));
    expect(text).toContain("\nchanges\n  ");
    expect(text).toContain("\nleaves alone\n  ");
    expect(text).toContain("\nflags\n  --");
    expect(await data("profiles", name)).toMatchObject({ name });
  });
});

describe("a usage error", () => {
  it.each([
    [null, null, {}, "show needs a topic", "the topics are profiles, models, platforms"],
    ["modles", null, {}, 'unknown topic "modles"', 'did you mean "models"? the topics are profiles, '],
    ["toString", null, {}, 'unknown topic "toString"', "the topics are profiles, models, platforms"],
    ["profiles", "burst", {}, 'unknown profile "burst"', 'did you mean "bursty"? the profiles are cont'],
    ["platforms", "gkee", {}, 'unknown platform "gkee"', 'did you mean "gke"? The platforms are generic, '],
    ["models", null, { vendor: "nvida" }, 'unknown vendor "nvida"', 'did you mean "nvidia"? The vendors are'],
    [
      "models",
      null,
      { platform: "ekss" },
      'unknown platform "ekss"',
      'did you mean "eks"? The platforms are',
    ],
    ["platforms", null, { vendor: "x" }, 'unknown vendor "x"', "the vendors are nvidia, amd, intel, habana"],
    [
      "models",
      null,
      { platform: "vultr" },
      "Vultr Kubernetes Engine is no platform of the catalog: no GPU label or taint of its own was found in any source",
      "--platform generic-nvidia",
    ],
    [
      "models",
      null,
      { platform: "lke", vendor: "amd" },
      "lke has no amd accelerators that the catalog knows",
      "take a vendor of lke (nvidia), or a platform with amd accelerators (generic-amd, ",
    ],
    [
      "models",
      null,
      { platform: "generic", vendor: "google" },
      "generic has no google accelerators that the catalog knows",
      "gke, gke-autopilot",
    ],
    ["models", "h100", { vendor: "amd" }, '--vendor narrows the list, and "h100" is one model', "leave"],
    ["platforms", "gke", { vendor: "amd" }, '--vendor narrows the list, and "gke" is one platform', "leave"],
    [
      "platforms",
      null,
      { platform: "gke" },
      "--platform says nothing about platforms",
      "name it: gpuify show platforms gke",
    ],
    ["profiles", null, { vendor: "amd" }, "--vendor says nothing about profiles", "leave --vendor out"],
    [
      "models",
      null,
      { config: { kind: "none" } as const },
      "--no-config says nothing about models",
      "leave it out; it says whose profiles are shown",
    ],
    ["platforms", null, { format: "yaml" } as const, "platforms have no form in YAML", "take -o json"],
    ["profiles", null, { platform: "gke" }, "--platform says nothing about profiles", "leave --platform out"],
  ])("%s %s %j", async (topic, name, more, message, advice) => {
    const error = await failure(topic, name, more);
    expect(error.exitCode).toBe(EXIT.usage);
    expect(error.message).toBe(message);
    expect(error.advice).toContain(advice);
    expect(error.advice).toMatch(/^[a-z].*[^.]$/);
  });
});
