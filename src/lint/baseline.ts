import { formatPath } from "../yaml/tree.ts";
import type { Finding } from "./finding.ts";

/** Findings that were there when a team began, by fingerprint: only new ones shall fail a run. */
export interface Baseline {
  /** With the file each was found in, by its name in fingerprints. */
  readonly entries: ReadonlyMap<string, string>;
}

/** Version of the file's form; it grows only when a reader of the old form would go wrong. */
const FORM = 1;

/** Reads a baseline, or says why the text is none. */
export function parseBaseline(text: string): Baseline | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    // The library's message repeats the text, and a config can name any file.
    return { problem: "it is not JSON" };
  }
  if (!isRecord(value) || !Array.isArray(value.findings)) return { problem: "it has no list `findings`" };
  if (value.version !== FORM)
    return { problem: `its version is ${JSON.stringify(value.version)}, not ${FORM}` };
  const entries = new Map<string, string>();
  for (const [index, entry] of value.findings.entries()) {
    if (!isRecord(entry) || typeof entry.fingerprint !== "string" || typeof entry.file !== "string")
      return { problem: `findings[${index}] has no \`fingerprint\` and \`file\`` };
    entries.set(entry.fingerprint, entry.file);
  }
  return { entries };
}

/** What a file is called in fingerprints. */
type NameOf = (file: string) => string;

/**
 * A baseline as JSON for version control: one finding a line, in a stable order, with the words that tell a reviewer
 * what it is; only `fingerprint` and `file` are read back.
 */
export function formatBaseline(findings: readonly Finding[], nameOf: NameOf): string {
  const lines = findings.map((finding) =>
    JSON.stringify({
      fingerprint: finding.fingerprint,
      rule: finding.rule.id,
      file: nameOf(finding.location.file),
      ...(finding.object !== null && { object: `${finding.object.kind}/${finding.object.name}` }),
      ...(finding.path.length > 0 && { path: formatPath(finding.path) }),
    }),
  );
  const list = lines.length === 0 ? "[]" : `[\n    ${lines.join(",\n    ")}\n  ]`;
  return `{\n  "version": ${FORM},\n  "findings": ${list}\n}\n`;
}

/** Findings that the baseline has and those that are new, and how many of its entries for the files (by their names in fingerprints) are gone. */
export function compareWithBaseline(
  findings: readonly Finding[],
  { entries }: Baseline,
  files: ReadonlySet<string>,
): { readonly fresh: readonly Finding[]; readonly known: readonly Finding[]; readonly gone: number } {
  const known = findings.filter(({ fingerprint }) => entries.has(fingerprint));
  const seen = new Set(known.map(({ fingerprint }) => fingerprint));
  return {
    fresh: findings.filter(({ fingerprint }) => !entries.has(fingerprint)),
    known,
    gone: [...entries].filter(([fingerprint, file]) => files.has(file) && !seen.has(fingerprint)).length,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
