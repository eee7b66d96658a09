import type { FormatLint } from "../extras.ts";

/** The formats of `gpuify lint`; the first is the one that nobody has to name. */
export const LINT_FORMATS = ["pretty", "compact", "json", "sarif", "github", "gitlab", "junit"] as const;

export type LintFormat = (typeof LINT_FORMATS)[number];

/** A run loads only the formats that it writes. */
const LOAD: Readonly<Record<LintFormat, () => Promise<FormatLint>>> = {
  pretty: async () => (await import("./pretty.ts")).formatPretty,
  compact: async () => (await import("./compact.ts")).formatCompact,
  json: async () => (await import("./json.ts")).formatJson,
  sarif: async () => (await import("../sarif/sarif.ts")).formatSarif,
  github: async () => (await import("./github.ts")).formatGithub,
  gitlab: async () => (await import("./gitlab.ts")).formatGitlab,
  junit: async () => (await import("./junit.ts")).formatJunit,
};

/** The function that writes a format. */
export async function loadLintFormat(format: LintFormat): Promise<FormatLint> {
  return await LOAD[format]();
}
