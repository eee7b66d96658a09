import type { Diagnostic } from "../kernel/diagnostic.ts";

/** How many diagnostics of one code are shown in full; errors are worth a screen, advice is worth a few. */
const SHOWN = { error: 20, warning: 4, info: 4 } as const;

/** What is shown in full, and how many of each code are only counted. */
interface Condensed {
  readonly shown: readonly Diagnostic[];
  readonly counted: readonly {
    readonly code: string;
    readonly severity: Diagnostic["severity"];
    readonly count: number;
  }[];
}

/**
 * Keeps a run over many manifests readable: forty Deployments that need a spare GPU each say the same thing, and
 * what else was found must not drown in it. The report has all of them.
 */
export function condense(diagnostics: readonly Diagnostic[]): Condensed {
  const seen = new Map<string, { code: string; severity: Diagnostic["severity"]; count: number }>();
  const shown = diagnostics.filter(({ code, severity }) => {
    const key = `${severity} ${code}`;
    const entry = seen.get(key) ?? { code, severity, count: 0 };
    entry.count++;
    seen.set(key, entry);
    return entry.count <= SHOWN[severity];
  });
  const counted = [...seen.values()]
    .filter(({ severity, count }) => count > SHOWN[severity])
    .map(({ code, severity, count }) => ({ code, severity, count: count - SHOWN[severity] }));
  return { shown, counted };
}

/** One line for what was only counted, or nothing. */
export function formatCounted({ counted }: Condensed): string {
  if (counted.length === 0) return "";
  const parts = counted.map(({ code, severity, count }) => `${count} more ${severity}[${code}]`);
  return `and ${parts.join(", ")}; --report FILE has them all\n`;
}
