import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/**
 * A program to measure.
 * @typedef {{ name: string, command: string, args: string[], input?: Buffer, codes?: number[], rounds?: number }} Contestant
 * @typedef {{ median: number, least: number, most: number, runs: number, peakMiB: number | null, code: number | null }} Figures
 */

/** The same environment for all: extra certificates alone double Node 20's start. */
const environment = { ...process.env, KUBECONFIG: "/dev/null" };
delete environment.NODE_EXTRA_CA_CERTS;
delete environment.NODE_OPTIONS;

const TIME = "/usr/bin/time";

/**
 * Runs every contestant in turn, round by round, so that a busy moment of the machine hits all of them.
 * @param {readonly Contestant[]} contestants
 * @param {number} rounds how often each runs; a contestant may ask for fewer
 * @returns {Promise<Map<string, Figures>>} by name, times in milliseconds
 */
export async function measure(contestants, rounds) {
  const times = new Map(contestants.map(({ name }) => [name, /** @type {number[]} */ ([])]));
  const codes = new Map();
  for (let round = -1; round < rounds; round++)
    for (const contestant of contestants) {
      const isWarmUp = round < 0;
      if (isWarmUp && contestant.rounds !== undefined) continue;
      if (round >= (contestant.rounds ?? rounds)) continue;
      const { time, code } = runOnce(contestant);
      codes.set(contestant.name, code);
      if (!isWarmUp) times.get(contestant.name)?.push(time);
    }
  const figures = new Map();
  for (const contestant of contestants) {
    const sorted = (times.get(contestant.name) ?? []).sort((a, b) => a - b);
    figures.set(contestant.name, {
      median: medianOf(sorted),
      least: sorted[0] ?? Number.NaN,
      most: sorted.at(-1) ?? Number.NaN,
      runs: sorted.length,
      peakMiB: await peakMemory(contestant),
      code: codes.get(contestant.name) ?? null,
    });
  }
  return figures;
}

/** @param {readonly number[]} sorted */
export function medianOf(sorted) {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** @param {Contestant} contestant */
function runOnce({ name, command, args, input, codes = [0] }) {
  const begin = process.hrtime.bigint();
  const result = spawnSync(command, args, { env: environment, input: input ?? "", maxBuffer: 1 << 28 });
  const time = Number(process.hrtime.bigint() - begin) / 1e6;
  if (result.error) throw result.error;
  if (!codes.includes(result.status ?? -1))
    throw new Error(`${name} ended with ${result.status}: ${result.stderr.toString().slice(0, 500)}`);
  return { time, code: result.status };
}

/**
 * Peak memory of one more run, in MiB: from time(1), else from Linux's own high-water mark; null elsewhere.
 * @param {Contestant} contestant
 */
async function peakMemory({ command, args, input }) {
  if (existsSync(TIME)) {
    const options = { env: environment, input: input ?? "", maxBuffer: 1 << 28 };
    const result = spawnSync(TIME, ["-f", "%M", command, ...args], options);
    const kilobytes = Number(result.stderr.toString().trim().split("\n").at(-1));
    return Number.isFinite(kilobytes) ? kilobytes / 1024 : null;
  }
  return process.platform === "linux" ? highWaterMark(command, args, input) : null;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Buffer | undefined} input
 * @returns {Promise<number | null>}
 */
function highWaterMark(command, args, input) {
  return new Promise((resolve) => {
    let peak = 0;
    const child = spawn(command, args, { env: environment, stdio: ["pipe", "ignore", "ignore"] });
    const poll = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
        peak = Math.max(peak, Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0));
      } catch {
        // The process has just ended.
      }
    }, 2);
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
    child.on("close", () => {
      clearInterval(poll);
      resolve(peak === 0 ? null : peak / 1024);
    });
  });
}
