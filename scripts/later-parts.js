import { readFileSync } from "node:fs";
import { posix, relative, sep } from "node:path";

/** Ids of the modules that are made up here. Rolldown must not take them for paths, so they begin with NUL. */
const STAND_IN = "\0stand-in:";
const PART = "\0part:";

/**
 * Parts of the program that most runs never call, each in a file of its own that is loaded when the first of its
 * functions is called. Loading does not wait (`require`), so the sources import and call them as they do anything
 * else: what is imported from outside the part is a function of the same name that stands in for it. 100 KB of code
 * in the file that every run loads cost about 2 ms.
 *
 * A module of a part exports functions and literals only, because nothing else can be stood in for; the build fails
 * where one exports more.
 * @param {string} src
 * @param {Readonly<Record<string, readonly string[]>>} parts the modules of each part that others call, below `src`
 */
export function laterParts(src, parts) {
  /** @type {Map<string, { readonly part: string, readonly prefix: string }>} */
  const known = new Map();
  for (const [part, paths] of Object.entries(parts))
    for (const [index, path] of paths.entries()) known.set(path, { part, prefix: `m${index}_` });
  const pathOf = (/** @type {string} */ id) => relative(src, id).split(sep).join("/");
  return {
    /** Entries of the bundle besides the program. */
    inputs: Object.fromEntries(Object.keys(parts).map((part) => [`chunks/${part}`, `${PART}${part}`])),
    /** @type {import("rolldown").Plugin} */
    plugin: {
      name: "later-parts",
      async resolveId(id, importer) {
        if (id.startsWith(PART)) return id;
        if (importer === undefined || !id.startsWith(".") || importer.startsWith("\0")) return null;
        const resolved = await this.resolve(id, importer, { skipSelf: true });
        const path = resolved === null ? "" : pathOf(resolved.id);
        const place = known.get(path);
        if (place === undefined || known.get(pathOf(importer))?.part === place.part) return null;
        return `${STAND_IN}${path}`;
      },
      load(id) {
        if (id.startsWith(PART)) {
          const own = [...known].filter(([, { part }]) => part === id.slice(PART.length));
          return own.map(([path, { prefix }]) => exportsAs(src, path, prefix)).join("\n");
        }
        if (!id.startsWith(STAND_IN)) return null;
        const path = id.slice(STAND_IN.length);
        const { part, prefix } = known.get(path) ?? { part: "", prefix: "" };
        const { functions, literals } = exportsOf(src, path);
        const standIns = functions.map(
          (name) => `export const ${name} = (...args) => __part__("${part}").${prefix}${name}(...args);`,
        );
        return [...standIns, ...literals].join("\n");
      },
      generateBundle(_options, bundle) {
        for (const chunk of Object.values(bundle))
          if (chunk.type === "chunk")
            chunk.code = chunk.code.replace(/__part__\(["'`](\w+)["'`]\)/g, (_call, part) => {
              const path = posix.relative(posix.dirname(chunk.fileName), `chunks/${part}.cjs`);
              return `require("${path.startsWith(".") ? path : `./${path}`}")`;
            });
      },
    },
  };
}

/**
 * @param {string} src
 * @param {string} path
 * @param {string} prefix
 */
function exportsAs(src, path, prefix) {
  const names = exportsOf(src, path).functions.map((name) => `${name} as ${prefix}${name}`);
  return `export { ${names.join(", ")} } from ${JSON.stringify(posix.join(src.split(sep).join("/"), path))};`;
}

/**
 * What a module exports: the functions by name, and constants that are literals as they are written.
 * @param {string} src
 * @param {string} path
 */
function exportsOf(src, path) {
  // What scripts/yaml-data.js makes of it.
  if (path.endsWith(".yaml")) return { functions: ["data"], literals: [] };
  const text = readFileSync(`${src}/${path}`, "utf8");
  const functions = [];
  const literals = [];
  for (const [line, , name] of text.matchAll(EXPORT)) {
    const [, constant, value] = LITERAL.exec(line) ?? [];
    if (name !== undefined) functions.push(name);
    else if (constant !== undefined) literals.push(`export const ${constant} = ${value};`);
    else throw new Error(`${path} is loaded later and exports more than functions: ${line}`);
  }
  return { functions, literals };
}

const EXPORT = /^export (?!type\b|interface\b)(?:(async )?function\*? (\w+))?.*/gm;
const LITERAL =
  /^export const (\w+)(?:: [\w<>[\] ]+)? = (\d+|"[^"]*"|\[(?:"[^"]*"(?:, )?)*\])(?: as const)?;$/;
