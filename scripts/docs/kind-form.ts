import { stringify } from "yaml";
import { customKindData } from "../../src/k8s/custom-kinds.ts";
import schema from "../../src/k8s/data/kinds.schema.json" with { type: "json" };
import { chapter, code, codes, proseWithCode, table } from "./markdown.ts";

/** What of a JSON Schema the page needs. */
interface FieldSchema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: FieldSchema | boolean;
  readonly anyOf?: readonly FieldSchema[];
  readonly allOf?: readonly FieldSchema[];
  readonly $ref?: string;
}

const {
  kind: KIND,
  podSet: POD_SET,
  path: PATH,
} = schema.definitions as Readonly<Record<"kind" | "podSet" | "path", FieldSchema>>;

/** The form of a row, from the descriptions of its schema, with a row as an example. */
export function kindFormChapter(): string {
  return chapter(
    2,
    "The form of a row",
    `Rows of custom kinds have this form in \`src/k8s/data/kinds\`, and so do those of \`kinds:\` in a \`gpuify.yaml\`, for kinds of your own. ${proseWithCode(PATH.description ?? "")}`,
    `\`\`\`yaml\n${exampleRow()}\`\`\``,
    fieldTable("field of a kind", KIND),
    fieldTable("field of a pod set", POD_SET),
  );
}

/** A row with most of what rows have. */
function exampleRow(): string {
  const row = customKindData().find(({ names }) => names?.includes("lws"));
  if (row === undefined) throw new Error("there is no row for the example");
  const { notes: _, source: __, ...facts } = row;
  return stringify([facts], { lineWidth: 0, flowCollectionPadding: false });
}

function fieldTable(title: string, { properties = {}, required = [] }: FieldSchema): string {
  return table(
    [title, "value", "meaning"],
    Object.entries(properties).map(([name, field]) => [
      `${code(name)}${required.includes(name) ? ", required" : ""}`,
      valueText(field),
      proseWithCode(field.description ?? ""),
    ]),
  );
}

function valueText(field: FieldSchema): string {
  if (field.$ref !== undefined) return REFERENCES[field.$ref] ?? "";
  if (field.enum !== undefined) return codes(field.enum);
  if (field.const !== undefined) return code(String(field.const));
  if (field.allOf !== undefined) return field.allOf.map(valueText).join(" ");
  if (field.anyOf !== undefined) return [...new Set(field.anyOf.map(valueText))].join("; or ");
  if (field.items !== undefined) return `list: ${valueText(field.items)}`;
  if (field.properties !== undefined) return `map with ${propertiesText(field)}`;
  if (typeof field.additionalProperties === "object")
    return `map of ${valueText(field.additionalProperties)}`;
  return typeof field.type === "string" ? (TYPES[field.type] ?? field.type) : "";
}

function propertiesText({ properties = {}, required = [] }: FieldSchema): string {
  const texts = (wanted: boolean) =>
    Object.entries(properties)
      .filter(([name]) => required.includes(name) === wanted)
      .map(([name, { const: fixed }]) => code(fixed === undefined ? name : `${name}: ${fixed}`));
  const optional = texts(false);
  return `${texts(true).join(", ")}${optional.length === 0 ? "" : ` and, if needed, ${optional.join(", ")}`}`;
}

const REFERENCES: Readonly<Record<string, string>> = {
  "#/definitions/path": "path",
  "#/definitions/podSet": "pod set",
  "#/definitions/oneOf": "map with `at`, `is`",
};

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "`true` or `false`",
  integer: "number",
};
