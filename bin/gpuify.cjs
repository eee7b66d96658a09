#!/usr/bin/env node
"use strict";
const { readFileSync } = require("node:fs");
const { Script } = require("node:vm");

// V8 spends more time on compiling the program than the program on a small manifest. The build leaves what V8
// compiled beside the program (scripts/code-cache.js); V8 checks that it fits and compiles anew where it does not.
const program = `${__dirname}/../dist/program/cli.cjs`;
let cachedData;
try {
  cachedData = readFileSync(`${program}.${process.versions.v8}-${process.arch}.cache`);
} catch {
  // Built with another version of Node.
}
if (cachedData === undefined) require(program).run();
else {
  const source = `(function (exports, require) {${readFileSync(program, "latin1")}\n})`;
  const exports = {};
  const load = (name) => require(name.startsWith("./") ? `${__dirname}/../dist/program/${name}` : name);
  new Script(source, { filename: program, cachedData }).runInThisContext()(exports, load);
  exports.run();
}
