import { Ajv, type ErrorObject, type FuncKeywordDefinition, type ValidateFunction } from "ajv";
import type { UncodedText } from "../../kernel/diagnostic.ts";
import type { Span } from "../../kernel/span.ts";
import type { SchemaDiagnostic } from "../../yaml/field-diagnostic.ts";
import { toJson } from "../../yaml/to-json.ts";
import { type FieldPath, type MapNode, resolveAlias, type YamlNode } from "../../yaml/tree.ts";
import { withoutNoise } from "../noise.ts";
import { compilePattern, type Pattern } from "../pattern/compile-pattern.ts";
import { pathOf } from "../translate.ts";
import { dropNulls } from "./drop-nulls.ts";
import type { FieldText } from "./field-text.ts";
import { FORMATS } from "./formats.ts";
import { type Keywords, LIST_KEYS } from "./keywords.ts";
import { twinsIn } from "./limit-words.ts";
import { anchorOf, fieldOf, markOf, placesOn } from "./place.ts";
import type { CustomSchema } from "./schema-file.ts";
import { customWords, missingChoice } from "./words.ts";

/** What in a custom resource its schema does not allow, in the order of the text. */
export type CheckObject = (object: MapNode) => readonly SchemaDiagnostic[];

/**
 * A check of the objects of a kind by a schema, or what is wrong with the schema where it cannot be made ready. Values
 * are those that kubectl reads (YAML 1.1), null counts as absent where the schema takes no null, and nothing is demanded
 * of `status`, which controllers write.
 *
 * Whoever needs this imports it when there is a schema: ajv is larger than all the rest that a run needs. A schema of
 * 300 KB takes it half a second.
 */
export function customChecker(
  schema: CustomSchema,
  kind: string,
):
  | { readonly ok: true; readonly check: CheckObject }
  | { readonly ok: false; readonly problem: UncodedText } {
  const { file, keywords } = schema;
  try {
    const validate = compile(keywords);
    return { ok: true, check: (object) => checkCustom(schema, validate, object, kind) };
  } catch (error) {
    // ajv has no more than its own words for a schema that it cannot compile; the first line says what.
    const [reason = ""] = (error as Error).message.split("\n");
    const problem = {
      message: `the schema "${file}" is no JSON Schema: ${reason}`,
      advice: "mend the schema, or download it again",
    };
    return { ok: false, problem };
  }
}

function checkCustom(
  { keywords, notServed }: CustomSchema,
  validate: ValidateFunction,
  object: MapNode,
  kind: string,
): readonly SchemaDiagnostic[] {
  if (notServed !== null) {
    const span = markOf(placesOn(object, ["apiVersion"]));
    return [{ code: "schema-not-served", path: ["apiVersion"], span, ...notServed }];
  }
  const json = toJson(object);
  if (!json.ok) return [noJson(object, json)];
  const value: unknown = JSON.parse(json.text);
  dropNulls(keywords, keywords, value);
  if (validate(value)) return [];
  const findings = withoutNoise(choicesOfFields(validate.errors ?? [])).flatMap((error) => {
    const [, twin] = twinsIn(error) ?? [];
    const path = [...pathOf(value, error), ...(twin === undefined ? [] : [twin])];
    const node = placesOn(object, path).at(-1)?.value ?? object;
    const about = { root: keywords, path, node, kind };
    const names = error.params[CHOICE] as readonly string[] | undefined;
    const words = names === undefined ? customWords(error, about) : missingChoice(names, about);
    return path[0] === "status" && words.code === "schema-missing-field" ? [] : [placed(object, path, words)];
  });
  return onePerPlace(findings).sort((a, b) => a.span.start - b.span.start);
}

function compile(keywords: Keywords): ValidateFunction {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    // `constructor` is a field like any other.
    ownProperties: true,
    inlineRefs: false,
    meta: false,
    validateSchema: false,
    logger: false,
    formats: FORMATS,
    code: { optimize: false, regExp: patternEngine() },
  });
  ajv.addKeyword({ keyword: LIST_KEYS, type: "array", errors: true, compile: listKeysCheck });
  return ajv.compile(keywords);
}

/** Patterns as Go reads them, and never for longer than their length times the text's. */
function patternEngine() {
  const made = new Map<string, { readonly test: Pattern }>();
  const engine = (pattern: string) => {
    const before = made.get(pattern);
    if (before !== undefined) return before;
    const one = { test: compilePattern(pattern) ?? (() => true), toString: () => `linear ${pattern}` };
    made.set(pattern, one);
    return one;
  };
  // ajv names in its code what the engine is called.
  return Object.assign(engine, { code: "linearPattern" });
}

type KeywordCheck = ReturnType<NonNullable<FuncKeywordDefinition["compile"]>>;

/** The API server tells the items of such a list apart by these fields (apiextensions `ValidateListSetsAndMaps`). */
function listKeysCheck(keys: readonly string[]): KeywordCheck {
  const check: KeywordCheck = (items: readonly unknown[]) => {
    const seen = new Map<string, number>();
    for (const [index, item] of items.entries()) {
      if (typeof item !== "object" || item === null) continue;
      const id = JSON.stringify(
        keys.map((key) => (Object.hasOwn(item, key) ? (item as Keywords)[key] : null)),
      );
      const first = seen.get(id);
      if (first !== undefined) {
        const params = { keys, i: first, j: index };
        // ajv reads the errors of a keyword from its function.
        check.errors = [{ keyword: LIST_KEYS, params }];
        return false;
      }
      seen.set(id, index);
    }
    return true;
  };
  return check;
}

/** Names in an error's `params` the fields of which one must be there. */
const CHOICE = "gpuifyChoice";

/** Alternatives that differ only in the field that each requires are one mistake: that none of them is there. */
function choicesOfFields(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  let told = errors;
  for (const choice of errors) {
    if (choice.keyword !== "oneOf" && choice.keyword !== "anyOf") continue;
    const inside = told.filter(({ schemaPath }) => schemaPath.startsWith(`${choice.schemaPath}/`));
    const here = inside.filter(({ instancePath }) => instancePath === choice.instancePath);
    const isChoice =
      inside.length > 1 &&
      here.length === inside.length &&
      here.every(({ keyword }) => keyword === "required");
    if (!isChoice) continue;
    const names = [...new Set(here.map(({ params }) => String(params.missingProperty)))];
    const one: ErrorObject = {
      ...choice,
      keyword: "required",
      params: { ...choice.params, [CHOICE]: names },
    };
    told = told.flatMap((error) => (error === choice ? [one] : here.includes(error) ? [] : [error]));
  }
  return told;
}

function placed(object: MapNode, path: FieldPath, words: FieldText): SchemaDiagnostic {
  const { field, ...rest } = words;
  const places = placesOn(object, path);
  if (field === undefined) return { ...rest, path, span: markOf(places) };
  const owner = resolveAlias(places.at(-1)?.value ?? object);
  const own = owner.kind === "map" ? fieldOf(owner, field) : null;
  const isMissing = words.code === "schema-missing-field";
  const span =
    own === null
      ? anchorOf(places)
      : isMissing
        ? markOf([...places, own])
        : (own.key?.span ?? anchorOf(places));
  return { ...rest, path: [...path, field], span };
}

function noJson(object: MapNode, { span, reason }: { span: Span; reason: string }): SchemaDiagnostic {
  const path = pathTo(object, span.start);
  return {
    code: "schema-wrong-type",
    path,
    span,
    message: `${reason}, and the API server reads JSON`,
    advice: "write another value",
  };
}

/** Where in an object an offset is. */
function pathTo(node: YamlNode, offset: number): FieldPath {
  const isIn = ({ span }: YamlNode): boolean =>
    span.start <= offset && offset < Math.max(span.end, span.start + 1);
  if (node.kind === "map") {
    const entry = node.entries.find(({ key, value }) => isIn(key) || isIn(value));
    if (entry?.name == null) return [];
    return [entry.name, ...pathTo(entry.value, offset)];
  }
  const index = node.kind === "seq" ? node.items.findIndex(isIn) : -1;
  const item = node.kind === "seq" ? node.items[index] : undefined;
  return item === undefined ? [] : [index, ...pathTo(item, offset)];
}

/** Of several complaints about one place the first says enough. */
function onePerPlace(findings: readonly SchemaDiagnostic[]): SchemaDiagnostic[] {
  const seen = new Set<string>();
  return findings.filter(({ path }) => {
    const id = JSON.stringify(path);
    return !seen.has(id) && seen.add(id);
  });
}
