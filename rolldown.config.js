import { defineConfig } from "rolldown";

// One CommonJS program with lazily loaded chunks: an ES module entry costs about 6 ms before any work on
// Node 20, and every 100 KB of code that a run does not need about 2 ms.
export default defineConfig([
  {
    input: { cli: "src/cli.ts" },
    platform: "node",
    resolve: { conditionNames: ["import", "node", "default"], mainFields: ["module", "main"] },
    output: {
      dir: "dist",
      format: "cjs",
      minify: true,
      cleanDir: true,
      entryFileNames: "[name].cjs",
      chunkFileNames: "chunks/[name].cjs",
    },
  },
]);
