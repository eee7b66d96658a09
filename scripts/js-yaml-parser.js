/** Parts of js-yaml's module that turning text into events needs. */
const PARTS = [
  "src/common/snippet.ts",
  "src/common/exception.ts",
  "src/parser/events.ts",
  "src/parser/parser_scalar.ts",
  "src/common/tagname.ts",
  "src/parser/parser.ts",
];

const EXPORTS = [
  "CHOMPING_MODE",
  "COLLECTION_STYLE",
  "EVENT_ID",
  "SCALAR_STYLE",
  "YAMLException",
  "getScalarValue",
  "parseEvents",
];

/**
 * js-yaml's module without its schemas, its constructor and its printer: they are made by calls and spreads at
 * the top of the module, which a bundler must keep, and cost a millisecond of every start. An import of anything
 * else then fails the build, and a test looks for names that the rest would miss.
 * @param {string} code text of js-yaml.mjs
 * @returns {string}
 * @throws when the module is not laid out as expected, as after an upgrade
 */
export function keepEventParser(code) {
  const parts = PARTS.map((part) => {
    const start = code.indexOf(`//#region ${part}\n`);
    const end = code.indexOf("//#endregion", start);
    if (start < 0 || end < 0)
      throw new Error(`js-yaml has no part ${part} any more: see scripts/js-yaml-parser.js`);
    return code.slice(start, end);
  });
  return `${parts.join("\n")}\nexport { ${EXPORTS.join(", ")} };\n`;
}

/** The rolldown plugin that does so. */
export const eventParserOnly = {
  name: "event-parser-only",
  transform: {
    filter: { id: /node_modules\/js-yaml\/dist\/js-yaml\.mjs$/ },
    handler: (code) => ({ code: keepEventParser(code), map: null }),
  },
};
