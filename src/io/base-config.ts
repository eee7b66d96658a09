import { existsSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { EXIT, Failure } from "../kernel/failure.ts";
import { below, CONFIG_FILE, isFolder, readConfigText, regularFile } from "./config-text.ts";
import type { BaseConfigText, ConfigText } from "./ports.ts";
import { repositoryTop } from "./repository-names.ts";

/**
 * The config that another one builds on: a `.yaml` or `.yml` file, or a folder that has a `gpuify.yaml`; inside the
 * repository of the other one, where there is a repository. Configs come with the manifests, from whoever wrote those: one
 * must not be able to have other files of the machine read, and their lines shown in messages.
 * @throws Failure (usage) when it is not there, or is none of these.
 */
export function readBaseConfig(of: ConfigText, reference: string): BaseConfigText {
  const folder = dirname(of.path);
  const top = repositoryTop(folder);
  const target = resolve(folder, reference);
  // Before it is looked at: whether a file outside exists is nobody's business.
  if (top !== null && leadsOut(top, target)) throw outside(of, reference, top);
  const path = isFolder(target) ? join(target, CONFIG_FILE) : target;
  if (!existsSync(path))
    throw refusal(
      of,
      reference,
      path === target ? "which does not exist" : `a folder without a ${CONFIG_FILE}`,
    );
  const real = realpathSync(path);
  if (top !== null && leadsOut(realpathSync(top), real)) throw outside(of, reference, top);
  if (!isFolder(real) && !/\.ya?ml$/i.test(real))
    throw refusal(of, reference, "which is not a .yaml or .yml file");
  const shown = relative(process.cwd(), path);
  const name = shown === "" ? path : shown;
  const prefix = below(dirname(path), join(folder, "x"));
  return {
    name,
    path,
    text: readConfigText(regularFile(path, name), name),
    lines: top === null ? "shown-if-config" : "shown",
    prefix: prefix === null ? null : prefix.slice(0, -1),
  };
}

function leadsOut(top: string, path: string): boolean {
  return path !== top && below(top, path) === null;
}

function outside(of: ConfigText, reference: string, top: string): Failure {
  return new Failure(
    EXIT.usage,
    `${of.name} extends "${reference}", which is outside its repository`,
    `copy the file into ${relative(process.cwd(), top) || "the repository"}, or pass it with --config`,
  );
}

function refusal({ name }: ConfigText, reference: string, reason: string): Failure {
  return new Failure(
    EXIT.usage,
    `${name} extends "${reference}", ${reason}`,
    "name another gpuify.yaml, or its folder, relative to this one",
  );
}
