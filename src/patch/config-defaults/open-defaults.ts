import { computingPodSets, type DecisionContext } from "../shared/context.ts";
import { withoutAnsweredDefaults } from "./answered.ts";

/**
 * The defaults of a config only fill gaps: the context without those that the manifest already answers, or to which
 * the workload has no gap. What a flag, annotation, rule or profile says stays.
 */
export function withoutAnswered(context: DecisionContext): DecisionContext {
  const hasDefaults = Object.values(context.settings).some(
    (setting) =>
      typeof setting === "object" && "origin" in setting && setting.origin.kind === "config-defaults",
  );
  const [lead] = hasDefaults ? computingPodSets(context) : [];
  return lead === undefined ? context : withoutAnsweredDefaults(lead);
}
