import { EXIT } from "../kernel/failure.ts";

/** Signals that ask a process to end, and the exit code that tells of each: 128 and its number. */
const CODES = {
  SIGINT: EXIT.interrupted,
  SIGTERM: EXIT.terminated,
  // The terminal was closed.
  SIGHUP: EXIT.hungUp,
} as const;

/** Runs `work`; a signal that asks the process to end meanwhile calls `clean`, and ends it with 128 and its number. */
export async function cleanWhenStopped<T>(clean: () => void, work: () => Promise<T>): Promise<T> {
  const handlers = Object.entries(CODES).map(([signal, code]) => {
    const leave = (): never => {
      clean();
      process.exit(code);
    };
    process.on(signal, leave);
    return { signal, leave };
  });
  try {
    return await work();
  } finally {
    for (const { signal, leave } of handlers) process.off(signal, leave);
  }
}
