import { customKinds } from "../../k8s/custom-kinds.ts";
import { WORKLOAD_KIND_NAMES, WORKLOAD_KINDS } from "../../k8s/kinds.ts";
import { nearest } from "../../kernel/suggest.ts";
import type { LabelRequirement, Scope } from "../../pipeline/outcome.ts";
import { assertNameGlobs, usageError } from "../shared/values.ts";

/**
 * `--select KIND[/NAME]`: kinds as kubectl takes them, also with a group (`deployments.apps`), and globs.
 * @throws Failure (usage) for a kind that makes no pods.
 */
export function parseSelect(text: string): Scope["select"][number] {
  const slash = text.indexOf("/");
  const kind = slash < 0 ? text : text.slice(0, slash);
  const name = slash < 0 ? null : text.slice(slash + 1);
  if (kind === "" || name === "" || name?.includes("/"))
    throw usageError(
      `--select "${text}" is not KIND or KIND/NAME`,
      "write it like deploy/web or job/train-*",
    );
  assertNameGlobs("--select", [text]);
  return { kind: fullKind(kind, text), name };
}

function fullKind(kind: string, text: string): string {
  if (/[*?[{]/.test(kind)) return kind;
  const wanted = kind.replace(/\..*$/, "").toLowerCase();
  const row = [...WORKLOAD_KINDS, ...customKinds()].find(({ names }) => names.includes(wanted));
  if (row !== undefined) return row.kind;
  const family = customKinds().filter(({ group }) => group.split(".")[0] === wanted);
  if (family.length > 0) return `{${[...new Set(family.map((one) => one.kind))].join(",")}}`;
  const known = [...WORKLOAD_KINDS, ...customKinds()].flatMap(({ names }) => names);
  const near = nearest(wanted, [...new Set(known)]);
  throw usageError(
    `--select "${text}": "${kind}" is no kind that makes pods`,
    `${near === undefined ? "" : `did you mean "${near}"? `}the kinds are ${WORKLOAD_KIND_NAMES.join(", ")} and those of \`gpuify show kinds\``,
  );
}

const KEY = /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?)?$/;

/**
 * A label selector in kubectl's syntax: `a=b,c!=d,e in (x,y),f notin (z),g,!h`.
 * @throws Failure (usage) that names the part which is wrong.
 */
export function parseLabels(text: string): readonly LabelRequirement[] {
  const parts = splitOutsideParentheses(text);
  return parts.map((part) => {
    const requirement = parseRequirement(part.trim());
    const wrong = requirement === null || !KEY.test(requirement.key) || requirement.key.length > 317;
    const badValue = requirement?.values.find((value) => !VALUE.test(value) || value.length > 63);
    if (wrong || badValue !== undefined)
      throw usageError(
        `--selector "${text}": "${(badValue ?? part).trim()}" is not a label ${badValue === undefined ? "requirement" : "value"}`,
        "write it as kubectl does: app=web, tier!=db, env in (a,b), env notin (c), gpu, !gpu",
      );
    return requirement;
  });
}

function parseRequirement(part: string): LabelRequirement | null {
  const set = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(part);
  if (set !== null) {
    const values = (set[3] ?? "").split(",").map((value) => value.trim());
    return { key: set[1] ?? "", operator: set[2] === "in" ? "in" : "notin", values };
  }
  const equality = /^([^=!\s]+)\s*(!=|==|=)\s*([^=!\s]*)$/.exec(part);
  if (equality !== null)
    return {
      key: equality[1] ?? "",
      operator: equality[2] === "!=" ? "!=" : "=",
      values: [equality[3] ?? ""],
    };
  const existence = /^(!?)\s*([^=!\s()]+)$/.exec(part);
  if (existence === null) return null;
  return { key: existence[2] ?? "", operator: existence[1] === "!" ? "!exists" : "exists", values: [] };
}

function splitOutsideParentheses(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === "(") depth++;
    else if (letter === ")") depth--;
    else if (letter === "," && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
