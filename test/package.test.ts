import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deployment, plainEnv } from "./cli/program.ts";
import { tree } from "./io/tree.ts";

const ROOT = join(import.meta.dirname, "..");

function run(command: string, args: readonly string[], cwd: string, input?: string): string {
  const env = plainEnv({ npm_config_cache: join(tmpdir(), "gpuify-npm-cache"), npm_config_audit: "false" });
  const result = spawnSync(command, args, {
    cwd,
    env,
    encoding: "utf8",
    ...(input === undefined ? {} : { input }),
  });
  if (result.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${result.stdout}${result.stderr}`);
  return result.stdout;
}

/** The tarball, made without building again: what is tested is what was built. */
function pack(
  folder: string,
): readonly { readonly filename: string; readonly files: readonly { readonly path: string }[] }[] {
  return JSON.parse(run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], ROOT));
}

describe("the package", () => {
  test("works where it is installed: both commands, the library and the schemas", () => {
    const folder = tree({
      "package.json": '{"name": "empty", "private": true}',
      "web.yaml": deployment("web"),
    });
    const [tarball] = pack(folder);
    if (tarball === undefined) throw new Error("npm pack made nothing");
    run("npm", ["install", "--offline", "--ignore-scripts", "--no-fund", `./${tarball.filename}`], folder);
    const bin = join(folder, "node_modules", ".bin");
    const fromStream = run(join(bin, "gpuify"), ["-p", "continuous", "-q", "-"], folder, deployment("web"));
    expect(fromStream).toContain("nvidia.com/gpu: 1");
    expect(run(join(bin, "gpuify"), ["-p", "continuous", "-q", "web.yaml"], folder)).toBe(fromStream);
    expect(run(join(bin, "kubectl-gpuify"), ["show", "profiles"], folder)).toContain("continuous");
    const script = `import { loadCatalog, patchManifests } from "gpuify";
import { readFileSync } from "node:fs";
import schema from "gpuify/schemas/report.schema.json" with { type: "json" };
const scope = { all: true, select: [], labels: [], namespace: null };
const request = { profile: "continuous", scope, strict: false, flags: {} };
const inputs = [{ name: "web.yaml", bytes: readFileSync("web.yaml"), named: true }];
const outcome = patchManifests(inputs, request, loadCatalog());
process.stdout.write(schema.title + "\\n" + outcome.files[0].text);`;
    const library = run(process.execPath, ["--no-warnings", "--input-type=module", "-e", script], folder);
    expect(library).toBe(`Report of gpuify patch\n${fromStream}`);
    expect(existsSync(join(folder, "node_modules", "gpuify", "node_modules"))).toBe(false);
  });

  test("holds what it needs and nothing of the workshop", () => {
    const folder = tree({});
    const paths = pack(folder).flatMap(({ files }) => files.map((file) => file.path));
    for (const path of [
      "LICENSE",
      "bin/gpuify.cjs",
      "dist/program/cli.cjs",
      "dist/library/index.js",
      "dist/library/index.d.ts",
    ])
      expect(paths).toContain(path);
    expect(paths.filter((path) => /^(?:src|test|fixtures|scripts|docs)\//.test(path))).toEqual([]);
  });

  test("is put together as its readers expect", () => {
    expect(run("node_modules/.bin/publint", ["--strict", "--pack=false"], ROOT)).toContain("All good");
  });

  test("names the licence of every package whose code it contains", () => {
    const notices = readFileSync(join(ROOT, "dist", "program", "THIRD-PARTY-NOTICES"), "utf8");
    for (const name of ["ajv", "chalk", "commander", "execa", "js-yaml"])
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, "m"));
    expect(notices).not.toContain("yaml-js");
  });

  test("starts without waiting for V8 to compile, and also without what V8 left", () => {
    const folder = tree({});
    const [tarball] = pack(folder);
    run("tar", ["xf", tarball?.filename ?? ""], folder);
    const program = join(folder, "package", "bin", "gpuify.cjs");
    const cache = `cli.cjs.${process.versions.v8}-${process.arch}.cache`;
    const args = [program, "-p", "continuous", "-q", "-"];
    const withCache = run(process.execPath, args, folder, deployment("web"));
    rmSync(join(folder, "package", "dist", "program", cache));
    expect(run(process.execPath, args, folder, deployment("web"))).toBe(withCache);
  });

  test("a plain run loads no other command, no second reader, no schema of the user and no color", () => {
    const folder = tree({});
    const [tarball] = pack(folder);
    run("tar", ["xf", tarball?.filename ?? ""], folder);
    const patch = [join(folder, "package", "bin", "gpuify.cjs"), "-p", "continuous", "-q", "-"];
    const lint = [join(folder, "package", "bin", "gpuify.cjs"), "lint", "-"];
    const answers = [patch, lint].map((args) => run(process.execPath, args, folder, deployment("web")));
    const chunks = join(folder, "package", "dist", "program", "chunks");
    for (const part of ["kubectl", "second-opinion", "open-schemas", "color-paint", "walk", "size-table"])
      rmSync(join(chunks, `${part}.cjs`));
    expect([patch, lint].map((args) => run(process.execPath, args, folder, deployment("web")))).toEqual(
      answers,
    );
  });
});
