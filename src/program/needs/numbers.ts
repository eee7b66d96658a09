import type { Asking, GpuNeed, Layout } from "./need.ts";
import type { SaidOption } from "./options.ts";

/** What an option says as a number. */
export type OptionNumber =
  | { readonly kind: "unset" }
  | { readonly kind: "number"; readonly value: number; readonly said: SaidOption }
  | { readonly kind: "text"; readonly value: string; readonly said: SaidOption }
  | { readonly kind: "unknown"; readonly why: string };

/** The number that an option of a program says. */
export function numberOf({ options }: Pick<Asking, "options">, key: string): OptionNumber {
  const said = options.get(key);
  if (said === null) {
    const { openedBy } = options;
    return openedBy === null ? { kind: "unset" } : { kind: "unknown", why: `${openedBy} may set it` };
  }
  if (said.unknown !== null) return { kind: "unknown", why: notResolved(said.unknown) };
  const value = said.value ?? "";
  if (/^\d{1,6}$/.test(value)) return { kind: "number", value: Number(value), said };
  return { kind: "text", value, said };
}

/** Entries of a list such as `0,1,2` or `[0, 1]`; null for other texts. */
export function listLength(text: string): number | null {
  const inner = text.trim().replace(/^\[(.*)\]$/, "$1");
  const entries = inner.split(/[,;]/).map((one) => one.trim());
  return entries.every((one) => /^[\w.:-]+$/.test(one)) ? entries.length : null;
}

/** Devices that the process is bound to by a list of them; null where there is none. */
export function visibleDevices({ started }: Pick<Asking, "started">): number | null {
  for (const name of ["CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES"]) {
    const text = started.variables.get(name)?.text;
    if (text == null || text === "" || !/^(?:\d+|(?:GPU|MIG)-[\w/-]+)(?:,|$)/.test(text)) continue;
    return listLength(text);
  }
  return null;
}

/** The program asks for no GPU. */
export const SILENT: GpuNeed = { kind: "silent" };

/** The program takes every GPU that it sees. */
export const ALL: GpuNeed = { kind: "all" };

/** The program asks for this many GPUs. */
export function exactly(
  count: number,
  said: readonly SaidOption[],
  more: { readonly layout?: Layout; readonly isLoose?: true } = {},
): GpuNeed {
  const { layout = null, ...rest } = more;
  return { kind: "exactly", count, said, layout, ...rest };
}

/** Why a value is unknown: `unknown` names the variable, placeholder or expression that it comes from. */
export function notResolved(unknown: string): string {
  return `${unknown} cannot be resolved from the manifest`;
}

/** The number cannot be determined. */
export function undecided(why: string): GpuNeed {
  return { kind: "undecided", why };
}

/** The option holds a word where a number belongs. */
export function notNumber({ said }: SaidOption): GpuNeed {
  return undecided(`\`${said}\` is not a number`);
}
