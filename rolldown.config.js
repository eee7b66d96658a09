import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "rolldown";
import { eventParserOnly } from "./scripts/js-yaml-parser.js";
import { laterParts } from "./scripts/later-parts.js";
import { thirdPartyNotices } from "./scripts/notices.js";
import { yamlData } from "./scripts/yaml-data.js";

/** Files of the catalog that a run on a generic platform does not ask for. */
const CATALOG = ["platforms", "providers"]
  .flatMap((folder) =>
    readdirSync(new URL(`src/gpu/data/${folder}`, import.meta.url)).map(
      (name) => `gpu/data/${folder}/${name}`,
    ),
  )
  .filter((path) => !path.endsWith("/generic-nvidia.yaml"))
  .concat(
    ["left-out", "mig", "sources", "unsupported"].map((name) => `gpu/data/${name}.yaml`),
    "gpu/catalog/own-knowledge.ts",
    "gpu/catalog/own-platforms.ts",
    "gpu/placements/placements.ts",
  );

/**
 * What a run of `continuous` or `training` on a plain manifest never calls: the modules that others import it by. What
 * only these import goes with them.
 */
const LATER = {
  codes: ["kernel/code-lookup/declaration-of.ts"],
  kinds: ["k8s/custom-kinds.ts", "pipeline/own-kinds.ts"],
  published: ["k8s/schema/published/check-published.ts", "k8s/schema/judge-limits.ts"],
  programs: ["patch/recognition/recognize.ts"],
  needs: ["patch/profiles/gpu/allocation/program-count.ts", "workload/programs/program-need.ts"],
  counts: ["lint/programs/counts.ts"],
  models: ["lint/programs/heads.ts", "lint/programs/memory.ts"],
  catalog: CATALOG,
  bursty: [
    "gpu/catalog/keep-off.ts",
    "patch/profiles/bursty/decide-bursty.ts",
    "patch/undo/restore-fields.ts",
    "patch/records/merge-records.ts",
    "patch/records/restore-record.ts",
    "patch/profiles/none/decide-none.ts",
    "pipeline/generated.ts",
  ],
  training: [
    "patch/own-form/own-retries.ts",
    "patch/profiles/gpu/steps/queue.ts",
    "patch/profiles/gpu/steps/retries.ts",
    "patch/profiles/gpu/steps/shared-memory.ts",
    "patch/undo/undo-training.ts",
    "patch/profiles/gpu/workers/keep-record.ts",
    "patch/profiles/gpu/workers/step.ts",
    "patch/profiles/gpu/workers/wanted.ts",
  ],
  kustomize: [
    "commands/kustomize/around.ts",
    "k8s/object-part.ts",
    "patch/kustomize/accelerators-in-parts.ts",
    "patch/kustomize/overridden.ts",
    "pipeline/kustomize/kustomization.ts",
    "pipeline/kustomize/object-parts.ts",
    "pipeline/kustomize-diagnostics.ts",
    "pipeline/kustomize/tree.ts",
  ],
  nodes: [
    "patch/profiles/gpu/placement/declared-taints.ts",
    "patch/profiles/gpu/placement/unwritten.ts",
    "workload/nodes/declared-nodes.ts",
    "workload/nodes/selected-nodes.ts",
  ],
  live: [
    "patch/live/live-diagnostics.ts",
    "patch/live/owned.ts",
    "patch/live/strip.ts",
    "workload/live/live-state.ts",
  ],
  further: [
    "cli/selectors.ts",
    "edit/culprit.ts",
    "edit/flow.ts",
    "edit/join-operations.ts",
    "gpu/catalog/driver-problem.ts",
    "gpu/catalog/mig-problems.ts",
    "gpu/catalog/problems.ts",
    "gpu/catalog/resource-by-driver.ts",
    "gpu/catalog/resource-domain.ts",
    "gpu/catalog/select.ts",
    "gpu/catalog/whole-gpus.ts",
    "k8s/comments.ts",
    "k8s/schema/unknown-field.ts",
    "kernel/glob.ts",
    "kernel/suggest.ts",
    "patch/config-defaults/answered.ts",
    "patch/profiles/gpu/allocation/other-containers.ts",
    "patch/profiles/gpu/steps/amounts.ts",
    "patch/profiles/gpu/allocation/shares.ts",
    "patch/config-fields/variable-order.ts",
    "patch/config-fields/without-idle.ts",
    "patch/config-fields/write-fields.ts",
    "patch/profiles/gpu/placement/fought.ts",
    "patch/profiles/gpu/placement/conflict.ts",
    "patch/profiles/gpu/placement/terms.ts",
    "patch/profiles/gpu/steps/other-platform.ts",
    "patch/profiles/gpu/steps/other-vendor.ts",
    "patch/profiles/gpu/steps/written-runtime-class.ts",
    "patch/selection/unmatched.ts",
    "patch/selection/unhandled-objects.ts",
    "patch/roles/choose-roles.ts",
    "patch/roles/elsewhere.ts",
    "patch/roles/left-to-bases.ts",
    "patch/profiles/gpu/steps/own-retries.ts",
    "patch/profiles/gpu/steps/twins.ts",
    "patch/profiles/gpu/workers/own-width.ts",
    "patch/shared/fields-of-kind.ts",
    "patch/shared/refuse-unknown.ts",
    "patch/shared/unknown-claims.ts",
    "pipeline/missing-pod-spec.ts",
    "pipeline/unhandled-outcomes.ts",
    "pipeline/input/unneeded.ts",
    "pipeline/keep-going.ts",
    "workload/autoscaler-metrics.ts",
    "workload/gpus-elsewhere.ts",
    "workload/device-claims.ts",
    "workload/device-requests.ts",
    "workload/unhandled-accelerators.ts",
    "yaml/check-events.ts",
    "yaml/loose-indentation.ts",
    "yaml/to-json.ts",
  ],
};

/** The same for `lint` on manifests without GPUs, or without models, and without --fix. */
const LINT_LATER = {
  codes: ["kernel/code-lookup/declaration-of.ts"],
  kinds: ["k8s/custom-kinds.ts"],
  published: ["k8s/schema/published/check-published.ts", "k8s/schema/judge-limits.ts"],
  catalog: CATALOG,
  programs: ["patch/recognition/recognize.ts"],
  needs: [
    "program/command/commands.ts",
    "program/command/processes.ts",
    "program/command/program-name.ts",
    "program/known/computing-programs.ts",
    "program/known/program-index.ts",
    "workload/programs/program-need.ts",
  ],
  counts: ["lint/programs/counts.ts"],
  models: ["lint/programs/heads.ts", "lint/programs/memory.ts"],
  fix: ["commands/lint/fix.ts", "pipeline/lint-fix.ts"],
};

/** Puts the licences of what was bundled beside it. */
const notices = {
  name: "third-party-notices",
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
    this.emitFile({ type: "asset", fileName: "THIRD-PARTY-NOTICES", source: thirdPartyNotices(modules) });
  },
};

/** commander would load it, and 2 ms of start-up with it, only to run subcommands that are programs of their own. */
const noChildProcess = {
  name: "no-child-process",
  resolveId(id, importer) {
    return id === "node:child_process" && importer?.includes("/commander/") ? "\0no-child-process" : null;
  },
  load(id) {
    return id === "\0no-child-process" ? "export default {};" : null;
  },
};

/** Escapes everything beyond ASCII: such a text is read and compiled faster, and bin/gpuify.cjs counts on it. */
const asciiOnly = {
  name: "ascii-only",
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === "chunk")
        chunk.code = chunk.code.replace(
          /[^\0-\x7f]/g,
          (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
  },
};

/** The bundler's own helpers are a file of their own, which would be one more to load; they hold no state. */
const inlineRuntime = (entry) => ({
  name: "inline-runtime",
  generateBundle(_options, bundle) {
    const runtime = bundle["chunks/rolldown-runtime.cjs"];
    const program = bundle[entry];
    if (runtime === undefined || program === undefined) return;
    program.code = program.code.replace(
      'require("./chunks/rolldown-runtime.cjs")',
      () => `(()=>{const exports={};${runtime.code};return exports})()`,
    );
    // Where none of them is used, they are required all the same.
    for (const chunk of Object.values(bundle))
      if (chunk.type === "chunk")
        chunk.code = chunk.code.replace(UNUSED_RUNTIME, (_all, before) => `${before}0`);
  },
});
const UNUSED_RUNTIME = /(^|[;,])require\("\.\/rolldown-runtime\.cjs"\)(?=[;,])/;

/** bin/gpuify.cjs loads each file as it stands, without a copy of its text in between. */
const wrapped = {
  name: "wrapped",
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === "chunk") chunk.code = `(function(exports,require){${chunk.code}\n})`;
  },
};

/** What is in one file with all that it needs, by program: where it starts, and what nearly every run loads in the end. */
const FILES = {
  cli: {
    start: ["/src/cli.ts", "/src/k8s/schema/data/table.ts", "/src/kernel/code-lookup/renamed.ts"],
    "last-word": [
      "/src/commands/last-word.ts",
      "/src/gpu/catalog/whole-catalog.ts",
      "/src/lint/groups/registry.ts",
    ],
    recognition: [
      "/src/patch/recognition/cpu-store.ts",
      "/src/patch/recognition/recognize.ts",
      "/src/workload/programs/program-need.ts",
    ],
  },
  lint: {
    start: [
      "/src/cli/lint-main.ts",
      "/src/k8s/schema/data/table.ts",
      "/src/output/lint/formats/pretty.ts",
      "/src/io/read-text.ts",
    ],
  },
};

/**
 * Files with everything that some modules need: each further file costs half a millisecond. Found once the modules are
 * known; what only dynamic imports reach stays in parts of its own, and what an earlier file has is not in a later one.
 */
function wholeFiles(files) {
  const members = new Map(Object.keys(files).map((name) => [name, new Set()]));
  const plugin = {
    name: "whole-files",
    buildEnd() {
      const taken = new Set();
      for (const [name, starts] of Object.entries(files)) {
        const own = members.get(name);
        const visit = (id) => {
          if (taken.has(id)) return;
          taken.add(id);
          own.add(id);
          for (const imported of this.getModuleInfo(id)?.importedIds ?? []) visit(imported);
        };
        if (name === "start") visit("\0rolldown/runtime.js");
        for (const id of this.getModuleIds()) if (starts.some((path) => id.endsWith(path))) visit(id);
      }
    },
  };
  return { plugin, groups: [...members].map(([name, ids]) => ({ name, test: (id) => ids.has(id) })) };
}

const src = fileURLToPath(new URL("src", import.meta.url));

const resolve = { conditionNames: ["import", "node", "default"], mainFields: ["module", "main"] };

/** A CommonJS program with lazily loaded chunks. */
function program(name, source, { dir, later: parts }) {
  const files = wholeFiles(FILES[name]);
  const later = laterParts(src, parts);
  return {
    input: { [name]: source, ...later.inputs },
    preserveEntrySignatures: "allow-extension",
    platform: "node",
    resolve,
    plugins: [
      later.plugin,
      yamlData(),
      noChildProcess,
      eventParserOnly,
      files.plugin,
      inlineRuntime(`${name}.cjs`),
      asciiOnly,
      wrapped,
      notices,
    ],
    output: {
      dir,
      format: "cjs",
      minify: true,
      cleanDir: true,
      entryFileNames: "[name].cjs",
      chunkFileNames: "chunks/[name].cjs",
      codeSplitting: { groups: files.groups },
    },
  };
}

// CommonJS programs: an ES module entry costs about 6 ms before any work on Node 20, and every 100 KB of code that a
// run does not need about 2 ms. The library is an ES module, because who imports it runs already.
export default defineConfig([
  program("cli", "src/cli.ts", { dir: "dist/program", later: LATER }),
  program("lint", "src/cli/lint-main.ts", { dir: "dist/lint", later: LINT_LATER }),
  {
    input: { index: "src/index.ts" },
    platform: "node",
    resolve,
    plugins: [yamlData(), eventParserOnly, notices],
    output: {
      dir: "dist/library",
      format: "esm",
      cleanDir: true,
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name].js",
    },
  },
]);
