import { ACCEPTED_ABSENT } from "./accepted-absent.ts";
import type { OpenApi, OpenApiSchema } from "./openapi.ts";

/** A file of the project: its name in `src/k8s/schema/data`, its text. */
export interface DataFile {
  readonly name: string;
  readonly text: string;
}

/** What several versions say the same of: `text` holds in the versions of `minors`. */
interface Variant {
  readonly text: string;
  readonly minors: number[];
}

/** Definition → field → its variants. */
type Fields = Map<string, Variant[]>;

/** Types that the definitions only name: the API server reads each in a way of its own. */
const SPECIAL: Readonly<Record<string, string>> = {
  "api.resource.Quantity": "q",
  "util.intstr.IntOrString": "x",
  "meta.v1.Time": "t",
  "meta.v1.FieldsV1": "a",
  "runtime.RawExtension": "a",
};

/** Sections of one file, so that no file is long; what is in none of these is in `others`. */
const FILES: readonly { readonly name: string; readonly constant: string; readonly sections: RegExp }[] = [
  { name: "core.ts", constant: "CORE", sections: /^core\./ },
  { name: "resource.ts", constant: "RESOURCE", sections: /^resource\./ },
  { name: "others.ts", constant: "OTHERS", sections: /^(?!core\.|resource\.)/ },
];

const HEADER = `/**
 * Written by \`npm run schema\` from the OpenAPI definitions of Kubernetes (Apache-2.0, Copyright The Kubernetes Authors);
 * the grammar is in \`../table.ts\`.
 */`;

/** The data files for these versions: every definition once, a field that not all versions have with its versions. */
export function dataFiles(versions: readonly OpenApi[]): readonly DataFile[] {
  const lines = definitionLines(versions);
  return FILES.map(({ name, constant, sections }) => {
    const names = [...lines.keys()].filter((section) => sections.test(section)).sort();
    const body = names.map((section) => `# ${section}\n${[...(lines.get(section) ?? [])].sort().join("\n")}`);
    return {
      name,
      text: `${HEADER}\nexport const ${constant} = \`\n${body.join("\n")}\n\`;\n`,
    };
  });
}

function definitionLines(versions: readonly OpenApi[]): ReadonlyMap<string, readonly string[]> {
  const all = versions.map(({ minor }) => minor);
  const sections = new Map<string, string[]>();
  for (const [name, { minors, kind, fields }] of gather(versions)) {
    const [section, short] = splitName(name);
    const head = `${short}${kind}${range(minors, all)}`;
    const parts = [...fields]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([field, variants]) =>
        variants.map(({ text, minors: own }) => {
          const [flag = "", type = ""] = text.split(":");
          return `${field}${flag}${range(own, minors)}:${type.replace(`${section}.`, "")}`;
        }),
      );
    sections.set(section, [...(sections.get(section) ?? []), [head, ...parts].join("|")]);
  }
  return sections;
}

/** A definition in all its versions. */
interface Gathered {
  readonly minors: number[];
  readonly kind: string;
  readonly fields: Fields;
}

function gather(versions: readonly OpenApi[]): ReadonlyMap<string, Gathered> {
  const found = new Map<string, Gathered>();
  for (const { minor, definitions } of versions)
    for (const [fullName, schema] of Object.entries(definitions)) {
      const name = shortName(fullName);
      if (name in SPECIAL) continue;
      const entry: Gathered = found.get(name) ?? { minors: [], kind: kindOf(schema), fields: new Map() };
      found.set(name, entry);
      entry.minors.push(minor);
      addFields(name, schema, minor, entry.fields);
    }
  return found;
}

function addFields(name: string, schema: OpenApiSchema, minor: number, fields: Fields): void {
  if (schema.properties === undefined)
    throw new Error(`${name} lists no properties: give it a type of its own`);
  for (const [field, type] of Object.entries(schema.properties)) {
    if (/[!@:|`\\$]/.test(field)) throw new Error(`${name}.${field} cannot be written in the table`);
    const required = schema.required?.includes(field) === true && !(`${name}.${field}` in ACCEPTED_ABSENT);
    const text = `${required ? "!" : ""}:${typeText(type)}`;
    const variants = fields.get(field) ?? [];
    fields.set(field, variants);
    const same = variants.find((variant) => variant.text === text);
    if (same === undefined) variants.push({ text, minors: [minor] });
    else same.minors.push(minor);
  }
}

function typeText(schema: OpenApiSchema): string {
  if (schema.$ref !== undefined) {
    const name = shortName(schema.$ref.replace("#/definitions/", ""));
    return SPECIAL[name] ?? name;
  }
  if (schema.type === "array" && schema.items !== undefined) return `[${typeText(schema.items)}`;
  if (schema.type === "object" && schema.additionalProperties !== undefined)
    return `{${typeText(schema.additionalProperties)}`;
  const scalar = `${schema.type}/${schema.format ?? ""}`;
  const letter = { "string/": "s", "boolean/": "b", "integer/int32": "i", "integer/int64": "l" }[scalar];
  if (letter === undefined) throw new Error(`no letter for ${JSON.stringify(schema)}`);
  return letter;
}

/** `io.k8s.api.apps.v1.Deployment` → `apps.v1.Deployment`. */
function shortName(name: string): string {
  return name.replace(/^io\.k8s\.(?:api\.|apimachinery\.pkg\.(?:apis\.)?)/, "");
}

function splitName(name: string): readonly [string, string] {
  const dot = name.lastIndexOf(".");
  return [name.slice(0, dot), name.slice(dot + 1)];
}

function kindOf(schema: OpenApiSchema): string {
  const [first] = schema["x-kubernetes-group-version-kind"] ?? [];
  if (first === undefined) return "";
  return `(${first.group === "" ? "" : `${first.group}/`}${first.version})`;
}

/** `@34-` from 1.34 on, `@-30` until 1.30, `@31-33`; empty where it holds in all of `whole`. */
function range(minors: readonly number[], whole: readonly number[]): string {
  const first = minors[0] ?? 0;
  const last = minors.at(-1) ?? 0;
  if (last - first + 1 !== minors.length) throw new Error(`a gap in the versions ${minors.join(", ")}`);
  if (minors.length === whole.length) return "";
  return `@${first === whole[0] ? "" : first}-${last === whole.at(-1) ? "" : last}`;
}
