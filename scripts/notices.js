import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Licence texts of the packages whose modules went into a bundle, for THIRD-PARTY-NOTICES: their licences ask
 * for the text wherever the code goes.
 * @param {Iterable<string>} moduleIds files in the bundle
 * @returns {string}
 * @throws when a package has no licence file
 */
export function thirdPartyNotices(moduleIds) {
  const folders = new Set();
  for (const id of moduleIds) {
    const folder = packageFolder(id);
    if (folder !== null) folders.add(folder);
  }
  const sections = [...folders].sort().map(section);
  return `The program contains code of these packages.\n\n${sections.join("\n")}`;
}

/** @param {string} id */
function packageFolder(id) {
  if (!id.includes("/node_modules/")) return null;
  for (let at = dirname(id); at !== dirname(at); at = dirname(at)) {
    const manifest = join(at, "package.json");
    // Some packages have further package.json files inside that only say "type".
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version !== undefined) return at;
  }
  return null;
}

/** @param {string} folder */
function section(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file`);
  const text = readFileSync(join(folder, file), "utf8").trim();
  return `${"-".repeat(72)}\n${name} ${version} (${license})\n\n${text}\n`;
}
