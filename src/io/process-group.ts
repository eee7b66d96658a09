/** How long a program that was told to stop may take for it. */
const GRACE_MS = 500;

/** The same where this process must not outlive the signal that it got. */
const SHORT_GRACE_MS = 100;

/** Programs and what they started, such as a login helper, are a group of their own; Windows has none. */
export const HAS_GROUPS = process.platform !== "win32";

/** A program that was started as the head of a group (`detached` where there are groups). */
export interface GroupHead {
  readonly pid?: number | undefined;
  readonly kill: (signal: NodeJS.Signals) => boolean;
  readonly stdout: { readonly destroy: () => unknown };
  readonly stderr: { readonly destroy: () => unknown };
}

/** Kills a program and what it started, at once. */
export function killGroup(head: GroupHead): void {
  signalGroup(head, "SIGKILL");
}

/** Asks a program and what it started to stop, waits a moment, and kills what is left. */
export function endGroup(head: GroupHead): void {
  signalGroup(head, "SIGTERM");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SHORT_GRACE_MS);
  killGroup(head);
}

/** A clock that stops a program. */
export interface Clock {
  /** True once the time was over. */
  readonly isOver: () => boolean;
  readonly cancel: () => void;
}

/** Stops a program and what it started after some time, whatever it prints until then. */
export function stopGroupAfter(seconds: number, head: GroupHead): Clock {
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    signalGroup(head, "SIGTERM");
    setTimeout(() => {
      killGroup(head);
      // What left the group holds the pipes open, and outlives it.
      head.stdout.destroy();
      head.stderr.destroy();
    }, GRACE_MS).unref();
  }, seconds * 1000);
  return { isOver: () => isOver, cancel: () => clearTimeout(timer) };
}

function signalGroup(head: GroupHead, signal: NodeJS.Signals): void {
  if (head.pid === undefined) return;
  try {
    if (HAS_GROUPS) process.kill(-head.pid, signal);
    else head.kill(signal);
  } catch {
    // Nobody is left in the group.
  }
}
