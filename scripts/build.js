import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";

/** Builds `dist/`: the bundles, the library's types, and what V8 compiled of the program. */
const root = fileURLToPath(new URL("..", import.meta.url));
const types = [
  "--ignoreConfig",
  "src/index.ts",
  "src/yaml-data.d.ts",
  "src/compiled-schema.d.ts",
  ...["--target", "es2022", "--module", "nodenext", "--lib", "es2023", "--types", "node", "--strict"],
  ...[
    "--exactOptionalPropertyTypes",
    "--allowImportingTsExtensions",
    "--resolveJsonModule",
    "--skipLibCheck",
  ],
  ...["--declaration", "--emitDeclarationOnly", "--rootDir", "src", "--outDir", "dist/types"],
];

run("rolldown", ["-c", "rolldown.config.js", "--log-level", "warn"]);
run(process.execPath, ["scripts/code-cache.js"]);
run("tsc", types);
await rollUpTypes();
rmSync(`${root}dist/types`, { recursive: true });

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function run(program, args) {
  const isNode = program === process.execPath;
  const command = isNode ? program : `${root}node_modules/.bin/${program}`;
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  process.exit(status ?? 1);
}

/** One file with all types of the library, so that its users see what it exports and nothing of how it is laid out. */
async function rollUpTypes() {
  const bundle = await rolldown({
    input: { index: `${root}dist/types/index.d.ts` },
    plugins: [dts({ dtsInput: true })],
    logLevel: "warn",
  });
  await bundle.write({ dir: `${root}dist/library`, format: "esm" });
}
