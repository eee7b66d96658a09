import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { sourcePlugins } from "../source-plugins.js";

/**
 * Leaves a package out of the bundle: an old CommonJS module that hangs its parts on the `this` of its file, which a
 * bundle does not have.
 * @param {string} name
 * @returns {import("rolldown").Plugin}
 */
function unbundled(name) {
  const id = pathToFileURL(createRequire(import.meta.url).resolve(name)).href;
  return {
    name: `unbundled-${name}`,
    resolveId: (wanted) => (wanted === name ? { id, external: true } : null),
  };
}

/**
 * Bundles a TypeScript module with everything it imports into a temporary folder and imports it, so that the
 * scripts always run on the sources as they are, without a build step. The folder goes when the process ends.
 * @param {string} entry absolute path of the module
 * @returns {Promise<Record<string, unknown>>} its exports
 */
export async function importBundled(entry) {
  const folder = mkdtempSync(join(tmpdir(), "gpuify-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const bundle = await rolldown({
    input: entry,
    platform: "node",
    logLevel: "silent",
    plugins: [...sourcePlugins(), unbundled("yaml-js")],
  });
  const { output } = await bundle.write({ dir: folder, format: "esm", entryFileNames: "entry.js" });
  await bundle.close();
  const file = output.find((chunk) => chunk.type === "chunk" && chunk.isEntry);
  return import(pathToFileURL(join(folder, file?.fileName ?? "entry.js")).href);
}
