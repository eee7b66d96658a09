import { type ContainerView, type PodSet, podAnnotations, podSetTitle } from "../../k8s/workload.ts";
import type { Refusal } from "../../kernel/diagnostic.ts";
import { nearest } from "../../kernel/suggest.ts";
import { isExplicit } from "../../profile/origin.ts";
import type { Origin, Settings } from "../../profile/settings.ts";
import { asksForAccelerator, type ContainerAccelerators } from "../../workload/accelerators.ts";
import { sidecarOf } from "../../workload/sidecars.ts";
import { textAt } from "../../yaml/access.ts";
import { refuse, saidAt } from "./diagnostics.ts";

/** Which container or containers of a pod the GPU belongs to, and how that was told. */
export type ContainerChoice =
  | {
      readonly ok: true;
      /** At least one. Several only when several already ask for an accelerator. */
      readonly containers: readonly ContainerView[];
      /** One clause: `it already asks for an accelerator`. */
      readonly reason: string;
      readonly origin: Origin;
    }
  | { readonly ok: false; readonly problem: Refusal };

/** Annotation of the pod template that kubectl reads for `logs` and `exec`. */
const DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

/**
 * Chooses by evidence, in this order: the flag; what already asks for an accelerator (where a number of GPUs is said, but
 * for known sidecars); the default-container annotation; the only container left when known sidecars are put aside. Never
 * guesses and never takes all.
 */
export function chooseContainer(
  podSet: PodSet,
  settings: Settings,
  accelerators: readonly ContainerAccelerators[],
  recorded: string | null = null,
): ContainerChoice {
  const { containers } = podSet;
  const mains = containers.filter((container) => container.role === "main");
  if (mains.length === 0) return { ok: false, problem: noContainer(podSet) };
  const { container: asked } = settings;
  if (asked !== undefined && isExplicit(asked)) return chooseByName(podSet, asked);
  const byDefault: Origin = { kind: "profile", name: settings.base };
  const asking = accelerators.filter((one) => one.container.role !== "init" && asksForAccelerator(one));
  const computing = asking.filter(({ container }) => sidecarOf(container) === null);
  if (isExplicit(settings.gpus) && asking.length > 1 && computing.length === 1)
    return {
      ok: true,
      containers: computing.map((one) => one.container),
      reason: "the other containers that ask for an accelerator are known sidecars",
      origin: byDefault,
    };
  if (asking.length > 0)
    return {
      ok: true,
      containers: asking.map((one) => one.container),
      reason: "it already asks for an accelerator",
      origin: byDefault,
    };
  const remembered = mains.find((container) => container.name === recorded);
  if (remembered !== undefined)
    return { ok: true, containers: [remembered], reason: "it had the GPU before", origin: byDefault };
  const named = mains.find((container) => container.name === defaultContainer(podSet));
  if (named !== undefined)
    return {
      ok: true,
      containers: [named],
      reason: `the annotation ${DEFAULT_CONTAINER} names it`,
      origin: byDefault,
    };
  const filled = asked === undefined ? undefined : mains.find(({ name }) => name === asked.value);
  if (asked !== undefined && filled !== undefined)
    return { ok: true, containers: [filled], reason: "it was named", origin: asked.origin };
  const left = mains.length === 1 ? mains : mains.filter((container) => sidecarOf(container) === null);
  const [only, ...others] = left;
  if (only === undefined || others.length > 0) return { ok: false, problem: ambiguous(podSet, mains) };
  return {
    ok: true,
    containers: [only],
    reason: mains.length === 1 ? "it is the only container" : "the other containers are known sidecars",
    origin: byDefault,
  };
}

function defaultContainer(podSet: PodSet): string | null {
  return textAt(podAnnotations(podSet), [DEFAULT_CONTAINER]);
}

function chooseByName(podSet: PodSet, wanted: NonNullable<Settings["container"]>): ContainerChoice {
  const found = podSet.containers.find((container) => container.name === wanted.value);
  if (found !== undefined)
    return {
      ok: true,
      containers: [found],
      reason: "it was named",
      origin: wanted.origin,
    };
  const names = podSet.containers.map((container) => container.name);
  const near = nearest(wanted.value, names);
  return {
    ok: false,
    problem: refuse(podSet, saidAt([wanted], [...podSet.podSpecPath, "containers"]), {
      code: "unknown-container",
      message: `${podSetTitle(podSet)} has no container "${wanted.value}"`,
      advice: `${near === undefined ? "" : `Did you mean "${near}"? `}Its containers are ${names.join(", ")}.`,
    }),
  };
}

function noContainer(podSet: PodSet): Refusal {
  return refuse(podSet, [...podSet.podSpecPath, "containers"], {
    code: "no-container",
    message: `${podSetTitle(podSet)} has no container that could get a GPU`,
  });
}

function ambiguous(podSet: PodSet, mains: readonly ContainerView[]): Refusal {
  const candidates = mains.filter((container) => sidecarOf(container) === null);
  const names = (candidates.length > 0 ? candidates : mains).map((container) => container.name);
  return refuse(podSet, [...podSet.podSpecPath, "containers"], {
    code: "ambiguous-container",
    message: `${podSetTitle(podSet)} has several containers that could be meant: ${names.join(", ")}`,
    advice: `Pass --container NAME, or set the pod annotation ${DEFAULT_CONTAINER}.`,
  });
}
