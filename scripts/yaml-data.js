import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import { parse } from "yaml";

/**
 * Lets the sources import data that is written as YAML: `import { data } from "./models.yaml"`. The file is checked against
 * the JSON Schema that its first line names for editors too, else the one beside it (`models.schema.json`), and compiled to JSON, which is parsed when the data is first asked
 * for. For rolldown and for vitest, which share the form of their plugins.
 * @returns {{ name: string, load(id: string): { code: string, moduleType: "js", map: null } | null }}
 */
export function yamlData() {
  const validators = new Map();
  return {
    name: "yaml-data",
    load(id) {
      if (!id.endsWith(".yaml")) return null;
      const text = JSON.stringify(JSON.stringify(readData(id, validators)));
      const code = `let parsed;\nexport const data = () => (parsed ??= JSON.parse(${text}));`;
      return { code, moduleType: "js", map: null };
    },
  };
}

/**
 * @param {string} path
 * @param {Map<string, import("ajv").ValidateFunction>} validators of schemas that were read, by their paths
 * @returns {unknown} what the file says
 * @throws Error with the place where it does not follow its schema
 */
function readData(path, validators) {
  const text = readFileSync(path, "utf8");
  const data = parse(text);
  const named = /^# yaml-language-server: \$schema=(\S+)/.exec(text)?.[1];
  const schema = join(dirname(path), named ?? `${basename(path, ".yaml")}.schema.json`);
  const validate = validators.get(schema) ?? validatorOf(schema);
  validators.set(schema, validate);
  if (validate(data)) return completed(data, validate.schema.inherited ?? []);
  const wrong = (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `  ${instancePath} ${message} ${JSON.stringify(params)}`,
  );
  throw new Error(`${path} does not follow its schema:\n${wrong.slice(0, 20).join("\n")}`);
}

/**
 * The same data where each mapping that names its `source` says the fields itself that a schema calls `inherited`: those at
 * the top of the file hold wherever it does not. Doing that here saves each run 10 ms.
 * @param {unknown} data
 * @param {readonly string[]} fields
 * @param {Record<string, unknown>} top
 */
function completed(data, fields, top = data) {
  if (fields.length === 0 || typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map((one) => completed(one, fields, top));
  const entries = Object.entries(data).map(([key, value]) => [key, completed(value, fields, top)]);
  const said = Object.fromEntries(entries);
  if (said.source !== undefined) for (const field of fields) said[field] ??= top[field];
  return said;
}

/**
 * @param {string} path of a schema, which may refer to others in its folder: `./rows.schema.json#/definitions/label`
 * @returns {import("ajv").ValidateFunction}
 */
function validatorOf(path) {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, keywords: ["inherited"] });
  const text = readFileSync(path, "utf8");
  const others = Array.from(text.matchAll(/"\$ref": "(\.\/[^"#]+)#/g), ([, name = ""]) =>
    join(dirname(path), name),
  );
  for (const other of new Set(others))
    ajv.addSchema(JSON.parse(readFileSync(other, "utf8")), pathToFileURL(other).href);
  return ajv.compile({ ...JSON.parse(text), $id: pathToFileURL(path).href });
}
