import type { Catalog, Fact, MatchExpression, Placement } from "../../../../gpu/types.ts";
import {
  isAvoidance,
  matchingTerms,
  type NodeRequirements,
  type Requirement,
} from "../../../../k8s/scheduling/node-requirements.ts";
import { isExplicit } from "../../../../profile/origin.ts";
import { isPlatformNamed } from "../../../../profile/platform-named.ts";
import type { Origin, Settings } from "../../../../profile/settings.ts";
import { pinsModel, pinsSpot, pinsVendor, tellsModel } from "./conflict.ts";
import type { Wanted } from "./wanted.ts";

/** One condition of the answer, with where people would write it. */
export interface WantedFact {
  readonly where: "selector" | "affinity";
  readonly expression: MatchExpression;
  readonly fact: Fact<unknown>;
}

/** The answer's conditions on nodes, selector entries first. */
export function wantedFacts(placement: Placement): readonly WantedFact[] {
  return [
    ...placement.nodeSelector.map((fact): WantedFact => {
      const { key, value } = fact.value;
      return { where: "selector", expression: { key, operator: "In", values: [value] }, fact };
    }),
    ...placement.affinity.map((fact): WantedFact => ({ where: "affinity", expression: fact.value, fact })),
  ];
}

/** True when a node that meets `requirement` meets the fact too. */
function implies(requirement: Requirement, { expression }: WantedFact): boolean {
  if (requirement.key !== expression.key) return false;
  const values = expression.values ?? [];
  switch (expression.operator) {
    case "In":
      return (
        requirement.operator === "In" &&
        requirement.values.length > 0 &&
        requirement.values.every((value) => values.includes(value))
      );
    case "Exists":
      return requirement.operator === "Exists" || requirement.operator === "In";
    case "NotIn":
      return requirement.operator === "NotIn" && values.every((value) => requirement.values.includes(value));
    case "DoesNotExist":
      return requirement.operator === "DoesNotExist";
    case "Gt":
    case "Lt":
      return requirement.operator === expression.operator && requirement.values[0] === values[0];
    default:
      return expression.operator satisfies never;
  }
}

/** True when one of the requirements holds the pod to what the fact says, also by another label of the model. */
export function isMet(fact: WantedFact, requirements: readonly Requirement[], wanted: Wanted): boolean {
  if (requirements.some((requirement) => implies(requirement, fact))) return true;
  // Which nodes are kept out is said by no label of those that are meant.
  if (isAvoidance(fact.expression)) return false;
  const { catalog, placement } = wanted;
  const kind = catalog.label(fact.expression.key)?.kind;
  if (kind === "capacity") return requirements.some((requirement) => pinsSpot(requirement, wanted));
  // What no other label says: a part of a GPU, the shape of a slice.
  if (kind === "partition" || kind === "topology" || kind === "count") return false;
  if (placement.model === null) return requirements.some((requirement) => pinsVendor(requirement, wanted));
  if (!tellsModel(fact.expression.key, catalog)) return false;
  // A label that the answer has too says only its own part: a GPU name does not say the family beside it.
  return requirements.some(
    (requirement) => !wanted.allowed.has(requirement.key) && pinsModel(requirement, wanted),
  );
}

/** True when nodeSelector or every term that can match already says so: a second condition adds nothing. */
export function isMetEverywhere(
  fact: WantedFact,
  now: NodeRequirements,
  wanted: Wanted,
  stays: (requirement: Requirement) => boolean,
): boolean {
  if (isMet(fact, now.selector.filter(stays), wanted)) return true;
  const terms = matchingTerms(now);
  return terms.length > 0 && terms.every((term) => isMet(fact, term.requirements.filter(stays), wanted));
}

/** Who is behind a fact: the spot flag, the model, the platform, else the profile. */
export function factOrigin(key: string, settings: Settings, catalog: Catalog): Origin {
  const kind = catalog.label(key)?.kind;
  if (kind === "capacity" && settings.spot !== undefined) return settings.spot.origin;
  if (kind === "partition" && settings.mig !== undefined) return settings.mig.origin;
  if (kind === "topology" && settings.topology !== undefined) return settings.topology.origin;
  if (settings.model !== undefined && tellsModel(key, catalog)) return settings.model.origin;
  return placementOrigin(settings);
}

/** True where somebody said which devices or nodes are meant: that wins over what the manifest says of them. */
export function isPlacementAsked({ model, platform, vendor, mig, topology }: Settings): boolean {
  return [model, platform, vendor, mig, topology].some((setting) => isExplicit(setting));
}

/** Who is behind the placement as a whole. */
export function placementOrigin(settings: Settings): Origin {
  const { model, platform, vendor } = settings;
  const named =
    [model, platform, vendor].find(isExplicit) ?? (isPlatformNamed(settings) ? platform : undefined);
  return named?.origin ?? { kind: "profile", name: settings.base };
}
