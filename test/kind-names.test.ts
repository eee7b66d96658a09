import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it, test } from "vitest";
import { WORKLOAD_KIND_NAMES } from "../src/k8s/kinds.ts";

/**
 * Decisions ask the rows for the fact that is their reason: a kind's name in quotes is in the rows alone, so that a new
 * kind is a new row and nothing else.
 */
const SRC = resolve(import.meta.dirname, "..", "src");

const ROWS = "k8s/kind-rows.ts";

/** Files that have such a name in quotes and decide nothing by it, with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "config/form/rule.ts": "examples for the schema of gpuify.yaml",
  "config/form/config-schema.ts": "examples for the schema of gpuify.yaml",
  "config/checks/check-shapes.ts": "the object by whose schema a part of a pod is checked",
  "kernel/codes/bursty.ts": "the title of a page",
  "lint/rules/gpu-daemon-set.ts": "the title of a page",
  "workload/surroundings.ts": "what KEDA takes for a target without a kind",
};

const NAMES = WORKLOAD_KIND_NAMES.join("|");
const QUOTED = new RegExp(`(["'])(?:${NAMES})\\1`, "g");
const COMPARED = new RegExp(`(?:[!=]==?|case)\\s*["'](?:${NAMES})["']|["'](?:${NAMES})["']\\s*[!=]==?`);

const FILES = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && path !== ROWS)
  .map((path) => ({ path, text: readFileSync(join(SRC, path), "utf8") }));

describe("a workload kind's name", () => {
  it("is in quotes in no file but the rows and those that decide nothing by it", () => {
    const found = FILES.flatMap(({ path, text }) =>
      (text.match(QUOTED) ?? []).map((name) => `${path}: ${name}`),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((one) => !(one.replace(/: .*/, "") in EXCEPTIONS))).toEqual([]);
  });

  it("is compared in no file but the rows", () => {
    expect(FILES.filter(({ text }) => COMPARED.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test.each(Object.keys(EXCEPTIONS))("is in %s, which is an exception", (path) => {
    const file = FILES.find((one) => one.path === path);
    expect(file?.text.search(QUOTED)).toBeGreaterThanOrEqual(0);
  });

  test.each(['if (kind === "Deployment")', "kind !== 'Pod'", 'case "CronJob":', '"StatefulSet" === kind'])(
    "would be found in `%s`",
    (text) => {
      expect(COMPARED.test(text)).toBe(true);
    },
  );
});
