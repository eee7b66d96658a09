#!/usr/bin/env node
"use strict";
const { readFileSync } = require("node:fs");
const { dirname, resolve } = require("node:path");
const { Script } = require("node:vm");

/** The exports of each file of the program that has been loaded. */
const loaded = new Map();

/** Everything has been written when the run is over: leaving at once spares taking the heap apart. */
load(resolve(__dirname, "../dist/program/cli.cjs"))
  .run()
  .then(() => process.exit());

/**
 * V8 spends more time on compiling the program than the program on a small manifest. The build leaves what V8 compiled
 * beside each file (scripts/code-cache.js); V8 checks that it fits and compiles anew where it does not.
 */
function load(filename) {
  const known = loaded.get(filename);
  if (known !== undefined) return known;
  const exports = {};
  loaded.set(filename, exports);
  let cachedData;
  try {
    cachedData = readFileSync(`${filename}.${process.versions.v8}-${process.arch}.cache`);
  } catch {
    // Built with another version of Node, or rarely needed.
  }
  // Each file is a function of these two. Its letters are ASCII, which is the fastest to read.
  const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData });
  const folder = dirname(filename);
  // What is loaded late is asked for by name at each call.
  const asked = new Map();
  script.runInThisContext()(exports, (name) => {
    if (!name.startsWith(".")) return require(name);
    if (!asked.has(name)) asked.set(name, load(resolve(folder, name)));
    return asked.get(name);
  });
  return exports;
}
