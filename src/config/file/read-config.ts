import { loadApiSchema } from "../../k8s/schema/api-schema.ts";
import { nearestVersion } from "../../k8s/schema/versions.ts";
import { readVersion } from "../../k8s/version.ts";
import { type Diagnostic, isRefusal } from "../../kernel/diagnostic.ts";
import type { SchemaError } from "../../schema/schema-error.ts";
import { type ValueDiagnostic, withoutMisspelt } from "../../schema/value-diagnostic.ts";
import { at } from "../../yaml/access.ts";
import { locate, makeSource, type Source } from "../../yaml/source.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import { checkBodies } from "../checks/check-bodies.ts";
import { checkKinds } from "../checks/check-kinds.ts";
import { checkPlatforms } from "../checks/check-platforms.ts";
import { checkProfiles } from "../checks/check-profiles.ts";
import { checkResources } from "../checks/check-resources.ts";
import { checkRules } from "../checks/check-rules.ts";
import { baseFileProblem } from "../checks/glob-form.ts";
import { type Loose, looseMap, looseText } from "../checks/loose.ts";
import { modelNames } from "../checks/model-names.ts";
import { namesIn } from "../checks/names.ts";
import { errorsIn } from "../form/config-schema.ts?compiled";
import type { Config } from "../types.ts";
import { advise } from "./advise.ts";
import { inTextOrder, type Placed, placeProblems } from "./locate-problem.ts";
import { readTree } from "./read-tree.ts";
import { plainValue } from "./read-value.ts";
import { settle } from "./settle.ts";

/** One file of a chain, parsed: what it says has not been judged yet. */
export interface ParsedConfig extends Placed {
  readonly value: Loose;
  /** The file that it builds on, relative to its own folder; null for none, and for what can be no file. */
  readonly extends: string | null;
  /** What was found so far: of its syntax and its form. */
  readonly problems: readonly ValueDiagnostic[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A config without errors; `locationOf` tells where a field of it is. */
export interface CheckedConfig extends Placed {
  readonly config: Config;
}

/** The files of a chain, in the order given, or what is wrong with them; `diagnostics` may be warnings alone. */
type ConfigResult =
  | {
      readonly ok: true;
      readonly configs: readonly CheckedConfig[];
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const NOTHING = { root: null, value: looseMap(null), extends: null, problems: [], diagnostics: [] } as const;

/** Parses the text of a `gpuify.yaml` and checks its form. `name` is the file's name in messages. Never throws. */
export async function parseConfig(name: string, text: string): Promise<ParsedConfig> {
  const source = makeSource(name, text);
  const tree = await readTree(source);
  if (!tree.ok) return { ...NOTHING, source, diagnostics: [tree.problem] };
  if (tree.root === null) return { ...NOTHING, source };
  return await parseTree(source, tree.root);
}

async function parseTree(source: Source, root: YamlNode): Promise<ParsedConfig> {
  const { value: plain, unsayable } = plainValue(root);
  const value = looseMap(settle(plain, (path) => writtenText(root, path)));
  const diagnostics = unsayable.map(
    ({ span, ...text }): Diagnostic => ({
      code: "unusable-yaml",
      severity: "error",
      category: "read",
      ...text,
      location: locate(source, span),
    }),
  );
  // What follows from it would only be noise.
  if (diagnostics.length > 0) return { ...NOTHING, source, root, diagnostics };
  const errors = errorsIn(value);
  const problems = errors.length === 0 ? [] : await describeErrors(value, errors);
  const base = looseText(value.extends);
  const isUsable = base !== null && baseFileProblem(base) === null;
  return { source, root, value, extends: isUsable ? base : null, problems, diagnostics };
}

async function describeErrors(
  value: Loose,
  errors: readonly SchemaError[],
): Promise<readonly ValueDiagnostic[]> {
  const { formProblems } = await import("../form/form-problems.ts");
  return withoutMisspelt(formProblems(value, errors).map((problem) => advise(problem, value)));
}

/** A number as it is written: `1.30` is not 1.3 to somebody who means a version. */
function writtenText(root: YamlNode, path: FieldPath): string | null {
  const node = at(root, path);
  return node?.kind === "scalar" ? node.text : null;
}

/**
 * Checks the files of a chain of `extends`, the nearest first: names that one file uses may be those of the files it
 * builds on. Never throws.
 */
export async function checkConfigs(chain: readonly ParsedConfig[]): Promise<ConfigResult> {
  const unread = chain.filter((file) => file.diagnostics.length > 0);
  // The names of a file that cannot be read are not known, so those that others use cannot be judged.
  if (unread.length > 0) return { ok: false, diagnostics: chain.flatMap(withoutMeaning) };
  const values = chain.map(({ value }) => value);
  const models = modelNames(namesIn(values).models);
  const shapeProblems = await shapeChecker(chain);
  const diagnostics = chain.flatMap((file, index) => {
    const names = namesIn(values.slice(index));
    const meaning = [
      ...checkBase(file.value),
      ...checkProfiles(file.value, names),
      ...checkPlatforms(file.value, names, models),
      ...checkResources(file.value),
      ...checkKinds(file.value),
      ...checkBodies(file.value, names, models.problem),
      ...checkRules(file.value),
    ];
    const problems = mostTelling(mostTelling(file.problems, shapeProblems(file.value)), meaning);
    return inTextOrder(placeProblems(file, problems));
  });
  if (diagnostics.some(isRefusal)) return { ok: false, diagnostics };
  return { ok: true, diagnostics, configs: chain.map(checked) };
}

/** One config that builds on no other, or on one that does not matter here: `parseConfig` and `checkConfigs`. */
export async function readConfig(name: string, text: string): Promise<ConfigResult> {
  return await checkConfigs([await parseConfig(name, text)]);
}

function withoutMeaning(file: ParsedConfig): readonly Diagnostic[] {
  return inTextOrder([...file.diagnostics, ...placeProblems(file, file.problems)]);
}

function checked({ source, root, value }: ParsedConfig): CheckedConfig {
  // The form has been checked against the schema, which the compiler holds together with this type.
  return { source, root, config: value as unknown as Config };
}

/** Where form and meaning are both wrong, the meaning says more: `16GB` is no quantity, and `16Gi` was meant. */
function mostTelling(
  form: readonly ValueDiagnostic[],
  meaning: readonly ValueDiagnostic[],
): readonly ValueDiagnostic[] {
  const keyOf = ({ path, at: part }: ValueDiagnostic): string => JSON.stringify([path, part]);
  const told = new Set(meaning.map(keyOf));
  return [...form.filter((problem) => !told.has(keyOf(problem))), ...meaning];
}

/** The check of what is written in the API's own form; the schema is loaded where a config may have any of it. */
async function shapeChecker(
  chain: readonly ParsedConfig[],
): Promise<(value: Loose) => readonly ValueDiagnostic[]> {
  if (!chain.some(({ source }) => /autoscale|valueFrom/.test(source.text))) return () => [];
  const said = chain.map(({ value }) => looseText(value.kubernetesVersion)).find((one) => one !== null) ?? "";
  const version = readVersion(said);
  const schema = await loadApiSchema(nearestVersion(version?.ok === true ? version.minor : null));
  const { checkShapes } = await import("../checks/check-shapes.ts");
  return (value) => checkShapes(value, schema);
}

function checkBase(value: Loose): readonly ValueDiagnostic[] {
  const base = looseText(value.extends);
  const problem = base === null ? null : baseFileProblem(base);
  return problem === null
    ? []
    : [{ code: "wrong-path", severity: "error", path: ["extends"], at: "value", ...problem }];
}
