import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnnotations } from "../../src/profile/annotations.ts";

const read = (annotations: Readonly<Record<string, string>>) =>
  readAnnotations(new Map(Object.entries(annotations)));
const from = (key: string) => ({ kind: "annotation", key }) as const;

describe("annotations of a workload", () => {
  it("say a profile, GPUs, a model and a container, each with its key as origin", () => {
    const said = read({
      "gpuify.dev/profile": " training ",
      "gpuify.dev/gpus": "8",
      "gpuify.dev/gpu": "h100",
      "gpuify.dev/container": "main\n",
      other: "x",
    });
    expect(said).toEqual({
      profile: { value: "training", origin: from("gpuify.dev/profile") },
      layer: {
        gpus: { value: 8, origin: from("gpuify.dev/gpus") },
        model: { value: "h100", origin: from("gpuify.dev/gpu") },
        container: { value: "main", origin: from("gpuify.dev/container") },
      },
      errors: [],
      unknown: [],
    });
  });

  it("take a glob of roles, and none that stands for very many", () => {
    expect(read({ "gpuify.dev/role": "worker-{1..3}" }).layer.role?.value).toBe("worker-{1..3}");
    const { layer, errors } = read({ "gpuify.dev/role": "{1..300}" });
    expect(layer).toEqual({});
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      ["annotation-invalid", "in gpuify.dev/role, the braces in `{1..300}` stand for more than 256 globs"],
    ]);
  });

  it.each(["0", "-1", "1.5", "two", "", " ", "1e1", "0x2", "01", "257", "1000", "٣"])(
    "%j is no number of GPUs",
    (text) => {
      const { layer, errors } = read({ "gpuify.dev/gpus": text });
      expect(layer).toEqual({});
      expect(errors).toEqual([
        {
          code: "annotation-invalid",
          key: "gpuify.dev/gpus",
          message: `gpuify.dev/gpus: "${text}" is no number of GPUs`,
          advice: 'Write a whole number from 1 to 256 in quotes, such as "2".',
        },
      ]);
    },
  );

  it("a number where a model belongs was meant for the count", () => {
    const { layer, errors } = read({ "gpuify.dev/gpu": "2" });
    expect(layer).toEqual({});
    expect(errors).toEqual([
      {
        code: "annotation-invalid",
        key: "gpuify.dev/gpu",
        message: 'gpuify.dev/gpu takes a model, not a number: "2"',
        advice: 'Did you mean gpuify.dev/gpus: "2"?',
      },
    ]);
  });

  it("names the nearest key of one that it does not know", () => {
    const { unknown } = read({ "gpuify.dev/profle": "x", "gpuify.dev/zzz": "x" });
    expect(unknown.map(({ advice }) => advice)).toEqual([
      expect.stringMatching(/^Did you mean gpuify.dev\/profile\? The keys are gpuify.dev\/profile, /),
      expect.stringMatching(/^The keys are /),
    ]);
  });

  it("says nothing without annotations of its own, whatever others there are", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (annotations) => {
        const others = Object.fromEntries(
          Object.entries(annotations).filter(([key]) => !key.startsWith("gpuify.dev/")),
        );
        expect(read(others)).toEqual({ profile: null, layer: {}, errors: [], unknown: [] });
      }),
    );
  });

  it("never throws, and every value is read or an error", () => {
    const key = fc.constantFrom("profile", "gpus", "gpu", "container").map((name) => `gpuify.dev/${name}`);
    fc.assert(
      fc.property(key, fc.string(), (name, text) => {
        const { profile, layer, errors } = read({ [name]: text });
        const isEmpty = text.trim() === "";
        const isRead = profile !== null || Object.keys(layer).length > 0;
        expect(isRead || errors.length > 0).toBe(true);
        if (isEmpty) expect(errors).toHaveLength(1);
      }),
    );
  });
});
