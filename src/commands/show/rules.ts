import { asJson } from "../../output/show/data.ts";
import { ruleData, ruleDetail, ruleList } from "../../output/show/rules.ts";
import { type ShowRequest, unknownName, withoutEffect } from "./request.ts";

/** `gpuify show rules`. */
export async function showRules({ name, format, vendor, platform }: ShowRequest): Promise<string> {
  const flag = vendor !== null ? "--vendor" : platform !== null ? "--platform" : null;
  if (flag !== null)
    throw withoutEffect(
      `${flag} says nothing about rules`,
      `leave ${flag} out; it narrows models and platforms`,
    );
  const { RULE_GROUPS, RULES } = await import("../../lint/registry.ts");
  if (name === null) {
    const data = RULE_GROUPS.flatMap(({ title, rules }) => rules.map((rule) => ruleData(rule, title)));
    return format === "json" ? asJson({ rules: data }) : ruleList(RULE_GROUPS);
  }
  const group = RULE_GROUPS.find(({ rules }) => rules.some(({ id }) => id === name));
  const rule = group?.rules.find(({ id }) => id === name);
  if (group === undefined || rule === undefined)
    throw unknownName(
      "rule",
      name,
      RULES.map(({ id }) => id),
    );
  return format === "json" ? asJson(ruleData(rule, group.title)) : ruleDetail(rule);
}
