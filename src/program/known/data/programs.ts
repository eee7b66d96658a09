import { MODEL_SERVERS, PIPELINES } from "./model-servers.ts";
import { DEVICE_CHECKS, INTERACTIVE, LOAD_TESTS, STAND_INS, TASKS } from "./other-programs.ts";
import { MONITORING, PLATFORM } from "./platform.ts";
import type { ProgramRole, ProgramRow } from "./row.ts";
import { CONSUMERS, WEB_SERVERS } from "./services.ts";
import { STORES } from "./stores.ts";
import { LAUNCHERS, TRAINERS } from "./trainers.ts";

/** Every program that is known, by what it is for. */
export const PROGRAMS: Readonly<Record<ProgramRole, readonly ProgramRow[]>> = {
  "model-server": MODEL_SERVERS,
  pipeline: PIPELINES,
  trainer: TRAINERS,
  launcher: LAUNCHERS,
  "web-server": WEB_SERVERS,
  consumer: CONSUMERS,
  store: STORES,
  platform: PLATFORM,
  monitoring: MONITORING,
  interactive: INTERACTIVE,
  "load-test": LOAD_TESTS,
  task: TASKS,
  "device-check": DEVICE_CHECKS,
  "stand-in": STAND_INS,
};

/**
 * Words behind or before a program's name that make it another program: `postgres-operator` keeps no data,
 * `vllm-bench-client` serves no model.
 */
export const OTHER_PROGRAM: ReadonlySet<string> = new Set([
  "backup",
  "bench",
  "benchmark",
  "cli",
  "client",
  "connect",
  "connector",
  "consumer",
  "controller",
  "dashboard",
  "downloader",
  "express",
  "exporter",
  "exporters",
  "ingress",
  "init",
  "loader",
  "loadgen",
  "manager",
  "migration",
  "migrations",
  "operator",
  "producer",
  "proxy",
  "router",
  "sidecar",
  "test",
  "tests",
  "tools",
  "ui",
  "webhook",
]);
