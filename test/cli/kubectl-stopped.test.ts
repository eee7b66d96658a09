import { spawn } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test, vi } from "vitest";
import { isRunning } from "../io/is-running.ts";
import { tree } from "../io/tree.ts";
import { PROGRAM, plainEnv } from "./program.ts";

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s ends kubectl and what it started, exit %d", async (signal, code) => {
  const folder = tree({
    kubectl: `#!/bin/sh
trap '' TERM INT HUP
cd "$(dirname "$0")"
sh -c 'trap "" TERM INT HUP; sleep 60; :' & echo "$$ $!" > pids.part; mv pids.part pids
wait
sleep 60
`,
  });
  chmodSync(join(folder, "kubectl"), 0o755);
  const child = spawn(process.execPath, [PROGRAM, "init", "--cluster", "--dry-run"], {
    cwd: tree({}),
    env: { ...plainEnv(), PATH: `${folder}${delimiter}${process.env.PATH}` },
    stdio: "ignore",
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  await vi.waitFor(() => expect(existsSync(join(folder, "pids"))).toBe(true), 20_000);
  child.kill(signal);
  expect(await ended).toBe(code);
  const pids = readFileSync(join(folder, "pids"), "utf8").trim().split(" ").map(Number);
  expect(pids).toHaveLength(2);
  await vi.waitFor(() => expect(pids.filter(isRunning)).toEqual([]), 5000);
});
