import { memoized } from "../../kernel/memoized.ts";
import { member } from "../../yaml/access.ts";
import type { FieldPath, YamlNode } from "../../yaml/tree.ts";
import type { Quantity } from "../quantity.ts";
import { type ContainerView, type PodSet, podLevelResources, resourceEntries } from "../workload.ts";
import { type Amounts, type AmountsRead, larger, readAmounts, readEntries, sum } from "./amounts.ts";
import { type Arithmetic, podTotal } from "./pod-total.ts";
import { isPodLevelResource } from "./resource-names.ts";
import type { SchedulingRead } from "./types.ts";

const AMOUNTS: Arithmetic<Amounts> = { nothing: new Map(), sum, larger };

/**
 * What the pod as a whole asks its node for, by resource name; what is not there is zero.
 *
 * Resource by resource as `podTotal` adds the containers up. `spec.resources` of the pod stands in for the sum where it
 * names cpu, memory or huge pages (beta and on since 1.34), and `spec.overhead` comes on top.
 * Claims (DRA) are no amounts and are not looked at.
 * Sources: kubernetes/kubernetes staging/src/k8s.io/component-helpers/resource/helpers.go (PodRequests),
 * kubernetes/enhancements keps/sig-node/753-sidecar-containers and 2837-pod-level-resource-spec.
 */
export function podRequests(podSet: PodSet): SchedulingRead<Amounts> {
  const { amounts, problems } = requestsOf(podSet);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: amounts };
}

/** The same of one resource, whatever is wrong with others; null where nothing asks for it, or an amount is no amount. */
export function podRequest(podSet: PodSet, name: string): Quantity | null {
  const { amounts, problems } = requestsOf(podSet);
  return problems.some((one) => "resource" in one && one.resource === name)
    ? null
    : (amounts.get(name) ?? null);
}

const requestsOf = memoized(readRequests);

function readRequests(podSet: PodSet): AmountsRead {
  const { podSpec, podSpecPath, containers } = podSet;
  const asked = containers.map((container) => ({ container, read: containerRequests(container) }));
  const pod = readResources(podLevelResources(podSet), [...podSpecPath, "resources"]);
  const overhead = readAmounts(member(podSpec, "overhead"), [...podSpecPath, "overhead"]);
  const problems = [...asked.map(({ read }) => read), pod.limits, pod.requests, overhead].flatMap(
    (read) => read.problems,
  );
  const ofContainers = podTotal(
    asked.map(({ container, read }) => ({ role: container.role, own: read.amounts })),
    AMOUNTS,
  );
  const own = new Map([
    ...ofContainers,
    ...podLevelRequests(pod.requests.amounts, pod.limits.amounts, ofContainers),
  ]);
  return { amounts: sum(own, overhead.amounts), problems };
}

/**
 * The pod's own requests. A limit without a request is the request too, unless the containers already ask for cpu or
 * memory; of huge pages, which cannot be overcommitted, the limit counts in any case.
 * Source: kubernetes/kubernetes pkg/apis/core/v1/defaults.go (defaultPodRequests).
 */
function podLevelRequests(requests: Amounts, limits: Amounts, ofContainers: Amounts): Amounts {
  const fromLimits = [...limits].filter(
    ([resource]) => resource.startsWith("hugepages-") || !ofContainers.has(resource),
  );
  return new Map([...fromLimits, ...requests].filter(([resource]) => isPodLevelResource(resource)));
}

/** What a container asks for of a resource: its request, else its limit; null where it says neither, or no amount. */
export function containerRequest(container: ContainerView, resource: string): Quantity | null {
  return containerRequests(container).amounts.get(resource) ?? null;
}

/** A request that is missing is the limit (kubernetes/kubernetes pkg/apis/core/v1/defaults.go, SetDefaults_Pod). */
function containerRequests(container: ContainerView): AmountsRead {
  const limits = readEntries(resourceEntries(container, "limits"));
  const requests = readEntries(resourceEntries(container, "requests"));
  return {
    amounts: new Map([...limits.amounts, ...requests.amounts]),
    problems: [...limits.problems, ...requests.problems],
  };
}

function readResources(
  resources: YamlNode | null,
  path: FieldPath,
): { readonly limits: AmountsRead; readonly requests: AmountsRead } {
  return {
    limits: readAmounts(member(resources, "limits"), [...path, "limits"]),
    requests: readAmounts(member(resources, "requests"), [...path, "requests"]),
  };
}
