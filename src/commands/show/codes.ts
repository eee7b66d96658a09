import { codeGroups } from "../../kernel/code-lookup/declaration-of.ts";
import { currentCode } from "../../kernel/code-lookup/renamed.ts";
import { codeData, codeDetail, codeList, shownCodes } from "../../output/show/codes.ts";
import { asJson } from "../../output/show/data.ts";
import { ruleData, ruleDetail, ruleList } from "../../output/show/rules.ts";
import { assertNotNarrowed, type ShowRequest, unknownName } from "./request.ts";

/** `gpuify show codes`: those that are no rules; a rule's name shows the rule. */
export async function showCodes(request: ShowRequest): Promise<string> {
  assertNotNarrowed(request, "codes");
  const { name, format } = request;
  if (name !== null) return await showOne("code", name, format);
  const groups = codeGroups();
  return format === "json" ? asJson({ codes: shownCodes(groups).map(codeData) }) : codeList(groups);
}

/** `gpuify show rules`: those of the linter; the name of another code shows that code. */
export async function showRules(request: ShowRequest): Promise<string> {
  assertNotNarrowed(request, "rules");
  const { name, format } = request;
  if (name !== null) return await showOne("rule", name, format);
  const { RULE_GROUPS } = await import("../../lint/groups/registry.ts");
  const data = RULE_GROUPS.flatMap(({ title, rules }) => rules.map((rule) => ruleData(rule, title)));
  return format === "json" ? asJson({ rules: data }) : ruleList(RULE_GROUPS);
}

/** Whichever of both has the name: who reads a message cannot know. A name that was given up leads to that of today. */
async function showOne(what: "code" | "rule", given: string, format: ShowRequest["format"]): Promise<string> {
  const name = currentCode(given);
  const { text, data } = (await ruleShown(name)) ?? codeShown(name) ?? (await unknown(what, given));
  const isRenamed = name !== given;
  if (format === "json") return asJson({ ...data(), ...(isRenamed && { renamedFrom: given }) });
  return isRenamed ? `${given} is now called ${name}.\n\n${text()}` : text();
}

interface Entry {
  readonly text: () => string;
  readonly data: () => object;
}

async function ruleShown(name: string): Promise<Entry | null> {
  const { RULE_GROUPS } = await import("../../lint/groups/registry.ts");
  const group = RULE_GROUPS.find(({ rules }) => rules.some(({ id }) => id === name));
  const rule = group?.rules.find(({ id }) => id === name);
  if (group === undefined || rule === undefined) return null;
  return { text: () => ruleDetail(rule), data: () => ruleData(rule, group.title) };
}

function codeShown(name: string): Entry | null {
  const found = shownCodes(codeGroups()).find(({ code }) => code === name);
  return found === undefined ? null : { text: () => codeDetail(found), data: () => codeData(found) };
}

async function unknown(what: "code" | "rule", name: string): Promise<never> {
  const { RULES } = await import("../../lint/groups/registry.ts");
  const codes = shownCodes(codeGroups()).map(({ code }) => code);
  const rules = RULES.map(({ id }) => id);
  throw unknownName(what, name, what === "rule" ? [...rules, ...codes] : [...codes, ...rules]);
}
