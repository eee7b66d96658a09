import { type Fresh, freshFromJson, keyText } from "../../edit/fresh.ts";
import type { Json } from "../../edit/operation.ts";
import { blockItem, withKey } from "../../edit/render.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { visibleLine } from "../visible.ts";
import { wrap } from "../wrap.ts";
import { lines } from "./layout.ts";
import type { ShownProfile } from "./profile-book.ts";
import { keyOrder, type ProfileKey } from "./profile-keys.ts";
import type { IdleValue, ProfileValue } from "./profile-values.ts";
import { originText } from "./profile-words.ts";

const STYLE = { indent: 2, seqIndent: 2, dashGap: 1, quotes: "double" } as const;

/** A line of a profile: `active` counts, the others are comments to be taken up. */
interface ProfileLine {
  readonly path: FieldPath;
  readonly value: Json;
  readonly remark: string;
  readonly active: boolean;
}

/**
 * Profiles as text for a `gpuify.yaml`, each value with its origin as a comment. One of a config stands there by
 * itself: all that its chain says, on the built-in profile; a built-in one gives a profile to start from. What only
 * fills gaps stays a comment, because a profile's own values beat what manifests say.
 */
export function profilesYaml(profiles: readonly ShownProfile[], taken: readonly string[]): string {
  return lines([
    ...new Set(profiles.flatMap(headOf)),
    "profiles:",
    ...profiles.flatMap((profile) => profileLines(profile, taken)),
  ]);
}

/** A rule to start from, for `auto` and `none`, which no profile can extend. */
export function ruleYaml({ name, text }: ShownProfile): string {
  return lines([
    ...comment(`No profile can extend ${name}; a rule names it, for the workloads that it matches.`),
    "rules:",
    `  - match: { kind: Deployment, name: "*" } # the first rule that matches a workload counts`,
    `    profile: ${name} # gets ${text.gets}`,
  ]);
}

function isOwn({ chain }: ShownProfile): boolean {
  return chain.length > 1;
}

function headOf(profile: ShownProfile): readonly string[] {
  return isOwn(profile)
    ? comment(
        "As resolved. Values in comments only fill gaps where a manifest is silent; said by a profile they would beat the manifest.",
      )
    : comment("To start from: rename it, take up the comments that shall count and change their values.");
}

function comment(text: string): readonly string[] {
  return wrap(`# ${text}`)
    .split("\n")
    .map((line, index) => (index === 0 ? line : `# ${line.trim()}`));
}

function profileLines(profile: ShownProfile, taken: readonly string[]): readonly string[] {
  const { chain, text, resolved } = profile;
  const name = isOwn(profile) ? profile.name : freeName(`my-${profile.name}`, taken);
  const base = chain.at(-1)?.name ?? "";
  const between = chain.slice(1, -1).map((link) => visibleLine(link.name));
  const way = between.length === 0 ? "" : `by way of ${between.join(" and ")}`;
  const remark = isOwn(profile) ? way : text.looksLike;
  const open = isOwn(profile) ? [] : (resolved?.unset ?? []).map(asExample);
  const entries = [...(resolved?.values ?? []).map(asEntry), ...(resolved?.idle ?? []).map(asIdle), ...open];
  return [
    `  ${keyText(name, STYLE.quotes)}:`,
    `    extends: ${base}${remark === "" ? "" : ` # ${remark}`}`,
    ...entryLines(
      entries.filter(({ path }) => keyOrder(path) >= 0).sort((a, b) => keyOrder(a.path) - keyOrder(b.path)),
      0,
      4,
    ),
  ];
}

function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.includes(`${wanted}-${number}`)) return `${wanted}-${number}`;
}

/** What the profile's chain says counts; what fills gaps is not the profile's to say. */
function asEntry({ path, value, origin }: ProfileValue): ProfileLine {
  return { path, value, remark: originText(origin), active: origin.kind === "profile" };
}

function asIdle({ path, value, origin, why }: IdleValue): ProfileLine {
  return { path, value, remark: `${originText(origin)}, without effect: ${why}`, active: false };
}

function asExample({ path, example, without }: ProfileKey): ProfileLine {
  return { path, value: example, remark: `without it: ${without}`, active: false };
}

/** Entries of one map or list as lines at `column`, those of one key together. */
function entryLines(entries: readonly ProfileLine[], depth: number, column: number): readonly string[] {
  const groups = new Map<string | number, ProfileLine[]>();
  for (const entry of entries) {
    const step = entry.path[depth] ?? "";
    groups.set(step, [...(groups.get(step) ?? []), entry]);
  }
  return [...groups].flatMap(([step, group]) => {
    const leaf = group.find(({ path }) => path.length === depth + 1);
    if (leaf !== undefined) return leafLines(leaf, step, column);
    const head = `${" ".repeat(column)}${keyText(String(step), STYLE.quotes)}:`;
    if (group.some(({ active }) => active))
      return [head, ...entryLines(group, depth + 1, column + STYLE.indent)];
    const inner = group.map((entry) => ({ ...entry, active: true }));
    return asComment([head, ...entryLines(inner, depth + 1, column + STYLE.indent)], column);
  });
}

function leafLines(
  { value, remark, active }: ProfileLine,
  step: string | number,
  column: number,
): readonly string[] {
  const fresh = spelled(freshFromJson(value));
  const written =
    typeof step === "number"
      ? blockItem(fresh, column, STYLE)
      : withKey(`${" ".repeat(column)}${keyText(step, STYLE.quotes)}:`, fresh, column, STYLE);
  const [first = "", ...rest] = written;
  const marked = [`${first} # ${remark}`, ...rest];
  return active ? marked : asComment(marked, column);
}

function asComment(text: readonly string[], column: number): readonly string[] {
  return text.map((line) => `${" ".repeat(column)}# ${line.slice(column)}`);
}

/** Letters that a terminal would not show or would turn the line around with: they are spelled by number. */
const HIDDEN = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The value with text in double quotes where it has such letters, because only there YAML can spell them. */
function spelled(value: Fresh): Fresh {
  switch (value.kind) {
    case "scalar": {
      const text = value.json.replace(
        HIDDEN,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
      return text === value.json ? value : { ...value, yaml: text };
    }
    case "map":
      return {
        ...value,
        entries: value.entries.map((entry) => ({ ...entry, value: spelled(entry.value) })),
      };
    case "seq":
      return { ...value, items: value.items.map(spelled) };
    default:
      return value satisfies never;
  }
}
