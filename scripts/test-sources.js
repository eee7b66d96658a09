import { readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..");
const SRC = join(ROOT, "src");
/** Below `node_modules`, so that vitest leaves the modules to Node, which then finds the packages that they import. */
export const COMPILED = join(ROOT, "node_modules/.cache/gpuify-sources");

/**
 * Compiles each module of the sources to one of its own, which Node runs as it runs the program: vitest's own way of
 * running modules makes every imported name a call.
 * @param {import("vitest/node").TestProject} project
 */
export async function setup(project) {
  await compile();
  project.onTestsRerun(compile);
}

async function compile() {
  // Whoever only asks where the modules are loads no bundler.
  const [{ rolldown }, { sourcePlugins }] = await Promise.all([
    import("rolldown"),
    import("./source-plugins.js"),
  ]);
  const modules = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !path.endsWith(".d.ts"),
  );
  const bundle = await rolldown({
    input: Object.fromEntries(modules.map((path) => [path.slice(0, -".ts".length), join(SRC, path)])),
    platform: "node",
    external: /^[^./\0]/,
    treeshake: false,
    plugins: sourcePlugins(),
    logLevel: "warn",
  });
  await bundle.write({
    dir: COMPILED,
    format: "esm",
    cleanDir: true,
    preserveModules: true,
    preserveModulesRoot: SRC,
    entryFileNames: "[name].mjs",
    sourcemap: false,
  });
}

/**
 * Tests import sources by their own names and get what was compiled of them.
 * @returns {import("vite").Plugin}
 */
export function compiledSources() {
  return {
    name: "compiled-sources",
    enforce: "pre",
    resolveId(source, importer) {
      if (!source.startsWith(".") || !source.endsWith(".ts") || importer === undefined) return null;
      const path = relative(SRC, join(dirname(importer), source));
      return path.startsWith("..") ? null : join(COMPILED, path.replace(/\.ts$/, ".mjs"));
    },
  };
}
