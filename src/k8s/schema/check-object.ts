import type { Span } from "../../kernel/span.ts";
import { type FieldPath, type MapNode, resolveAlias, type YamlNode } from "../../yaml/tree.ts";
import { asMap, asSeq, type Field, fields, member } from "../access.ts";
import type { KubeObject } from "../object.ts";
import type { ApiSchema } from "./api-schema.ts";
import type { SchemaFinding } from "./finding.ts";
import { isNull, judgeScalar, type Verdict, wrongForm } from "./judge-scalar.ts";
import { lookUpKind } from "./served.ts";
import type { FieldType, ScalarType } from "./table.ts";
import { adviseUnknown, type Level } from "./unknown-field.ts";

/** A value on the way: where it is, what to underline for it, and the objects around it. */
interface Place {
  readonly path: FieldPath;
  readonly mark: Span;
  /** What to underline for a field that it lacks: its key, or its first one. */
  readonly anchor: Span;
  readonly levels: readonly Level[];
  /** In `status`, which controllers write, the API server demands nothing of a manifest. */
  readonly inStatus: boolean;
}

interface Walk {
  readonly schema: ApiSchema;
  readonly found: SchemaFinding[];
}

/**
 * What the API server would reject in an object: what its strict decoding refuses (`fieldValidation=Strict`, which
 * kubectl asks for: unknown fields, values of another type) and required fields that are missing. In the order of the
 * text within each map, missing fields after what is there. Null counts as absent, as it does for the server; in lists
 * and maps it is the zero value. Custom resources and kinds outside the table are not judged and give nothing, and so
 * do keys that are written twice, which the reader refuses before.
 */
export function checkObject(
  schema: ApiSchema,
  object: Pick<KubeObject, "root" | "apiVersion" | "kind">,
): readonly SchemaFinding[] {
  const { root, apiVersion, kind } = object;
  const service = lookUpKind(schema, apiVersion, kind);
  if (service === null) return [];
  if (!service.served) {
    const { message, advice } = service;
    const span = member(root, "apiVersion")?.span ?? markOf(root, null);
    return [{ code: "not-served", path: ["apiVersion"], span, message, advice }];
  }
  const walk: Walk = { schema, found: [] };
  const place = { path: [], ...marksOf(root, null), levels: [], inStatus: false };
  checkMap(walk, root, service.definition, place);
  return walk.found;
}

function checkValue(walk: Walk, value: YamlNode, expected: FieldType, place: Place): void {
  const node = resolveAlias(value);
  if (expected.form === "any" || isNull(node)) return;
  switch (expected.form) {
    case "scalar":
      report(walk, place, scalarVerdict(node, expected.scalar, nameOf(place)));
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

function scalarVerdict(node: YamlNode, type: ScalarType, name: string): Verdict {
  return node.kind === "scalar"
    ? judgeScalar(node, type, name)
    : wrongForm(name, "one value", node, "write one value here");
}

function checkFields(walk: Walk, node: YamlNode, name: string, place: Place): void {
  const map = asMap(node);
  if (map !== null) {
    checkMap(walk, map, name, place);
    return;
  }
  const some = [...walk.schema.definition(name).fields.keys()].slice(0, 3).join(", ");
  report(walk, place, wrongForm(nameOf(place), "a map", node, `write its fields below it: ${some} …`));
}

function checkMap(walk: Walk, map: MapNode, name: string, place: Place): void {
  const definition = walk.schema.definition(name);
  const here: Place = { ...place, levels: [...place.levels, { path: place.path, definition }] };
  const present = fields(map);
  for (const field of present) checkField(walk, field, definition.fields.get(field.name)?.type, here);
  if (place.inStatus) return;
  for (const required of definition.required) {
    const field = present.find((one) => one.name === required);
    if (field === undefined || isNull(field.value)) reportMissing(walk, required, field, here);
  }
}

function checkField(walk: Walk, field: Field, type: FieldType | undefined, parent: Place): void {
  const { name, key, value } = field;
  const path = [...parent.path, name];
  if (type !== undefined) {
    checkValue(walk, value, type, {
      path,
      ...marksOf(value, key),
      levels: parent.levels,
      inStatus: parent.inStatus || (parent.path.length === 0 && name === "status"),
    });
    return;
  }
  walk.found.push({
    code: "unknown-field",
    path,
    span: key.span,
    message: `\`${name}\` is no field of ${parent.path.length === 0 ? "this kind" : `\`${nameOf(parent)}\``} in Kubernetes ${walk.schema.version}`,
    advice: adviseUnknown(walk.schema, parent.levels, name),
  });
}

function checkList(walk: Walk, node: YamlNode, of: FieldType, place: Place): void {
  const list = asSeq(node);
  if (list === null) {
    report(walk, place, wrongForm(nameOf(place), "a list", node, 'begin each item with "- "'));
    return;
  }
  list.items.forEach((item, index) => {
    const itemPlace = { ...place, path: [...place.path, index], ...marksOf(item, null, place.mark) };
    if (of.form === "object" && isNull(item)) checkNullItem(walk, of.definition, itemPlace);
    else checkValue(walk, item, of, itemPlace);
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
  for (const { name, key, value } of fields(map))
    checkValue(walk, value, of, { ...place, path: [...place.path, name], ...marksOf(value, key) });
}

function reportMissing(walk: Walk, name: string, field: Field | undefined, place: Place): void {
  const owner = place.path.length === 0 ? "the object" : `\`${nameOf(place)}\``;
  walk.found.push({
    code: "missing-field",
    path: [...place.path, name],
    span: field === undefined ? place.anchor : markOf(field.value, field.key),
    message:
      field === undefined
        ? `${owner} has no \`${name}\`, which is required`
        : `\`${name}\` is required, and null counts as absent`,
    advice: `give \`${name}\` a value`,
  });
}

function report(walk: Walk, { path, mark }: Place, verdict: Verdict): void {
  if (verdict !== null) walk.found.push({ ...verdict, path, span: mark });
}

/** `containers[0]` for an item, the field's name for the rest. */
function nameOf({ path }: Place): string {
  const last = path.findLastIndex((step) => typeof step === "string");
  const [name = "", ...indexes] = path.slice(Math.max(0, last));
  return `${name}${indexes.map((index) => `[${index}]`).join("")}`;
}

/** The value where it is written on the spot; the key of a block, or its first key; `fallback` where nothing is written. */
function markOf(value: YamlNode, key: YamlNode | null, fallback?: Span): Span {
  const isBlock = (value.kind === "map" || value.kind === "seq") && !value.flow;
  const isWritten = value.span.end > value.span.start;
  if (isWritten && !isBlock) return value.span;
  if (key !== null) return key.span;
  if (value.kind === "map") return value.entries[0]?.key.span ?? value.span;
  return isWritten ? value.span : (fallback ?? value.span);
}

function marksOf(value: YamlNode, key: YamlNode | null, fallback?: Span): Pick<Place, "mark" | "anchor"> {
  const mark = markOf(value, key, fallback);
  const first = value.kind === "map" ? value.entries[0]?.key.span : undefined;
  return { mark, anchor: key?.span ?? first ?? mark };
}
