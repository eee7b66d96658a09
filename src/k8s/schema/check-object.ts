import type { Span } from "../../kernel/span.ts";
import { asMap, asSeq, type Field, fields, member } from "../../yaml/access.ts";
import type { SchemaDiagnostic, SchemaText } from "../../yaml/field-diagnostic.ts";
import { type FieldPath, type MapNode, resolveAlias, type YamlNode } from "../../yaml/tree.ts";
import type { KubeObject } from "../object.ts";
import { isPlaceholder } from "../placeholder.ts";
import type { ApiDefinition, ApiSchema } from "./api-schema.ts";
import { judgeLimits } from "./judge-limits.ts";
import { isNull, judgeScalar, judgeSign, mayBeNegative, wrongForm } from "./judge-scalar.ts";
import { isNeverNegative } from "./never-negative.ts";
import { lookUpKind } from "./served.ts";
import type { FieldType } from "./table.ts";
import { type Level, unknownField } from "./unknown-field.ts";

/** A value on the way; everything about it that only a finding needs is worked out when there is one. */
interface Place {
  readonly parent: Place | null;
  readonly step: string | number;
  readonly value: YamlNode;
  /** Null for items and for the object itself. */
  readonly key: YamlNode | null;
  /** In `status`, which controllers write, the API server demands nothing of a manifest. */
  readonly inStatus: boolean;
  /** Set once the value is known to be an object. */
  definition: ApiDefinition | null;
}

interface Walk {
  readonly schema: ApiSchema;
  readonly found: SchemaDiagnostic[];
}

/**
 * What the API server would reject in an object: what its strict decoding refuses (`fieldValidation=Strict`, which
 * kubectl asks for: unknown fields, values of another type) and required fields that are missing. In the order of the
 * text within each map, missing fields after what is there. Null counts as absent, as it does for the server; in lists
 * and maps it is the zero value. Custom resources and kinds outside the table are not judged and give nothing, and so
 * do keys that are written twice, which the reader refuses before. Neither are placeholders: nobody knows what they will be.
 */
export function checkObject(
  schema: ApiSchema,
  object: Pick<KubeObject, "root" | "apiVersion" | "kind">,
): readonly SchemaDiagnostic[] {
  const { root, apiVersion, kind } = object;
  const service = lookUpKind(schema, apiVersion, kind);
  if (service === null) return [];
  if (!service.served) {
    const { message, advice } = service;
    const span = member(root, "apiVersion")?.span ?? root.span;
    return [{ code: "schema-not-served", path: ["apiVersion"], span, message, advice }];
  }
  return checkAs(schema, service.definition, root);
}

/** The same against a definition of the schema, whatever the object says that it is. */
export function checkAs(
  schema: ApiSchema,
  definition: string,
  root: KubeObject["root"],
): readonly SchemaDiagnostic[] {
  const walk: Walk = { schema, found: [] };
  checkMap(walk, root, definition, placeOf(null, "", root, null));
  return walk.found;
}

function checkValue(walk: Walk, expected: FieldType, place: Place): void {
  const node = resolveAlias(place.value);
  if (expected.form === "any" || isNull(node)) return;
  if (node.kind === "scalar" && isPlaceholder(node.text)) return;
  switch (expected.form) {
    case "scalar":
      report(walk, place, scalarText(node, expected, place));
      break;
    case "list":
      checkList(walk, node, expected.of, place);
      break;
    case "map":
      checkEntries(walk, node, expected.of, place);
      break;
    case "object":
      checkFields(walk, node, expected.definition, place);
      break;
    default:
      expected satisfies never;
  }
}

function scalarText(
  node: YamlNode,
  { scalar, limits }: Extract<FieldType, { form: "scalar" }>,
  place: Place,
): SchemaText | null {
  const name = nameOf(place);
  if (node.kind !== "scalar") return wrongForm(name, "one value", node, "write one value here");
  const text = judgeScalar(node, scalar, name);
  if (text === null && limits !== undefined) return judgeLimits(node, limits, name);
  if (text !== null || !mayBeNegative(node)) return text;
  const definition = place.parent?.definition?.name;
  return definition !== undefined && isNeverNegative(definition, name) ? judgeSign(node, name) : null;
}

function checkFields(walk: Walk, node: YamlNode, name: string, place: Place): void {
  const map = asMap(node);
  if (map !== null) {
    checkMap(walk, map, name, place);
    return;
  }
  const some = [...walk.schema.definition(name).fields().keys()].slice(0, 3).join(", ");
  report(walk, place, wrongForm(nameOf(place), "a map", node, `write its fields below it: ${some} …`));
}

function checkMap(walk: Walk, map: MapNode, name: string, place: Place): void {
  const definition = walk.schema.definition(name);
  place.definition = definition;
  const present = fields(map);
  for (const field of present) checkField(walk, field, definition, place);
  if (place.inStatus) return;
  for (const required of definition.required) {
    const field = present.find((one) => one.name === required);
    if (field === undefined || isNull(field.value)) reportMissing(walk, required, field, place);
  }
}

function checkField(walk: Walk, field: Field, definition: ApiDefinition, parent: Place): void {
  const { name, key, value } = field;
  const place = placeOf(parent, name, value, key);
  const type = definition.field(name)?.type;
  if (type !== undefined && definition.keeps?.(name) !== false) {
    checkValue(walk, type, place);
    return;
  }
  if (isPlaceholder(name)) return;
  const owner = parent.parent === null ? "this kind" : `\`${nameOf(parent)}\``;
  const text = unknownField(walk.schema, levelsOf(parent), name, owner);
  walk.found.push({ ...text, path: pathOf(place), span: key.span });
}

function checkList(walk: Walk, node: YamlNode, of: FieldType, place: Place): void {
  const list = asSeq(node);
  if (list === null) {
    report(walk, place, wrongForm(nameOf(place), "a list", node, 'begin each item with "- "'));
    return;
  }
  list.items.forEach((item, index) => {
    const itemPlace = placeOf(place, index, item, null);
    if (of.form === "object" && isNull(item)) checkNullItem(walk, of.definition, itemPlace);
    else checkValue(walk, of, itemPlace);
  });
}

/** A null item is an object without fields. */
function checkNullItem(walk: Walk, name: string, place: Place): void {
  if (place.inStatus) return;
  for (const required of walk.schema.definition(name).required)
    reportMissing(walk, required, undefined, place);
}

function checkEntries(walk: Walk, node: YamlNode, of: FieldType, place: Place): void {
  const map = asMap(node);
  if (map === null) {
    report(walk, place, wrongForm(nameOf(place), "a map", node, 'write each entry as "name: value"'));
    return;
  }
  for (const { name, key, value } of fields(map)) checkValue(walk, of, placeOf(place, name, value, key));
}

function reportMissing(walk: Walk, name: string, field: Field | undefined, place: Place): void {
  const owner = place.parent === null ? "the object" : `\`${nameOf(place)}\``;
  walk.found.push({
    code: "schema-missing-field",
    path: [...pathOf(place), name],
    span: field === undefined ? anchorOf(place) : markOf(placeOf(place, name, field.value, field.key)),
    message:
      field === undefined
        ? `${owner} has no \`${name}\`, which is required`
        : `\`${name}\` is required, and null counts as absent`,
    advice: `give \`${name}\` a value`,
  });
}

function report(walk: Walk, place: Place, text: SchemaText | null): void {
  if (text !== null) walk.found.push({ ...text, path: pathOf(place), span: markOf(place) });
}

function placeOf(parent: Place | null, step: string | number, value: YamlNode, key: YamlNode | null): Place {
  const inStatus = parent !== null && (parent.inStatus || (parent.parent === null && step === "status"));
  return { parent, step, value, key, inStatus, definition: null };
}

function pathOf(place: Place): FieldPath {
  const steps: (string | number)[] = [];
  for (let at = place; at.parent !== null; at = at.parent) steps.push(at.step);
  return steps.reverse();
}

/** The objects from the top down to a place. */
function levelsOf(place: Place): readonly Level[] {
  const levels: Level[] = [];
  for (let at: Place | null = place; at !== null; at = at.parent)
    if (at.definition !== null) levels.push({ path: pathOf(at), definition: at.definition });
  return levels.reverse();
}

/** `containers[0]` for an item, the field's name for the rest. */
function nameOf({ parent, step }: Place): string {
  return typeof step === "number" && parent !== null ? `${nameOf(parent)}[${step}]` : String(step);
}

/** The value where it is written on the spot; the key of a block, or its first key; above it where nothing is written. */
function markOf({ value, key, parent }: Place): Span {
  const isBlock = (value.kind === "map" || value.kind === "seq") && !value.flow;
  const isWritten = value.span.end > value.span.start;
  if (isWritten && !isBlock) return value.span;
  if (key !== null) return key.span;
  if (value.kind === "map") return value.entries[0]?.key.span ?? value.span;
  return isWritten || parent === null ? value.span : markOf(parent);
}

/** What to underline for a field that an object lacks: its key, or its first one. */
function anchorOf(place: Place): Span {
  const { value, key } = place;
  const first = value.kind === "map" ? value.entries[0]?.key.span : undefined;
  return key?.span ?? first ?? markOf(place);
}
