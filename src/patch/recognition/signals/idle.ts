import { type Command, isPreparation } from "../../../program/command/commands.ts";
import { programName } from "../../../program/command/program-name.ts";
import { programsOf } from "../../../program/known/known-programs.ts";
import type { Evidence } from "../data/evidence.ts";
import type { AutoSubject } from "./subject.ts";

/** A container that only sleeps, or only looks at its devices and sleeps, is a stand-in or a test. */
export function idleEvidence({ workers }: AutoSubject): readonly Evidence[] {
  const idle = workers.map(({ commands }) => idleness(commands));
  const [worker] = workers;
  if (worker === undefined || idle.some((one) => one === null)) return [];
  const text = idle.includes("looks") ? "only looks at its devices" : "only sleeps, prints or ends";
  const path = [...worker.container.path, "command"];
  return [{ text, path, points: 6, for: "none", looksLike: `a stand-in or a test: it ${text}` }];
}

/** Null when there is anything that may be work, and when the image decides. */
function idleness(commands: readonly Command[]): "sleeps" | "looks" | null {
  if (commands.length === 0) return null;
  const kinds = commands.map((command) => {
    if (isWaiting(command) || isPreparation(command)) return "sleeps";
    return programsOf(null, [command]).some(({ role }) => role === "device-check") ? "looks" : null;
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
