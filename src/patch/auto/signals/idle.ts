import { type Command, isPreparation, programName, runs } from "../commands.ts";
import { DEVICE_CHECKS } from "../data/other-programs.ts";
import type { Subject } from "../subject.ts";
import type { Evidence } from "../types.ts";

/** A container that only sleeps, or only looks at its devices and sleeps, is a stand-in or a test. */
export function idleEvidence({ workers }: Subject): readonly Evidence[] {
  const idle = workers.map(({ commands }) => idleness(commands));
  const [worker] = workers;
  if (worker === undefined || idle.some((one) => one === null)) return [];
  const text = idle.includes("looks") ? "only looks at its devices" : "only sleeps, prints or ends";
  return [{ text, path: [...worker.container.path, "command"], points: 6, for: "none" }];
}

/** Null when there is anything that may be work, and when the image decides. */
function idleness(commands: readonly Command[]): "sleeps" | "looks" | null {
  if (commands.length === 0) return null;
  const kinds = commands.map((command) => {
    if (isWaiting(command) || isPreparation(command)) return "sleeps";
    return DEVICE_CHECKS.some((row) => row.commands.some((one) => runs(command, one))) ? "looks" : null;
  });
  if (kinds.includes(null)) return null;
  return kinds.includes("looks") ? "looks" : "sleeps";
}

/** `sleep 3600`, `tail -f /dev/null`, `while true`. */
function isWaiting(command: Command): boolean {
  const [program = "", ...rest] = command;
  const name = programName(program);
  if (/^(?:sleep|pause|true|false|:|done|do|service)$/.test(name)) return true;
  return name === "tail" && rest.includes("/dev/null");
}
