import { type BaseConfig, makePolicy } from "../../src/config/policy.ts";
import type { Config } from "../../src/config/types.ts";
import { loadCatalog } from "../../src/gpu/catalog/catalog.ts";
import type { Catalog } from "../../src/gpu/types.ts";
import { chooseGpu } from "../../src/pipeline/gpu-auto/choose-gpu.ts";
import type { Change, PatchOutcome, Scope } from "../../src/pipeline/outcome.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";
import { recognizeSettings } from "../../src/pipeline/recognize.ts";
import type { DecisionFlags } from "../../src/profile/flags.ts";

export const catalog = loadCatalog();

/** One run through the library. Files by path; the configs by the folder they lie in, the nearest counts. */
export interface Run {
  readonly profile?: string | null;
  readonly flags?: DecisionFlags;
  readonly scope?: Partial<Scope>;
  /** As `--keep-going`. */
  readonly keepGoing?: true;
  /** As `--strip-live`. */
  readonly liveFields?: "strip";
  /** As `--unknown-kinds patch`. */
  readonly unknownKinds?: "found-by-shape";
  readonly config?: Config;
  readonly bases?: readonly BaseConfig[];
  /** Instead of `config`: the config of each folder, `""` for the top. */
  readonly configs?: Readonly<Record<string, Config>>;
  /** Instead of the built-in one: that with the platforms of a config. */
  readonly catalog?: Catalog;
}

/** The answer of the pipeline for files by name. */
export function run(files: Readonly<Record<string, string>> | string, options: Run = {}): PatchOutcome {
  const texts = typeof files === "string" ? { "test.yaml": files } : files;
  const configs = options.configs ?? (options.config === undefined ? {} : { "": options.config });
  const policies = Object.entries(configs)
    .map(([folder, config]) => ({
      folder,
      policy: makePolicy({ file: `${folder}gpuify.yaml`, config, bases: options.bases ?? [] }),
    }))
    .sort((a, b) => b.folder.length - a.folder.length);
  return patchManifests(
    Object.entries(texts).map(([name, text]) => ({
      name,
      bytes: new TextEncoder().encode(text),
      named: true,
    })),
    {
      profile: options.profile ?? null,
      scope: { all: false, select: [], labels: [], namespace: null, ...options.scope },
      strict: false,
      ...(options.keepGoing && { keepGoing: true }),
      ...(options.liveFields !== undefined && { liveFields: options.liveFields }),
      ...(options.unknownKinds !== undefined && { unknownKinds: options.unknownKinds }),
      flags: options.flags ?? {},
    },
    options.catalog ?? catalog,
    {
      recognize: recognizeSettings,
      chooseGpu,
      policyOf: ({ name }) => {
        const found = policies.find(({ folder }) => name.startsWith(folder));
        return found === undefined ? null : { policy: found.policy, path: name.slice(found.folder.length) };
      },
    },
  );
}

/** The one file's text after the run; the messages where it was refused. */
export function textAfter(outcome: PatchOutcome): string {
  const errors = errorsOf(outcome);
  return errors.length > 0 ? errors.join("\n") : (outcome.files[0]?.text ?? "");
}

/** All changes of all files. */
export function changesOf(outcome: PatchOutcome): readonly Change[] {
  return outcome.files.flatMap(({ changes }) => changes);
}

/** Messages of errors, the scope's problem among them. */
export function errorsOf({ diagnostics, scopeProblem }: PatchOutcome): readonly string[] {
  const all = scopeProblem === null ? diagnostics : [...diagnostics, scopeProblem];
  return all.filter(({ severity }) => severity === "error").map(({ message }) => message);
}

/** Codes of all diagnostics. */
export function codesOf({ diagnostics }: PatchOutcome): readonly string[] {
  return diagnostics.map(({ code }) => code);
}
