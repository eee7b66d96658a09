import { defineConfig } from "rolldown";
import { thirdPartyNotices } from "./scripts/notices.js";
import { sharedFiles } from "./scripts/shared-files.js";
import { sourcePlugins } from "./scripts/source-plugins.js";

/** Puts the licences of what was bundled beside it. */
const notices = {
  name: "third-party-notices",
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
    this.emitFile({ type: "asset", fileName: "THIRD-PARTY-NOTICES", source: thirdPartyNotices(modules) });
  },
};

/** commander would load it, and 3 ms of start-up with it, only to run subcommands that are programs of their own. */
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

/** bin/gpuify.cjs loads each file as it stands, without a copy of its text in between. */
const wrapped = {
  name: "wrapped",
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === "chunk") chunk.code = `(function(exports,require){${chunk.code}\n})`;
  },
};

const resolve = { conditionNames: ["import", "node", "default"], mainFields: ["module", "main"] };

/** What nearly every run loads is in few files, because each costs half a millisecond: what both commands need, and the rest of each. */
const files = sharedFiles({
  rules: "/src/commands/last-word.ts",
  patch: "/src/cli/patch/run.ts",
  lint: "/src/cli/lint/run.ts",
});

// A CommonJS program: an ES module entry costs about 6 ms before any work on Node 20. What a dynamic import reaches is
// loaded when it is asked for. The library is an ES module, because who imports it runs already.
export default defineConfig([
  {
    input: { cli: "src/cli.ts" },
    platform: "node",
    resolve,
    plugins: [...sourcePlugins(), noChildProcess, files.plugin, asciiOnly, wrapped, notices],
    output: {
      dir: "dist/program",
      format: "cjs",
      minify: true,
      cleanDir: true,
      entryFileNames: "[name].cjs",
      chunkFileNames: "chunks/[name].cjs",
      codeSplitting: { groups: files.groups },
    },
  },
  {
    input: { index: "src/index.ts" },
    platform: "node",
    resolve,
    plugins: [...sourcePlugins(), notices],
    output: {
      dir: "dist/library",
      format: "esm",
      cleanDir: true,
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name].js",
    },
  },
]);
