import { objectTitle } from "../../k8s/object.ts";
import { type PodSet, podSetTitle } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { GPU_BASES } from "../../profile/built-in.ts";
import { isExplicit } from "../../profile/origin.ts";
import { type Base, basesOf, hasAcceleratorIn } from "../../workload/bases.ts";
import type { DecisionContext } from "../shared/context.ts";
import { inform } from "../shared/diagnostics.ts";
import { asksOrAsked } from "./asks.ts";

/** The roles that keep what another object says of their GPUs, and what is to say of them. */
interface LeftToBases {
  readonly roles: ReadonlySet<string>;
  readonly diagnostics: readonly Advice[];
}

/**
 * Of the roles that were chosen for GPUs those stay that ask for none because an object that they are laid over does, or may:
 * a count written here would take the place of that one's. Whoever passes a number of GPUs means it here.
 */
export function withoutLeftToBases(context: DecisionContext, roles: ReadonlySet<string>): LeftToBases {
  const { workload, settings, surroundings } = context;
  const { kind } = workload;
  const isOwn = kind.bases === undefined && kind.fillsGpus === undefined;
  if (isOwn || !GPU_BASES.has(settings.base) || isExplicit(settings.gpus)) return { roles, diagnostics: [] };
  const bases = basesOf(workload, surroundings);
  const base =
    bases.find(({ object }) => object !== null && hasAcceleratorIn(object, context)) ??
    bases.find(({ object, holdsGpus }) => object === null && holdsGpus);
  const silent = workload.podSets.filter((one) => roles.has(one.role) && !asksOrAsked(one, context));
  const isLeft = base !== undefined || kind.fillsGpus !== undefined;
  if (!isLeft || silent.length === 0) return { roles, diagnostics: [] };
  const left = new Set(silent.map(({ role }) => role));
  return {
    roles: new Set([...roles].filter((role) => !left.has(role))),
    diagnostics: silent.map((podSet) =>
      base === undefined ? leftToOperator(podSet) : leftToBase(podSet, base),
    ),
  };
}

/** A number written here would take the place of what the operator finds right. */
function leftToOperator(podSet: PodSet): Advice {
  return inform(podSet, podSet.podSpecPath, {
    code: "gpus-in-base",
    message: `${podSetTitle(podSet)} asks for no GPU itself and is left alone: its operator asks for as many as ${podSet.kind.fillsGpus} says`,
    advice: "Pass --gpus N to write the GPUs here.",
  });
}

function leftToBase(podSet: PodSet, { object, path, name, kinds }: Base): Advice {
  const title = podSetTitle(podSet);
  return inform(podSet, path, {
    code: "gpus-in-base",
    message:
      object === null
        ? `${title} asks for no GPU itself and is left alone: its GPUs may be in the ${kinds} "${name}", which is not in the input`
        : `${title} asks for no GPU itself and is left alone: it takes them from ${objectTitle(object)}`,
    advice:
      object === null
        ? "Add that object to the input, or pass --gpus N to write the GPUs here."
        : `Patch ${objectTitle(object)}, or pass --gpus N to write the GPUs here.`,
  });
}
