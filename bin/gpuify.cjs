#!/usr/bin/env node
"use strict";
require("../dist/program/cli.cjs").run();
