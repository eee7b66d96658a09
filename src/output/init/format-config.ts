import { counted } from "../../kernel/words.ts";
import type { InitFindings } from "../../pipeline/init/findings.ts";
import { formatCluster, formatPlatform } from "./format-platform.ts";
import { formatLeftOut, formatRules } from "./format-rules.ts";
import { formatUnhandled } from "./format-unhandled.ts";
import { comment } from "./yaml-lines.ts";

/** The first line of every config: editors check and complete by it. */
const EDITORS = "# yaml-language-server: $schema=https://unpkg.com/gpuify/schemas/gpuify.schema.json";

/** A `gpuify.yaml` of what was found, with the reason beside everything. Same findings, same text. */
export function formatConfig(findings: InitFindings): string {
  const { cluster, manifests, rules } = findings;
  const lines = [
    EDITORS,
    ...comment(
      `Written by \`gpuify init\` from ${sourceOf(findings)}. From here on it is yours: read it like code. \`gpuify patch --check .\` lists the files that would change, \`gpuify patch --diff .\` shows how.`,
    ),
    "",
    ...formatPlatform(findings),
    ...(cluster === null ? [] : formatCluster(cluster)),
    "",
    ...formatRules(rules),
    ...formatLeftOut(rules),
    ...formatUnhandled(manifests.unhandled),
    ...formatSkipped(manifests.skipped),
  ];
  return `${lines.join("\n")}\n`;
}

function sourceOf({ manifests: { workloads, files }, cluster }: InitFindings): string {
  const seen = workloads === 0 ? [] : [`${counted(workloads, "workload")} in ${counted(files, "file")}`];
  const nodes = cluster === null ? [] : [counted(cluster.nodes, "node")];
  return [...seen, ...nodes].join(" and ");
}

/** Charts are told apart by their folder: that they cannot be read is no news, and a walk can leave them out. */
function formatSkipped(skipped: readonly string[]): readonly string[] {
  if (skipped.length === 0) return [];
  const folders = [...new Set(skipped.flatMap(templateFolder))].sort();
  return [
    "",
    ...comment(
      `${counted(skipped.length, "file")} could not be read as manifests, such as templates: render them first (helm template … | gpuify patch -).`,
    ),
    ...(folders.length === 0
      ? []
      : [
          ...comment("With this they are left out without a note:"),
          "# exclude:",
          ...folders.map((folder) => `#   - ${JSON.stringify(`${folder}/**`)}`),
        ]),
  ];
}

function templateFolder(file: string): readonly string[] {
  const path = file.replace(/^\.\//, "");
  const end = path.indexOf("/templates/");
  const isPlain = /^[\w./-]+$/.test(path) && !path.startsWith("/") && !path.startsWith("..");
  return end > 0 && isPlain ? [path.slice(0, end + "/templates".length)] : [];
}
