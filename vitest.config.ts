import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { sourcePlugins } from "./scripts/source-plugins.js";
import { compiledSources } from "./scripts/test-sources.js";

/** Tests that put another module in the place of one: they need sources that no other test has loaded. */
const REPLACING = ["test/pipeline/pod-sets.test.ts"];

/** In this order before all others. */
const FIRST = [
  // They count all that V8 knows, which is quick as long as that is little.
  ...[
    "config/file/read-config",
    "workload/unhandled-accelerators",
    "schema/pattern",
    "schema/custom/check-custom",
  ],
  ...[
    "program/command/commands",
    "output/diff",
    "edit/speed",
    "yaml/split",
    "config/policy",
    "pipeline/hostile",
  ],
  // They take longest, and no worker should wait for one of them in the end.
  ...["schedule/schedule", "corpus/corpus", "cli/growth", "corpus/kinds", "corpus/edits", "lint/fix"],
].map((name) => `test/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification) => FIRST.findIndex((path) => moduleId.endsWith(path));
    const first = files.filter((file) => rankOf(file) !== -1);
    const others = await super.sort(files.filter((file) => rankOf(file) === -1));
    return [...first.toSorted((one, other) => rankOf(one) - rankOf(other)), ...others];
  }
}

export default defineConfig({
  plugins: sourcePlugins(),
  test: {
    setupFiles: ["test/setup.ts"],
    forceRerunTriggers: ["**/src/**"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores are the smallest machine that has to run this; more workers only fight over them.
    maxWorkers: 2,
    // Processes, not threads: some tests change the working folder or the user.
    pool: "forks",
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        plugins: [compiledSources()],
        test: {
          name: "shared",
          globalSetup: ["scripts/test-sources.js"],
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
