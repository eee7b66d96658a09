import { join } from "node:path";
import { importBundled } from "./corpus/bundle.js";

/**
 * The rows of all models, worked out when the program is built: making them costs 8 ms on first use, as much as
 * everything else that a small run does, and reading them half a millisecond. They are plain data (a test says so).
 * @param {string} src
 * @returns {import("rolldown").Plugin}
 */
export function computedModels(src) {
  const path = join(src, "gpu", "catalog", "models.ts");
  return {
    name: "computed-models",
    async load(id) {
      if (id !== path) return null;
      const { modelRows } = await importBundled(path);
      const text = JSON.stringify(JSON.stringify(modelRows()));
      return { code: `export function modelRows() { return JSON.parse(${text}); }`, moduleType: "js" };
    },
  };
}
