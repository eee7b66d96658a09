import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Ajv } from "ajv";
import { parse } from "yaml";

/**
 * Lets the sources import data that is written as YAML: `import { data } from "./models.yaml"`. The file is checked against
 * the JSON Schema that its first line names for editors too, else the one beside it (`models.schema.json`), and compiled to JSON, which is parsed when the data is first asked
 * for. For rolldown and for vitest, which share the form of their plugins.
 * @returns {{ name: string, load(id: string): { code: string, moduleType: "js", map: null } | null }}
 */
export function yamlData() {
  return {
    name: "yaml-data",
    load(id) {
      if (!id.endsWith(".yaml")) return null;
      const text = JSON.stringify(JSON.stringify(readData(id)));
      const code = `let parsed;\nexport const data = () => (parsed ??= JSON.parse(${text}));`;
      return { code, moduleType: "js", map: null };
    },
  };
}

/**
 * @param {string} path
 * @returns {unknown} what the file says
 * @throws Error with the place where it does not follow its schema
 */
function readData(path) {
  const text = readFileSync(path, "utf8");
  const data = parse(text);
  const named = /^# yaml-language-server: \$schema=(\S+)/.exec(text)?.[1];
  const schema = join(dirname(path), named ?? `${basename(path, ".yaml")}.schema.json`);
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(schema, "utf8")),
  );
  if (validate(data)) return data;
  const wrong = (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `  ${instancePath} ${message} ${JSON.stringify(params)}`,
  );
  throw new Error(`${path} does not follow its schema:\n${wrong.slice(0, 20).join("\n")}`);
}
