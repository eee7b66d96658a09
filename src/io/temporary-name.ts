import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";

/** The longest name that file systems take, in bytes, less what is added here. */
const MAX_BYTES = 255 - 80;

/** Who writes a temporary file. */
export interface TemporaryOwner {
  /** The name of the machine or container, in letters that any file system takes. */
  readonly host: string;
  readonly pid: number;
}

const NAME = /^\..+\.([a-z0-9-]{1,48})\.([1-9]\d{0,9})\.gpuify-tmp$/s;

/** This process. */
export function thisOwner(): TemporaryOwner {
  const host = hostname()
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, "-")
    .slice(0, 48);
  return { host: host === "" ? "-" : host, pid: process.pid };
}

/** Where what will replace a file is written: beside it, hidden, with the name of who writes it. */
export function temporaryPath(target: string, { host, pid }: TemporaryOwner): string {
  const name = new TextDecoder().decode(new TextEncoder().encode(basename(target)).subarray(0, MAX_BYTES));
  return join(dirname(target), `.${name.replace(/\uFFFD+$/, "")}.${host}.${pid}.gpuify-tmp`);
}

/** The writer of a temporary file, from its name: `unknown` for names of earlier versions, null for files that are not gpuify's. */
export function temporaryOwner(name: string): TemporaryOwner | "unknown" | null {
  if (!name.startsWith(".") || !name.endsWith(".gpuify-tmp")) return null;
  const [, host, pid] = NAME.exec(name) ?? [];
  return host === undefined || pid === undefined ? "unknown" : { host, pid: Number(pid) };
}
