import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { TestOptions } from "vitest";

declare module "vitest" {
  interface TaskMeta {
    /** Why the test is skipped: the last lines of `npm test` tell it. */
    skipped?: string;
  }
}

/** The folder beside the project with what others wrote, which is never copied into it. */
const SHARED = resolve(import.meta.dirname, "../../shared");

/** Options of a test or suite that is skipped, with the reason, unless it has what it needs. */
export function needs(thing: unknown, reason: string): TestOptions {
  const isThere = thing !== null && thing !== undefined && thing !== false;
  return isThere ? {} : { skip: true, meta: { skipped: reason } };
}

/** Needs a folder or file beside the project, such as `cases`. */
export function needsShared(path: string): TestOptions {
  return needs(existsSync(resolve(SHARED, path)), `../shared/${path} is not beside the project`);
}

/** Needs the corpus of real manifests. */
export function needsCorpus(): TestOptions {
  return needs(
    existsSync(resolve(SHARED, "corpus/index.jsonl")),
    "../shared/corpus is not beside the project",
  );
}

/** Needs a program that people run gpuify under, such as `kustomize`; `.ci/hosts` installs them. */
export function needsProgram(name: string): TestOptions {
  return needs(spawnSync(name, ["--version"]).error === undefined, `${name} is not installed`);
}

/** Needs kubectl, of any version. */
export function needsKubectl(): TestOptions {
  return needs(hasKubectl(), "kubectl is not installed");
}

/** True where kubectl can be run. */
export function hasKubectl(): boolean {
  return spawnSync("kubectl", ["version", "--client"]).status === 0;
}
