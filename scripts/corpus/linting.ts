import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadWholeCatalog } from "../../src/gpu/catalog/whole-catalog.ts";
import { loadApiSchema } from "../../src/k8s/schema/api-schema.ts";
import type { Finding } from "../../src/lint/finding.ts";
import { RULES } from "../../src/lint/groups/registry.ts";
import type { ManifestInput } from "../../src/pipeline/input/manifest-input.ts";
import { lintManifests } from "../../src/pipeline/lint.ts";
import { fixManifests } from "../../src/pipeline/lint-fix.ts";
import type { LintTools } from "../../src/pipeline/lint-types.ts";
import type { CorpusFile } from "./files.ts";

/** What linting the corpus found, and what fixing left. */
export interface LintRun {
  readonly objects: number;
  readonly findings: readonly Finding[];
  readonly fixed: number;
  readonly refused: readonly string[];
  readonly problems: readonly string[];
}

/** Newest version, no config, no platform: what the linter says to somebody who only calls it. */
async function plainTools(): Promise<LintTools> {
  return {
    whole: loadWholeCatalog(),
    rules: RULES,
    ids: RULES.map(({ id }) => id),
    settingsOf: () => ({ severities: {}, platformOf: () => null, minor: 36 }),
    schemas: new Map([[36, await loadApiSchema("1.36")]]),
    checkCustom: null,
    nameOf: (file) => file,
    roleOf: () => null,
  };
}

/** Lints each repository's files together, as its own people would, and fixes what can be. */
export async function lintCorpus(corpus: string, files: readonly CorpusFile[]): Promise<LintRun> {
  const tools = await plainTools();
  const run = {
    objects: 0,
    findings: [] as Finding[],
    fixed: 0,
    refused: [] as string[],
    problems: [] as string[],
  };
  for (const inputs of byRepository(corpus, files)) {
    const outcome = lintManifests(inputs, tools);
    run.objects += outcome.objects;
    run.findings.push(...outcome.findings);
    const { files: after, refused, remaining } = fixManifests(inputs, tools, ["safe", "unsafe"]);
    run.fixed += after.reduce((total, { fixed }) => total + fixed.length, 0);
    run.refused.push(...refused.map(({ finding, reason }) => `${placeOf(finding)}: ${reason}`));
    const told = new Set(refused.map(({ finding }) => finding.fingerprint));
    for (const finding of remaining.findings)
      if (finding.fix !== null && !told.has(finding.fingerprint))
        run.problems.push(`${placeOf(finding)}: still fixable after the fix`);
    run.problems.push(...newErrors(outcome.findings, remaining.findings));
  }
  return run;
}

function byRepository(corpus: string, files: readonly CorpusFile[]): readonly (readonly ManifestInput[])[] {
  const repositories = new Map<string, ManifestInput[]>();
  for (const { file } of files) {
    const repository = file.split("/").slice(0, 2).join("/");
    const inputs = repositories.get(repository) ?? [];
    repositories.set(repository, inputs);
    inputs.push({ name: file, bytes: readFileSync(join(corpus, file)), named: false });
  }
  return [...repositories.values()];
}

/** A fix must not make something wrong that was not. */
function newErrors(before: readonly Finding[], after: readonly Finding[]): readonly string[] {
  const known = new Set(before.map(wordsOf));
  return after
    .filter((finding) => finding.severity === "error" && !known.has(wordsOf(finding)))
    .map((finding) => `${placeOf(finding)}: an error that a fix made: ${finding.message}`);
}

function wordsOf({ rule, location, message }: Finding): string {
  return `${location.file} ${rule.id} ${message}`;
}

function placeOf({ rule, location: { file, line, column } }: Finding): string {
  return `${file}:${line}:${column} ${rule.id}`;
}

/** Findings per rule, most frequent first; of each `show` samples that are spread over all, or all with `rule`. */
export function formatLintRun(run: LintRun, show: number): string {
  const byRule = new Map<string, Finding[]>();
  for (const finding of run.findings)
    byRule.set(finding.rule.id, [...(byRule.get(finding.rule.id) ?? []), finding]);
  const rows = [...byRule].sort((a, b) => b[1].length - a[1].length);
  const lines = rows.flatMap(([id, found]) => {
    const files = new Set(found.map(({ location }) => location.file)).size;
    const step = Math.max(1, Math.floor(found.length / Math.max(show, 1)));
    const shown = show === 0 ? [] : found.filter((_, index) => index % step === 0).slice(0, show);
    return [
      `${String(found.length).padStart(6)} in ${String(files).padStart(4)} files  ${id}`,
      ...shown.map((finding) => `          ${placeOf(finding)} ${finding.severity}: ${finding.message}`),
    ];
  });
  const silent = RULES.filter(({ id }) => !byRule.has(id)).map(({ id }) => id);
  return [
    `${run.objects} objects, ${run.findings.length} findings`,
    ...lines,
    `not found at all: ${silent.join(", ") || "none"}`,
    `${run.fixed} fixed, ${run.refused.length} that the edit engine refused`,
    ...run.refused.slice(0, show).map((line) => `          ${line}`),
  ].join("\n");
}
