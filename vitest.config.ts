import { defineConfig } from "vitest/config";
import { sourcePlugins } from "./scripts/source-plugins.js";

/** Tests that put another module in the place of one: they need sources that no other test has loaded. */
const REPLACING = ["test/pipeline/pod-sets.test.ts"];

export default defineConfig({
  plugins: sourcePlugins(),
  test: {
    setupFiles: ["test/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores are the smallest machine that has to run this; more workers only fight over them.
    maxWorkers: 2,
    // Processes, not threads: some tests change the working folder or the user.
    pool: "forks",
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: REPLACING,
          // Modules keep no state, so files may share a worker: to load the sources for each costs more than most tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: "alone", include: REPLACING } },
    ],
  },
});
