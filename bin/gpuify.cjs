#!/usr/bin/env node
"use strict";
const { readFileSync } = require("node:fs");
const { resolve } = require("node:path");
const { Script } = require("node:vm");

// V8 spends more time on compiling the program than the program on a small manifest. The build leaves what V8
// compiled beside the program (scripts/code-cache.js); V8 checks that it fits and compiles anew where it does not.
const filename = resolve(__dirname, "../dist/program/cli.cjs");
let cachedData;
try {
  cachedData = readFileSync(`${filename}.${process.versions.v8}-${process.arch}.cache`);
} catch {
  // Built with another version of Node.
}
if (cachedData === undefined) start(require(filename));
else {
  const source = `(function (exports, require) {${readFileSync(filename, "latin1")}\n})`;
  // Known to the module system, because the program's lazy parts require it.
  const program = new module.constructor(filename, module);
  program.filename = filename;
  require.cache[filename] = program;
  const script = new Script(source, { filename, cachedData });
  script.runInThisContext()(program.exports, (name) => program.require(name));
  program.loaded = true;
  start(program.exports);
}

/** Everything has been written when the run is over: leaving at once spares taking the heap apart. */
function start({ run }) {
  run().then(() => process.exit());
}
