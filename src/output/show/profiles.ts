import type { Json } from "../../edit/operation.ts";
import { formatPath } from "../../yaml/tree.ts";
import { visibleLine } from "../visible.ts";
import { wrap } from "../wrap.ts";
import { lines, section, table } from "./layout.ts";
import type { RuleUse, ShownProfile } from "./profile-book.ts";
import { AS_IN_MANIFEST, NOTHING_OWN, type ProfileKey } from "./profile-keys.ts";
import type { ProfileValue, ProfileValues } from "./profile-values.ts";
import { extendsText, matchText, originText, placeText, settingText, valueText } from "./profile-words.ts";

/** Longest setting that stands on one line with its origin. */
const SETTING_WIDTH = 40;

/** What each profile is for, and below it what it gives; those of a config with what they say and who names them. */
export function profileList(profiles: readonly ShownProfile[]): string {
  const rows = profiles.flatMap((profile) => [
    [visibleLine(profile.name), isOwn(profile) ? extendsText(profile) : profile.text.looksLike],
    ["", `→ ${isOwn(profile) ? saidBy(profile) : profile.text.gets}`],
    ...(profile.rules.length === 0 ? [] : [["", `by ${profile.rules.map(ruleName).join(", ")}`]]),
  ]);
  return lines([...table(rows), "", "In full, with the origin of each value: gpuify show profiles NAME"]);
}

function isOwn({ chain }: ShownProfile): boolean {
  return chain.length > 1;
}

/** What the profile and those it extends say; of values that are no words, only that they are there. */
function saidBy({ resolved, text }: ShownProfile): string {
  const said = (resolved?.values ?? []).filter(({ origin }) => origin.kind === "profile");
  const texts = said.map(({ path, value }) =>
    typeof value === "object" ? visibleLine(formatPath(path)) : settingText(path, value),
  );
  return texts.length === 0 ? text.gets : texts.join(", ");
}

function ruleName({ rule, location }: RuleUse): string {
  return `${rule} (${placeText(location)})`;
}

/** One profile in full: what it stands on, its values with their origins, who uses it and what it does. */
export function profileDetail(profile: ShownProfile): string {
  const { name, text, chain, resolved, rules, extendedBy } = profile;
  const [own] = chain;
  const head = isOwn(profile)
    ? [
        `${visibleLine(name)}: a profile of ${own?.location ? placeText(own.location) : "the config"}`,
        extendsText(profile),
        `${text.name} is for ${text.looksLike}`,
      ]
    : [`${name}: ${text.looksLike}`];
  return lines([
    ...[...head, `gets ${text.gets}`].map(wrap),
    ...(resolved === null ? [] : valueSections(resolved)),
    ...section("rules that name it", rules.map(ruleText)),
    ...section("extended by", extendedBy.length === 0 ? [] : [extendedBy.map(visibleLine).join(", ")]),
    ...section("changes", text.changes),
    ...section("leaves alone", text.leaves),
    ...section("flags", [text.flags.length === 0 ? "none shapes it" : text.flags.join(" ")]),
  ]);
}

function valueSections({ values, idle, unset }: ProfileValues): readonly string[] {
  const fills = values.some(({ origin }) => origin.kind !== "profile");
  return [
    ...valueSection("values", values),
    ...(fills ? [wrap("  (defaults only fill gaps: where the manifest says it, that counts)")] : []),
    ...section(
      "said without effect",
      idle.map(
        (value) => `${settingText(value.path, value.value)} ${originText(value.origin)}: ${value.why}`,
      ),
    ),
    ...unsetSection(unset),
  ];
}

/** Keys with something of their own to say in two columns, the others by what is said of them. */
function unsetSection(unset: readonly ProfileKey[]): readonly string[] {
  if (unset.length === 0) return [];
  const common = [AS_IN_MANIFEST, NOTHING_OWN];
  const rows = unset
    .filter(({ without }) => !common.includes(without))
    .map(({ path, without }) => [formatPath(path), without]);
  const together = common.flatMap((text) => {
    const keys = unset.filter(({ without }) => without === text).map(({ path }) => formatPath(path));
    return keys.length === 0 ? [] : [wrap(`  ${keys.join(", ")}: ${text}`)];
  });
  return ["", "where nobody says it", ...table(rows, "  "), ...together];
}

/** Values in two columns; one that is too long for that has its origin below it. */
function valueSection(title: string, values: readonly ProfileValue[]): readonly string[] {
  if (values.length === 0) return [];
  const shown = values.map((value) => ({
    setting: settingText(value.path, value.value),
    origin: originText(value.origin),
  }));
  const short = shown.map(({ setting }) => setting.length).filter((length) => length <= SETTING_WIDTH);
  const width = Math.max(0, ...short);
  return [
    "",
    title,
    ...shown.flatMap(({ setting, origin }) =>
      setting.length <= SETTING_WIDTH
        ? table([[setting.padEnd(width), origin]], "  ")
        : [wrap(`  ${setting}`), ...table([[" ".repeat(width), origin]], "  ")],
    ),
  ];
}

function ruleText(use: RuleUse): string {
  const { match, adds } = use;
  const said = Object.keys(adds).length === 0 ? "" : `; it adds ${valueText(adds as Json)}`;
  return `${ruleName(use)}: ${matchText(match)}${said}`;
}
