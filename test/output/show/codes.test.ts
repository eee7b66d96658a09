import { describe, expect, it } from "vitest";
import { declaredCodes } from "../../../src/kernel/code-lookup/declaration-of.ts";
import { data, failure, sectionOf, show } from "./ask.ts";

describe("gpuify show codes", () => {
  it("lists every code by its group, and no rule", async () => {
    const text = await show("codes");
    expect([...text.matchAll(/^ {2}(\S+) +(?:error|warning|info) /gm)].map(([, code]) => code)).toEqual(
      declaredCodes(),
    );
    expect(text).toContain("\nAutoscalers\n  autoscaler-kept ");
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("lists them as data", async () => {
    const { codes } = (await data("codes")) as { codes: readonly { readonly id: string }[] };
    expect(codes.map(({ id }) => id)).toEqual(declaredCodes());
    expect(codes).toContainEqual(expect.objectContaining({ id: "autoscaler-kept", group: "Autoscalers" }));
  });

  it("shows one in full, with how to silence it", async () => {
    const text = await show("codes", "autoscaler-kept");
    expect(text).toMatch(/^autoscaler-kept: Autoscaler of your own is kept\n\n {2}warning\n/);
    expect(sectionOf(text, "Why")).toHaveLength(1);
    expect(sectionOf(text, "What to do")).toHaveLength(1);
    expect(sectionOf(text, "Sources").every((line) => line.includes(": https://"))).toBe(true);
    expect(text.replace(/\s+/g, " ")).toContain("`# gpuify-ignore autoscaler-kept: reason`");
    expect(await data("codes", "autoscaler-kept")).toMatchObject({
      severity: "warning",
      canBeSilenced: true,
    });
  });

  it.each([
    ["ambiguous-scope", "As an error it is a refusal, which cannot be silenced"],
    ["no-effect", "It cannot be silenced: it is about gpuify.yaml itself"],
    ["flag-unused", "It cannot be silenced: it is about the run as a whole"],
  ])("says of %s why it cannot be silenced", async (code, reason) => {
    const text = await show("codes", code);
    expect(text.replace(/\s+/g, " ")).toContain(reason);
    expect(text).not.toContain("gpuify-ignore");
    expect(await data("codes", code)).toMatchObject({ canBeSilenced: false });
  });

  it("can show every one", async () => {
    const texts = await Promise.all(declaredCodes().map((code) => show("codes", code)));
    expect(texts.filter((text) => /undefined|\[object/.test(text))).toEqual([]);
    expect(texts.length).toBeGreaterThan(200);
  });
});

describe("rules and codes lead to each other", () => {
  it("by the name of either, as text and as data", async () => {
    expect.hasAssertions();
    for (const [code, topics] of [
      ["shm-missing", ["codes", "rules"]],
      ["autoscaler-kept", ["rules", "codes"]],
    ] as const) {
      const [other, own] = topics;
      expect(await show(other, code)).toBe(await show(own, code));
      expect(await data(other, code)).toEqual(await data(own, code));
    }
  });

  it("by a name that was given up", async () => {
    const text = await show("codes", "autoscaled-gpus");
    expect(text).toBe(
      `autoscaled-gpus is now called hpa-gpu-maximum.\n\n${await show("rules", "hpa-gpu-maximum")}`,
    );
    expect(await data("rules", "autoscaler-paused")).toMatchObject({
      id: "autoscaler-insisted",
      renamedFrom: "autoscaler-paused",
    });
  });

  it.each([
    ["codes", "ambigous-scope", 'unknown code "ambigous-scope"', 'did you mean "ambiguous-scope"?'],
    ["codes", "gpu-limit-mising", 'unknown code "gpu-limit-mising"', 'did you mean "gpu-limit-missing"?'],
    ["rules", "autoscaler-keep", 'unknown rule "autoscaler-keep"', 'did you mean "autoscaler-kept"?'],
    ["codes", "constructor", 'unknown code "constructor"', "`gpuify show codes` lists them all"],
  ])("and show %s %s fails", async (topic, name, message, advice) => {
    const error = await failure(topic, name);
    expect(error.message).toBe(message);
    expect(error.advice).toContain(advice);
  });

  it("takes no flag that says nothing about them", async () => {
    expect((await failure("codes", null, { vendor: "amd" })).message).toBe(
      "--vendor says nothing about codes",
    );
    expect((await failure("codes", null, { platform: "gke" })).message).toContain("--platform says nothing");
    expect((await failure("codes", null, { config: { kind: "none" } })).message).toContain("--no-config");
  });
});
