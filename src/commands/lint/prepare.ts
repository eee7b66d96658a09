import { loadWholeCatalog } from "../../gpu/catalog/whole-catalog.ts";
import type { InputSet, Ports } from "../../io/ports.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import { EXIT, Failure } from "../../kernel/failure.ts";
import { nearest } from "../../kernel/suggest.ts";
import { RULES } from "../../lint/groups/registry.ts";
import { readFiles } from "../../pipeline/input/load.ts";
import { EVERYTHING } from "../../pipeline/input/relevance.ts";
import { resolvePath } from "../../pipeline/kustomize/paths.ts";
import { objectsOf } from "../../pipeline/lint.ts";
import { type LintMemory, lintMemory } from "../../pipeline/lint-memory.ts";
import type { LintSettings, LintTools } from "../../pipeline/lint-types.ts";
import type { Source } from "../../yaml/source.ts";
import { withoutExcluded } from "../excluded-inputs.ts";
import { fingerprintNames } from "../fingerprint-names.ts";
import { kustomizeFacts } from "../kustomize/facts.ts";
import { excludedNote } from "../named-excluded.ts";
import type { Policies } from "../policies.ts";
import type { LintInvocation } from "./invocation.ts";
import { customChecks, loadSchemas } from "./schemas.ts";
import { rulesInConfigs, settingsFor, versionDiagnostics } from "./settings.ts";

/** What a run stands on besides the flags. */
export interface PreparedLint {
  /** Without the files that a config leaves out. */
  readonly inputs: InputSet;
  /** Files that are named and that a config leaves out. */
  readonly namedOut: InputSet["files"];
  /** What was read to know which schemas are needed, for the lint itself. */
  readonly memory: LintMemory;
  readonly tools: LintTools;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
}

/**
 * Gathers what the run stands on.
 * @throws Failure (usage) for a rule or a platform that does not exist, or a schema that cannot be used.
 */
export async function prepare(
  invocation: LintInvocation,
  all: InputSet,
  policies: Policies | null,
  ports: Ports,
): Promise<PreparedLint> {
  const ids = RULES.map(({ id }) => id);
  assertRules(invocation.only, ids);
  const { files, namedOut } = withoutExcluded(all, policies, invocation.namedExcluded);
  const whole = loadWholeCatalog(policies?.own, policies?.deviceClasses, policies?.resources);
  assertPlatform(invocation.platform, whole);
  const settingsOf = settingsFor(invocation, (file) => policies?.byInput.get(file) ?? null);
  const minors = new Set(files.map(({ name }) => settingsOf(name).minor));
  const tools = {
    whole,
    rules: invocation.only.length === 0 ? RULES : RULES.filter(({ id }) => invocation.only.includes(id)),
    ids,
    settingsOf,
    schemas: await loadSchemas(minors),
    nameOf: fingerprintNames(files, ports),
    roleOf: await rolesOf(files, ports),
  };
  const memory = lintMemory();
  const read = invocation.schemaLocations.length > 0 ? readFiles(files, EVERYTHING, memory.readFile) : [];
  const custom = await customChecks(
    invocation.schemaLocations,
    objectsOf(read),
    minorOf(files[0]?.name, settingsOf),
    ports,
  );
  return {
    inputs: { ...all, files },
    namedOut,
    memory,
    tools: { ...tools, checkCustom: custom.check },
    diagnostics: [
      ...(policies?.diagnostics ?? []),
      ...rulesInConfigs(policies?.chains ?? [], ids),
      ...custom.notes,
      ...excludedNote(namedOut),
      ...(invocation.minor === null
        ? versionDiagnostics([...(policies?.byInput.values() ?? [])].map(({ policy }) => policy))
        : []),
    ],
    sources: policies?.sources ?? new Map(),
  };
}

async function rolesOf(files: InputSet["files"], ports: Ports): Promise<LintTools["roleOf"]> {
  const facts = await kustomizeFacts(files, ports);
  return (file) => facts?.tree.roles.get(resolvePath(file)) ?? null;
}

function minorOf(file: string | undefined, settingsOf: (file: string) => LintSettings): number {
  return settingsOf(file ?? "").minor;
}

function assertRules(only: readonly string[], ids: readonly string[]): void {
  const unknown = only.find((id) => !ids.includes(id));
  if (unknown === undefined) return;
  const guess = nearest(unknown, ids);
  throw new Failure(
    EXIT.usage,
    `there is no rule "${unknown}"`,
    guess === undefined ? "`gpuify show rules` lists them" : `did you mean "${guess}"?`,
  );
}

function assertPlatform(platform: string | null, { catalog }: LintTools["whole"]): void {
  if (platform === null) return;
  const found = catalog.platform(platform);
  if (!found.ok) throw new Failure(EXIT.usage, found.problem.message, found.problem.advice);
}
