import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Catalog } from "../../src/gpu/types.ts";
import type { GpuNeed } from "../../src/program/needs/need.ts";
import { containersIn, type FoundContainer, needText } from "./programs.ts";

/** A container with what its program asks for, as a person read it before any rule was run on it. */
interface ProgramLabel {
  readonly repo?: string;
  readonly path?: string;
  /** Below the shared folder. */
  readonly file?: string;
  readonly object: string;
  readonly container: string | null;
  readonly label: string;
  readonly why: string;
  /** Where the container stands: `spec.template.spec.containers.0`. */
  readonly at?: string;
  /** Another reading that is as good. */
  readonly doubt?: string;
}

/** How the rules compare with a table of labels. */
export interface LabelScore {
  readonly table: string;
  readonly agreed: number;
  readonly wrong: readonly string[];
  /** Those that differ where the label itself is in doubt. */
  readonly doubtful: readonly string[];
  /** Files that are not here, and objects that are no containers: fields of custom resources. */
  readonly absent: number;
}

/** The tables beside the tests. */
export const LABEL_TABLES = ["corpus", "examples", "found"] as const;

/** Holds the rules against a table; `files` is the folder below which the files are. */
export function scoreLabels(
  project: string,
  table: (typeof LABEL_TABLES)[number],
  files: string,
  catalog: Catalog,
): LabelScore {
  const labels: readonly ProgramLabel[] = parse(
    readFileSync(join(project, "test/program/labels", `${table}.yaml`), "utf8"),
  );
  const wrong: string[] = [];
  const doubtful: string[] = [];
  let [agreed, absent] = [0, 0];
  for (const label of labels) {
    const file = label.file ?? `${label.repo}/${label.path}`;
    if (label.container === null || !existsSync(join(files, file))) {
      absent++;
      continue;
    }
    const found = containersIn(files, [file], catalog).find((one) => isMeant(one, label));
    const need: GpuNeed = found?.need ?? { kind: "silent" };
    if (agrees(need, label.label)) agreed++;
    else {
      const line = `${file} ${label.object} ${label.container}: "${label.label}" (${label.why}), rules say ${needText(need)}`;
      (label.doubt === undefined ? wrong : doubtful).push(line);
    }
  }
  return { table, agreed, wrong, doubtful, absent };
}

export function formatScore({ table, agreed, wrong, doubtful, absent }: LabelScore): string {
  return [
    `labels "${table}": ${agreed} agree, ${wrong.length} differ, ${doubtful.length} differ where the label is in doubt, ${absent} not measured`,
    ...wrong.map((line) => `  differs: ${line}`),
    ...doubtful.map((line) => `  in doubt: ${line}`),
  ].join("\n");
}

function isMeant(found: FoundContainer, { object, container, at }: ProgramLabel): boolean {
  if (found.container !== container || found.object !== object) return false;
  return at === undefined || found.path.join(".") === at || found.path.join(".").endsWith(`.${at}`);
}

function agrees(need: GpuNeed, label: string): boolean {
  switch (need.kind) {
    case "exactly":
      return label === `exactly ${need.count}`;
    case "silent":
      return label === "none";
    default:
      return label === need.kind;
  }
}
