import { objectTitle } from "../../k8s/object.ts";
import type { PodSet, Workload } from "../../k8s/workload.ts";
import type { Refusal } from "../../kernel/diagnostic.ts";
import { matchesAnyGlob } from "../../kernel/glob/name-glob.ts";
import { nearest } from "../../kernel/suggest.ts";
import { isExplicit } from "../../profile/origin.ts";
import { gpusElsewhere } from "../../workload/gpus-elsewhere.ts";
import type { DecisionContext } from "../shared/context.ts";
import { refuse, saidAt } from "../shared/diagnostics.ts";
import { asksOrAsked } from "./asks.ts";

/** The roles of a workload that a profile is for. */
export type RoleChoice =
  | { readonly kind: "chosen"; readonly roles: ReadonlySet<string> }
  | { readonly kind: "refused"; readonly problem: Refusal };

/**
 * Chooses by evidence, in this order: the roles that somebody names; those whose pods ask for an accelerator, or did before
 * `bursty` took it; all that compute by the facts of the kind. Roles with names of the author's own tell nothing, so of
 * several of them that ask for nothing none is chosen. A profile that takes GPUs away is for all of them.
 */
export function chooseRoles(context: DecisionContext): RoleChoice {
  const { workload, settings } = context;
  const { podSets } = workload;
  const { role: asked } = settings;
  if (asked !== undefined && isExplicit(asked)) return rolesNamed(context, asked);
  const writable = podSets.filter((one) => !isWrittenElsewhere(one));
  const mayCompute = writable.filter(({ computes }) => computes !== "no");
  if (settings.base === "none") return chosen(podSets);
  const isTaking = settings.base === "bursty";
  const asking = (isTaking ? writable : mayCompute).filter((one) => asksOrAsked(one, context));
  if (asking.length > 0) return chosen(asking);
  if (isTaking) return chosen(mayCompute);
  const named = asked === undefined ? [] : podSets.filter(({ role }) => matchesRole(asked.value, role));
  if (named.length > 0) return chosen(named);
  const computing = writable.filter(({ computes }) => computes === "yes");
  const alone = computing.length > 0 ? computing : writable.filter(({ computes }) => computes === "alone");
  const free = alone.filter(({ row }) => typeof row.role !== "string" && row.role.from.length > 0);
  if (alone.length === 0 && mayCompute.length === 0) return chosen([]);
  if (alone.length === 0 || new Set(free.map(({ role }) => nameOf(role))).size > 1)
    return { kind: "refused", problem: ambiguous(context, mayCompute) };
  return chosen(alone);
}

/** True where a role is one of those that a list with commas names, by globs. */
export function matchesRole(list: string, role: string): boolean {
  return list.split(",").some((glob) => [role, nameOf(role)].some((one) => matchesAnyGlob(glob.trim(), one)));
}

/** Pods of one role may have several templates, of an entry and its workers, which are told apart as `engine` and `engine#2`. */
function nameOf(role: string): string {
  return role.replace(/#\d+$/, "");
}

function chosen(podSets: readonly PodSet[]): RoleChoice {
  return { kind: "chosen", roles: new Set(podSets.map(({ role }) => role)) };
}

function isWrittenElsewhere(podSet: PodSet): boolean {
  return podSet.row.fields?.length === 0 || gpusElsewhere(podSet) !== null;
}

function rolesNamed(
  { workload }: DecisionContext,
  asked: NonNullable<DecisionContext["settings"]["role"]>,
): RoleChoice {
  const found = workload.podSets.filter(({ role }) => matchesRole(asked.value, role));
  if (found.length > 0) return chosen(found);
  const roles = rolesOf(workload.podSets);
  const near = nearest(asked.value, roles);
  const hint = near === undefined ? "" : `Did you mean "${near}"? `;
  return {
    kind: "refused",
    problem: refuse(workload, saidAt([asked], ["kind"]), {
      code: "unknown-role",
      message: `${objectTitle(workload.object)} has no role "${asked.value}"`,
      advice: `${hint}Its roles are ${roles.join(", ")}.`,
    }),
  };
}

function ambiguous({ workload }: DecisionContext, mayCompute: readonly PodSet[]): Refusal {
  const roles = rolesOf(mayCompute);
  const title = objectTitle(workload.object);
  return refuse(workload, mayCompute[0]?.podSpecPath ?? ["spec"], {
    code: "ambiguous-role",
    message:
      roles.length === 1
        ? `${title} has one role, ${roles[0]}, and it asks for no GPU; whether it could use one is not known of a ${workload.object.kind}`
        : `${title} has several roles that could be meant, and none of them asks for a GPU: ${roles.join(", ")}`,
    advice: "Pass --role NAME, or set the annotation gpuify.dev/role.",
  });
}

function rolesOf(podSets: Workload["podSets"] | readonly PodSet[]): readonly string[] {
  return [...new Set(podSets.map(({ role }) => nameOf(role)))];
}
