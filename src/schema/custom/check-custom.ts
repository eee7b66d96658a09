import type { ErrorObject, ValidateFunction } from "ajv";
import type { UncodedText } from "../../kernel/diagnostic.ts";
import type { Span } from "../../kernel/span.ts";
import type { SchemaDiagnostic } from "../../yaml/field-diagnostic.ts";
import { toJson } from "../../yaml/to-json.ts";
import { type FieldPath, type MapNode, resolveAlias, type YamlNode } from "../../yaml/tree.ts";
import type { CustomVerdict } from "../custom-verdict.ts";
import { pathOf } from "../translate.ts";
import { compileSchema } from "./compile-schema.ts";
import { dropNulls } from "./drop-nulls.ts";
import type { FieldText } from "./field-text.ts";
import type { Keywords } from "./keywords.ts";
import { twinsIn } from "./limit-words.ts";
import { Meter, TooComplex } from "./meter.ts";
import { CHOICE, withoutNoise } from "./noise.ts";
import { anchorOf, fieldOf, markOf, placesOn } from "./place.ts";
import type { CustomSchema } from "./schema-file.ts";
import { customWords, missingChoice } from "./words.ts";

/** Judges an object of a kind; what is found in it is in the order of the text. */
export type JudgeObject = (object: MapNode, kind: string) => CustomVerdict;

/** A schema that objects can be judged by, or what is wrong with it where it cannot be made ready. */
export type CustomJudge =
  | { readonly ok: true; readonly judge: JudgeObject }
  | { readonly ok: false; readonly problem: UncodedText };

/**
 * Makes a schema ready to judge objects. Values are those that kubectl reads (YAML 1.1), null counts as absent where the
 * schema takes no null, and nothing is demanded of `status`, which controllers write. `meter` counts the steps of each
 * object; an object that takes too many is not judged.
 *
 * Whoever needs this imports it when there is a schema: ajv is larger than all the rest that a run needs. A schema of
 * 300 KB takes it half a second.
 */
export function customJudge(schema: CustomSchema, meter: Meter = new Meter()): CustomJudge {
  try {
    const validate = compileSchema(schema.keywords, meter);
    return { ok: true, judge: (object, kind) => judged(schema, validate, meter, object, kind) };
  } catch (error) {
    return { ok: false, problem: unready(schema.file, error as Error) };
  }
}

function unready(file: string, error: Error): UncodedText {
  if (error instanceof RangeError)
    return {
      message: `the schema "${file}" refers from one schema to the next too many times to be made ready`,
      advice: "take a schema that holds the kind alone, or leave the location out",
    };
  // ajv has no more than its own words for a schema that it cannot compile; the first line says what.
  const [reason = ""] = error.message.split("\n");
  return {
    message: `the schema "${file}" is no JSON Schema: ${reason}`,
    advice: "mend the schema, or download it again",
  };
}

function judged(
  schema: CustomSchema,
  validate: ValidateFunction,
  meter: Meter,
  object: MapNode,
  kind: string,
): CustomVerdict {
  try {
    return { is: "judged", findings: findingsIn(schema, validate, meter, object, kind) };
  } catch (error) {
    // References that lead on and on end in a full stack.
    if (!(error instanceof TooComplex || error instanceof RangeError)) throw error;
    return { is: "too-complex", file: schema.file };
  }
}

function findingsIn(
  { keywords, notServed }: CustomSchema,
  validate: ValidateFunction,
  meter: Meter,
  object: MapNode,
  kind: string,
): readonly SchemaDiagnostic[] {
  if (notServed !== null) {
    const span = markOf(placesOn(object, ["apiVersion"]));
    return [{ code: "schema-not-served", path: ["apiVersion"], span, ...notServed }];
  }
  const json = toJson(object);
  if (!json.ok) return [noJson(object, json)];
  meter.restart(json.text.length);
  const value: unknown = JSON.parse(json.text);
  dropNulls(keywords, value, meter);
  if (validate(value)) return [];
  const findings = withoutNoise(validate.errors ?? [], meter).flatMap((error) =>
    findingOf(error, value, keywords, object, kind),
  );
  return onePerPlace(findings).sort((a, b) => a.span.start - b.span.start);
}

function findingOf(
  error: ErrorObject,
  value: unknown,
  root: Keywords,
  object: MapNode,
  kind: string,
): readonly SchemaDiagnostic[] {
  const [, twin] = twinsIn(error) ?? [];
  const path = [...pathOf(value, error), ...(twin === undefined ? [] : [twin])];
  const node = placesOn(object, path).at(-1)?.value ?? object;
  const about = { root, path, node, kind };
  const names = error.params[CHOICE] as readonly string[] | undefined;
  const words = names === undefined ? customWords(error, about) : missingChoice(names, about);
  return path[0] === "status" && words.code === "schema-missing-field" ? [] : [placed(object, path, words)];
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
