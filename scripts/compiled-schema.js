import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { importBundled } from "./corpus/bundle.js";

const SUFFIX = "?compiled";

/**
 * Lets the sources import the check that ajv makes of a JSON Schema, which is a module's only export:
 * `import { errorsIn } from "./some-schema.ts?compiled"`. It is made by the build, so that no run loads ajv for it. For
 * rolldown and for vitest, which share the form of their plugins.
 * @returns {import("rolldown").Plugin & { enforce: "pre" }}
 */
export function compiledSchema() {
  return {
    name: "compiled-schema",
    enforce: "pre",
    resolveId(source, importer) {
      return source.endsWith(SUFFIX) && importer !== undefined ? join(dirname(importer), source) : null;
    },
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const [schema, ...others] = Object.values(await importBundled(id.slice(0, -SUFFIX.length)));
      if (schema === undefined || others.length > 0)
        throw new Error(`${id} must export a schema and nothing else`);
      return { code: checkOf(schema), moduleType: "js", map: null };
    },
  };
}

/**
 * @param {unknown} schema
 * @returns {string} a module
 */
function checkOf(schema) {
  const ajv = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    strictTypes: false,
    inlineRefs: false,
    messages: false,
    code: { source: true, esm: true },
  });
  const { root, parts } = split(schema);
  for (const [name, part] of Object.entries(parts)) ajv.addSchema(part, name);
  const code = standalone.default(ajv, ajv.compile(root));
  const made = withImports(code.replace(UNREAD, "").replace(JOINED, "$1 : joined($2, $3.errors)"));
  if (/\brequire\(|\.concat\(|schemaPath/.test(made))
    throw new Error("ajv writes other code than is known here");
  return made + EXPORTED;
}

/** ajv copies all errors at each reference with errors: for a list of n wrong items n times. */
const JOINED = /((\w+) = \2 === null \? (\w+)\.errors) : \2\.concat\(\3\.errors\)/g;

const EXPORTED = `
function joined(errors, more) {
  for (const error of more) errors.push(error);
  return errors;
}
export const errorsIn = (value) => (validate(value) ? [] : validate.errors);
`;

/** What nobody reads: where a value is tells also where its schema is, and no keyword of ours looks at what is around it. */
const UNREAD =
  /schemaPath:"(?:[^"\\]|\\.)*",|,parentData:\w+,parentDataProperty:(?:\w+|"[^"]*"),rootData(?=\})/g;

/** What is for people, and would be in the code again. */
const WORDS = [
  "$schema",
  "$id",
  "title",
  "description",
  "examples",
  "patternErrorMessage",
  "enumDescriptions",
];

/**
 * The same schema without words, and with every map, list and pattern in it a schema of its own: ajv makes a function of
 * each, once, and V8 compiles those of them that are called.
 * @param {any} schema
 */
function split(schema) {
  const names = new Map();
  const parts = {};
  const asReference = (part) => {
    const text = JSON.stringify(part);
    if (!names.has(text)) {
      names.set(text, `part${names.size}`);
      parts[names.get(text)] = part;
    }
    return { $ref: names.get(text) };
  };
  const visit = (one, place = "part") => {
    if (typeof one !== "object" || one === null) return one;
    if (one.$ref !== undefined) return visit(schema.definitions[one.$ref.replace("#/definitions/", "")]);
    const { properties, items, additionalProperties, propertyNames, definitions: _, ...rest } = one;
    const own = Object.fromEntries(Object.entries(rest).filter(([keyword]) => !WORDS.includes(keyword)));
    if (properties !== undefined)
      own.properties = Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [name, visit(inner)]),
      );
    for (const [keyword, inner] of Object.entries({ items, additionalProperties }))
      if (inner !== undefined) own[keyword] = visit(inner);
    // Only what stands here tells which name it is about.
    if (propertyNames !== undefined) own.propertyNames = visit(propertyNames, "here");
    const isPart = place === "part" && one !== schema && Object.keys(own).length > 1;
    return isPart ? asReference(own) : own;
  };
  return { root: visit(schema), parts };
}

/**
 * ajv's code calls for functions of its own by `require`, which no ES module has.
 * @param {string} code
 */
function withImports(code) {
  const imported = new Set();
  const calls = code.replace(/require\("ajv\/dist\/runtime\/(\w+)"\)\.default/g, (_call, name) => {
    imported.add(name);
    // Bundlers differ in whether the default of a CommonJS module is its exports or the default among these.
    return `(${name}.default ?? ${name})`;
  });
  const lines = [...imported].map((name) => `import ${name} from "ajv/dist/runtime/${name}.js";\n`);
  return `${lines.join("")}${calls}`;
}
