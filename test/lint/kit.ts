import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { loadWholeCatalog } from "../../src/gpu/catalog/whole-catalog.ts";
import { KUBERNETES_VERSIONS, loadApiSchema } from "../../src/k8s/schema/api-schema.ts";
import { RULES } from "../../src/lint/groups/registry.ts";
import { lintManifests } from "../../src/pipeline/lint.ts";
import type { LintOutcome, LintTools } from "../../src/pipeline/lint-types.ts";
import { customJudge } from "../../src/schema/custom/check-custom.ts";
import { readSchemaFile, schemaIn } from "../../src/schema/custom/schema-file.ts";

/** What a test may say about a run. */
export interface KitOptions {
  readonly platform?: string | null;
  readonly minor?: number;
  readonly only?: readonly string[];
  readonly severities?: LintTools["settingsOf"] extends (file: string) => infer S
    ? S extends { readonly severities: infer V }
      ? V
      : never
    : never;
}

/** The definition that examples and fixtures of custom resources are checked by. */
const DEFINITION = "fixtures/schema-location/gpu-pool.yaml";
const read = readSchemaFile(
  DEFINITION,
  readFileSync(resolve(import.meta.dirname, "../..", DEFINITION), "utf8"),
);

const checks = new Map<string, ReturnType<typeof customJudge>>();

const checkPool: LintTools["checkCustom"] = (object) => {
  const { apiVersion, kind } = object;
  const found = read.ok ? schemaIn(read.file, { apiVersion, kind }) : null;
  if (found?.is !== "schema") return null;
  const check = checks.get(`${apiVersion} ${kind}`) ?? customJudge(found.schema);
  checks.set(`${apiVersion} ${kind}`, check);
  return check.ok ? check.judge(object.root, kind) : null;
};

const whole = loadWholeCatalog();
const schemas = new Map(
  await Promise.all(
    KUBERNETES_VERSIONS.map(
      async (version) => [Number(version.slice(2)), await loadApiSchema(version)] as const,
    ),
  ),
);

/** The tools of a run over files that have no config. */
export function toolsFor({ platform = null, minor = 36, only, severities = {} }: KitOptions = {}): LintTools {
  return {
    whole,
    rules: only === undefined ? RULES : RULES.filter(({ id }) => only.includes(id)),
    ids: RULES.map(({ id }) => id),
    settingsOf: () => ({ severities, platformOf: () => platform, minor }),
    schemas,
    checkCustom: checkPool,
    nameOf: (file) => file,
    roleOf: () => null,
  };
}

/** Lints texts as named files. */
export function lint(texts: Readonly<Record<string, string>>, options?: KitOptions): LintOutcome {
  const inputs = Object.entries(texts).map(([name, text]) => ({
    name,
    bytes: new TextEncoder().encode(text),
    named: true,
  }));
  return lintManifests(inputs, toolsFor(options));
}
