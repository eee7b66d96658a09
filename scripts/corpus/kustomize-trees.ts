import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseAllDocuments } from "yaml";

/** What patching did to the kustomizations below a folder. */
export interface TreeRun {
  /** Kustomizations that kustomize builds without a change. */
  readonly built: number;
  /** Objects in these builds that differ after patching. */
  readonly changed: number;
  /** Files left out because a workload in them was refused. */
  readonly refused: readonly string[];
  readonly problems: readonly string[];
}

type Build = ReadonlyMap<string, unknown>;

const NAMES = new Set(["kustomization.yaml", "kustomization.yml", "Kustomization"]);

/** How often a run is tried again without the files that it refuses. */
const MAX_TRIES = 40;

/**
 * Patches copies of a folder in place, one with each list of arguments, and builds every kustomization in it before and
 * after: what was built before must be built after, and no pod may lose a toleration.
 * @throws Error when the program fails otherwise than by refusing files.
 */
export function patchTree(
  folder: string,
  program: string,
  runs: readonly (readonly string[])[],
): readonly TreeRun[] {
  const before = inCopy(folder, buildsIn);
  return runs.map((args) => inCopy(folder, (copy) => patchCopy(copy, program, args, before)));
}

function inCopy<T>(folder: string, use: (copy: string) => T): T {
  const copy = mkdtempSync(join(tmpdir(), "gpuify-kustomize-"));
  try {
    cpSync(folder, copy, { recursive: true, dereference: false });
    return use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** What can be built, by its folder. */
function buildsIn(folder: string): ReadonlyMap<string, Build> {
  return new Map(
    kustomizationsIn(folder).flatMap((one) => {
      const built = build(join(folder, one));
      return built === null ? [] : [[one, built]];
    }),
  );
}

function patchCopy(
  copy: string,
  program: string,
  args: readonly string[],
  before: ReadonlyMap<string, Build>,
): TreeRun {
  const refused = patchInPlace(copy, program, args);
  const problems: string[] = [];
  let changed = 0;
  for (const [one, old] of before) {
    const now = build(join(copy, one));
    if (now === null) problems.push(`${one} does not build any more`);
    else {
      changed += [...now].filter(
        ([key, value]) => JSON.stringify(old.get(key)) !== JSON.stringify(value),
      ).length;
      problems.push(...lostTolerations(old, now).map((lost) => `${one}: ${lost}`));
    }
  }
  return { built: before.size, changed, refused, problems };
}

function kustomizationsIn(folder: string): readonly string[] {
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return found
    .filter((path) => NAMES.has(path.slice(path.lastIndexOf("/") + 1)))
    .map((path) => dirname(path));
}

/** All objects of a build by group, kind, namespace and name; null where it fails. */
function build(folder: string): Build | null {
  const run = spawnSync("kubectl", ["kustomize", folder], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 60_000,
  });
  if (run.status !== 0) return null;
  const objects = new Map<string, unknown>();
  for (const document of parseAllDocuments(run.stdout, { logLevel: "silent" })) {
    const object = document.toJS() as {
      apiVersion?: string;
      kind?: string;
      metadata?: Record<string, string>;
    } | null;
    if (object === null) continue;
    const { metadata } = object;
    objects.set(`${object.apiVersion} ${object.kind} ${metadata?.namespace ?? ""}/${metadata?.name}`, object);
  }
  return objects;
}

function patchInPlace(folder: string, program: string, args: readonly string[]): readonly string[] {
  const refused: string[] = [];
  for (let round = 0; round < MAX_TRIES; round++) {
    const exclude = refused.flatMap((file) => ["--exclude", file]);
    const run = spawnSync(process.execPath, [program, ...args, "-w", ...exclude, "."], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (run.status === 0) return refused;
    const files = [...run.stderr.matchAll(/^([^\s:][^:]*):\d+:\d+: error/gm)].map(([, file]) => file ?? "");
    if (run.status !== 3 || files.length === 0)
      throw new Error(`exit ${run.status}: ${run.stderr.slice(0, 2000)}`);
    refused.push(...new Set(files));
  }
  throw new Error(`files were refused ${MAX_TRIES} times`);
}

function lostTolerations(before: Build, after: Build): readonly string[] {
  return [...before].flatMap(([key, old]) => {
    const now = new Set(tolerationsIn(after.get(key)));
    return tolerationsIn(old)
      .filter((one) => !now.has(one))
      .map((one) => `${key} lost the toleration ${one}`);
  });
}

/** All tolerations anywhere in an object, as text. */
function tolerationsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(tolerationsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "tolerations" && Array.isArray(inner)
      ? inner.map((one) => JSON.stringify(one, Object.keys(one ?? {}).sort()))
      : tolerationsIn(inner),
  );
}
