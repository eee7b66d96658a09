import { describe, expect, it } from "vitest";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import { TABLES } from "../../src/gpu/catalog/tables.ts";
import { platformIndex, unsupportedPlatforms } from "../../src/gpu/tables/platform-index.ts";
import type { CatalogDiagnostic, PlacementQuestion } from "../../src/gpu/types.ts";

const catalog = loadCatalog();
const MODELS = TABLES.models.map((model) => model.name);
const PLATFORMS = ["generic", ...platformIndex().map((row) => row.name)];
const VENDORS = ["nvidia", "amd", "intel", "habana", "google", "aws"];

function problem(ask: Partial<PlacementQuestion>): CatalogDiagnostic {
  const result = catalog.placement({ platform: "generic", count: 1, uniform: false, spot: false, ...ask });
  if (result.ok) throw new Error(`there is an answer to ${JSON.stringify(ask)}`);
  return result.problem;
}

/** The advice of a problem with a name: the guess, and the names that it lists. */
function read(advice: string): { readonly guess: string | null; readonly names: readonly string[] } {
  const guess = /^Did you mean "([^"]+)"\?/.exec(advice)?.[1] ?? null;
  const list = /The (?:models|platforms|vendors) are ([^.]*(?:\.[^ ]+)*)\.$/.exec(advice)?.[1] ?? "";
  // A vendor may be named with what it makes: `google (TPU)`.
  return { guess, names: list.split(", ").map((name) => name.replace(/ \(.*\)$/, "")) };
}

/** Slips of the finger: a letter too many, one too few, two swapped, and capitals. */
function slips(name: string): readonly string[] {
  const last = name.length - 1;
  const swapped = `${name.slice(0, last - 1)}${name[last]}${name[last - 1]}`;
  return [`${name}x`, name.slice(0, last), swapped, name.toUpperCase()].filter((slip) => slip !== name);
}

/** How many letters two names of like length differ in, roughly: what a reader would call near. */
function isNear(guess: string, slip: string): boolean {
  return Math.abs(guess.length - slip.length) <= Math.max(2, slip.length / 3);
}

describe("a wrong model", () => {
  const wrong = MODELS.flatMap((name) => slips(name).map((slip) => [slip, name] as const)).filter(
    ([slip]) => !MODELS.includes(slip),
  );

  it("is answered with every model, or with those that the name may mean", () => {
    expect(wrong.length).toBeGreaterThan(200);
    for (const [slip] of wrong) {
      const { code, message, advice, why } = problem({ model: slip });
      expect(code, slip).toBe("unknown-model");
      expect(message).toContain(`"${slip}"`);
      if (why === undefined) expect(read(advice).names, slip).toEqual(MODELS);
      else expect(advice, slip).toMatch(/^Name one of them: /);
    }
  });

  it("is answered with the nearest one", () => {
    const far = wrong.filter(([slip, name]) => {
      const { advice, why } = problem({ model: slip });
      if (why !== undefined) return false;
      const { guess } = read(advice);
      // Of two that are as near, either will do; in two or three letters one slip is much.
      return guess !== name && !(guess !== null && isNear(guess, slip)) && name.length > 3;
    });
    expect(far).toEqual([]);
  });

  it.each([
    ["h10", "h100"],
    ["H100", "h100"],
    ["h1000", "h100"],
    ["hopper100", null],
    ["nvidia-l4", "l4"],
    ["NVIDIA-L40S", "l40s"],
    ["NVIDIA-H100-PCIe", "h100"],
    ["nvidia-tesla-t4", "t4"],
    ["nvidia-h100-mega-80gb", "h100"],
    ["rtx-pro-server-6000", "rtx-pro-6000"],
    ["gaudi-hl-205", "gaudi1"],
    ["tpu-v5-lite-podslice", "tpu-v5e"],
    ["tpu7x", "tpu-v7"],
    ["flex-170", "intel-flex-170"],
    ["4090", "rtx-4090"],
    ["zzz", null],
  ])("%s is taken for %s", (model, expected) => {
    expect(read(problem({ model }).advice).guess).toBe(expected);
  });

  it.each([
    ["a100", ["a100-40gb", "a100-80gb"]],
    ["v100", ["v100-16gb", "v100-32gb"]],
    ["intel-flex", ["intel-flex-140", "intel-flex-170"]],
    ["rtx-pro", ["rtx-pro-6000", "rtx-pro-4500"]],
  ])("%s may be %o", (model, expected) => {
    const { advice, why } = problem({ model });
    expect(why).toBe("They are different machines, with other labels.");
    expect(advice).toBe(`Name one of them: ${expected.join(" or ")}.`);
  });
});

describe("a wrong platform", () => {
  const wrong = PLATFORMS.flatMap((name) => slips(name).map((slip) => [slip, name] as const)).filter(
    ([slip]) => !PLATFORMS.includes(slip),
  );

  it("is answered with every platform, and with the nearest", () => {
    expect(wrong.length).toBeGreaterThan(60);
    for (const [slip, name] of wrong) {
      const { code, message, advice } = problem({ platform: slip });
      expect(code, slip).toBe("unknown-platform");
      expect(message).toContain(`"${slip}"`);
      expect(read(advice).names, slip).toEqual(PLATFORMS);
      const { guess } = read(advice);
      expect(guess === name || (guess !== null && isNear(guess, slip)) || name.length <= 3, slip).toBe(true);
    }
  });

  it.each(unsupportedPlatforms().map((row) => row.name))(
    "%s is answered with the one to take instead",
    (name) => {
      const { code, advice, message } = problem({ platform: name });
      expect(code).toBe("unknown-platform");
      expect(message).toContain("is no platform of the catalog: ");
      expect(advice).toContain("--platform generic-nvidia");
      expect(read(advice.slice(advice.indexOf("The platforms"))).names).toEqual(PLATFORMS);
    },
  );
});

describe("a wrong vendor", () => {
  it.each(VENDORS.flatMap((name) => slips(name).map((slip) => [slip, name] as const)))(
    "%s is answered with the vendors, and with %s",
    (slip, name) => {
      const answer = catalog.vendor(slip);
      if (answer.ok) throw new Error(`${slip} is a vendor`);
      expect(answer.problem.message).toBe(`unknown vendor "${slip}"`);
      expect(read(answer.problem.advice)).toEqual({ guess: name, names: VENDORS });
    },
  );

  it("is answered for the platform with the vendors that it has", () => {
    expect.hasAssertions();
    for (const { name, vendors } of platformIndex())
      for (const vendor of VENDORS.filter((one) => !vendors.some((has) => has === one))) {
        const { code, advice } = problem({ platform: name, vendor: vendor as "amd" });
        expect(code, `${vendor} on ${name}`).toBe("vendor-not-on-platform");
        for (const has of vendors) expect(advice, name).toContain(has);
        const elsewhere = platformIndex().filter((row) => row.vendors.some((has) => has === vendor));
        for (const row of elsewhere) expect(advice, `${vendor} on ${name}`).toContain(row.name);
      }
  });
});

describe("a model that the platform does not have", () => {
  it("is answered with the models that it has and the platforms that have it", () => {
    let refused = 0;
    for (const { name: platform } of platformIndex())
      for (const model of TABLES.models.filter((one) => one.platforms[platform] === undefined)) {
        const { code, why, advice } = problem({ platform, model: model.name, count: 8 });
        expect(code, `${model.name} on ${platform}`).toBe("model-not-on-platform");
        expect(why, `${model.name} on ${platform}`).toMatch(/^[A-Z].*\.$/);
        const there = TABLES.models.filter((one) => one.platforms[platform] !== undefined);
        for (const one of there) expect(advice, platform).toContain(one.name);
        for (const other of Object.keys(model.platforms)) expect(advice, model.name).toContain(other);
        refused++;
      }
    expect(refused).toBeGreaterThan(700);
  });
});

describe("a wrong shape of a TPU slice", () => {
  it.each(
    TABLES.models.flatMap((model) =>
      Object.entries(model.platforms)
        .filter(([, placement]) => placement.topology !== undefined)
        .map(([platform]) => [model.name, platform] as const),
    ),
  )("of %s on %s is answered with the shapes that fit", (model, platform) => {
    const topology = TABLES.models.find((one) => one.name === model)?.platforms[platform]?.topology;
    for (const wrong of ["3x3", "16x17", "2X4", "nonsense"]) {
      const { code, message, advice } = problem({ platform, model, count: 4, topology: wrong });
      expect(code).toBe("topology-unknown");
      expect(message).toContain(wrong);
      const names = /shapes are (.*)\.$/.exec(advice)?.[1]?.split(/, | or /) ?? [];
      expect(names.length).toBeGreaterThan(3);
      for (const name of names) expect(topology?.values).toContain(name);
    }
    const [, second = ""] = topology?.values ?? [];
    const slip = problem({ platform, model, count: 4, topology: `${second}x` });
    expect(slip.advice).toContain(`Did you mean "${second}"?`);
  });

  it("is refused for everything that is no TPU, and without a model", () => {
    expect(problem({ platform: "gke", model: "l4", topology: "2x2" })).toMatchObject({
      code: "topology-not-for-model",
      advice: "Leave --topology out.",
    });
    expect(problem({ platform: "generic", topology: "2x2" }).code).toBe("topology-not-for-model");
  });
});
