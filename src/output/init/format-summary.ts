import { counted } from "../../kernel/words.ts";
import type { InitFindings } from "../../pipeline/init/findings.ts";
import { visible } from "../visible.ts";
import { unhandledPhrase } from "./format-unhandled.ts";

/** What became of the text. */
interface InitSummaryFacts {
  /** Where the config was written; null when it was printed. */
  readonly written: string | null;
  /** The file took the place of another. */
  readonly replaced: boolean;
  /** A config further up that counted here before; null for none. */
  readonly shadowed: string | null;
  /** Walked files that could not be opened. */
  readonly unreadable: number;
}

/** What was found and what to do next, for people. Ends with a newline. */
export function formatInitSummary(findings: InitFindings, facts: InitSummaryFacts): string {
  const { manifests, rules } = findings;
  const { written, replaced, shadowed, unreadable } = facts;
  const verb = written === null ? "found" : `${written} ${replaced ? "written anew" : "written"}`;
  const lines = [`${verb}: ${platformPart(findings)}, ${rulesPart(findings)}`];
  const counts = { said: 0, cpu: 0, unknown: 0 };
  for (const { why } of rules.leftOut) counts[why]++;
  const { said, cpu, unknown } = counts;
  if (unknown > 0)
    lines.push(`${counted(unknown, "workload")} without a rule: listed at its end, with what to do`);
  if (cpu > 0)
    lines.push(`${counted(cpu, "workload")} without a rule: no GPU to take away, so listed at its end only`);
  if (said > 0) lines.push(`${counted(said, "workload")} left to the annotations of their own`);
  if (manifests.unhandled.length > 0)
    lines.push(`${unhandledPhrase(manifests.unhandled)}: listed at the end`);
  if (manifests.skipped.length > 0)
    lines.push(
      `${counted(manifests.skipped.length, "file")} skipped: not readable as a manifest, such as a template`,
    );
  if (unreadable > 0) lines.push(`${counted(unreadable, "file")} skipped: cannot be opened`);
  if (shadowed !== null && written !== null)
    lines.push(`${shadowed} does not count here any more; \`extends\` in the new file would build on it`);
  lines.push(nextStep(findings, written));
  return visible(`${lines.join("\n")}\n`);
}

function nextStep({ rules: { rules } }: InitFindings, written: string | null): string {
  if (written === null) return "nothing was written: leave out --dry-run to write gpuify.yaml";
  if (rules.length > 0) return "next: read it, then gpuify patch --check .";
  return "next: read it, add a rule or annotate a workload, then gpuify patch --check .";
}

function platformPart({ platform: { best }, cluster }: InitFindings): string {
  if (best === null) return "no platform recognised";
  const own = cluster?.own;
  return own == null ? `platform ${best.platform}` : `platform ${own.name} (extends ${own.base})`;
}

function rulesPart({ rules: { rules }, manifests: { workloads } }: InitFindings): string {
  if (workloads === 0) return "no workloads";
  const members = rules.reduce((sum, rule) => sum + rule.members.length, 0);
  return `${counted(rules.length, "rule")} for ${members} of ${counted(workloads, "workload")}`;
}
