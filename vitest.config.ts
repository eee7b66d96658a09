import { defineConfig } from "vitest/config";
import { compiledSchema } from "./scripts/compiled-schema.js";
import { yamlData } from "./scripts/yaml-data.js";

export default defineConfig({
  plugins: [yamlData(), compiledSchema()],
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores are the smallest machine that has to run this; more workers only fight over them.
    maxWorkers: 2,
  },
});
