import { WORKLOAD_KINDS } from "../../../../k8s/kinds.ts";
import { type KubeObject, objectTitle } from "../../../../k8s/object.ts";
import { type PodSet, podLabels as templateLabels } from "../../../../k8s/workload.ts";
import type { Advice, Refusal } from "../../../../kernel/diagnostic.ts";
import type { Origin } from "../../../../profile/settings.ts";
import { isGenerated, MANAGED_BY } from "../../../../workload/autoscalers.ts";
import { objectsNamed } from "../../../../workload/surroundings.ts";
import { at, boolean, stringMap, textAt } from "../../../../yaml/access.ts";
import { isOurs, type TrainingRecord, WORKERS_LABEL } from "../../../records/training-record.ts";
import type { PodSetContext } from "../../../shared/context.ts";
import type { GeneratedObject } from "../../../shared/decision.ts";
import { inform, refuse, warn, warnAtObject } from "../../../shared/diagnostics.ts";
import { fixedJobName, serviceNameFor } from "./names.ts";

/** Under which Service the workers find each other. */
export interface WorkersService {
  readonly name: string;
  /** Null where it is there. */
  readonly generated: GeneratedObject | null;
  /** The pods need gpuify's label, because the Service selects it. */
  readonly selectsLabel: boolean;
  readonly diagnostics: readonly Advice[];
}

type ServiceResult =
  | { readonly ok: true; readonly service: WorkersService }
  | { readonly ok: false; readonly problem: Refusal };

/** Finds the headless Service of the workers among the input's objects, or makes one; refuses where the name is taken. */
export function decideService(context: PodSetContext, record: TrainingRecord, origin: Origin): ServiceResult {
  const { podSet } = context;
  const subdomain = textAt(podSet.podSpec, ["subdomain"]);
  const name = subdomain ?? serviceNameFor(podSet);
  const [existing] = servicesNamed(context, name);
  if (existing !== undefined) return existingService(context, existing);
  if (subdomain !== null && !isOurs(record, "subdomain", subdomain))
    return {
      ok: true,
      service: { name, generated: null, selectsLabel: false, diagnostics: [notInInput(podSet, name)] },
    };
  const generated: GeneratedObject = {
    place: "before",
    object: serviceObject(podSet, name),
    step: "scale",
    reason:
      "its DNS names lead to each worker, also before they are ready; it comes first so that it is there when they start",
    origin,
  };
  const isNamedAnew = podSet.object.name.endsWith("*");
  const diagnostics = [renamedApart(podSet), ...(isNamedAnew ? [createdOnce(podSet, name)] : [])];
  return { ok: true, service: { name, generated, selectsLabel: true, diagnostics } };
}

/** Core Services of that name; Knative has a kind of the same name. */
export function servicesNamed({ podSet, surroundings }: PodSetContext, name: string): readonly KubeObject[] {
  return objectsNamed(surroundings, "Service", podSet.object.namespace, name).filter(
    (object) => object.apiVersion === "v1",
  );
}

/**
 * A headless Service without ports (the API asks for ports of the others only): workers talk on ports of their own
 * choice. JobSet makes the same one (kubernetes-sigs/jobset pkg/controllers/jobset_controller.go).
 */
function serviceObject({ object }: PodSet, name: string): GeneratedObject["object"] {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name,
      ...(object.namespace === null ? {} : { namespace: object.namespace }),
      labels: { [MANAGED_BY.key]: MANAGED_BY.value },
    },
    spec: { clusterIP: "None", publishNotReadyAddresses: true, selector: { [WORKERS_LABEL]: name } },
  };
}

function existingService(context: PodSetContext, service: KubeObject): ServiceResult {
  const { podSet } = context;
  const title = objectTitle(service);
  if (textAt(service.root, ["spec", "clusterIP"]) !== "None")
    return {
      ok: false,
      problem: refuse(podSet, ["metadata", "name"], {
        code: "workers-service-taken",
        message: `the workers of ${objectTitle(podSet.object)} need the name of ${title}, which is not headless`,
        advice: `Rename the ${podSet.object.kind} or the Service, or name a headless Service in the pod's \`subdomain\`.`,
      }),
    };
  const selector = stringMap(at(service.root, ["spec", "selector"]));
  const selectsLabel = selector.get(WORKERS_LABEL) === service.name;
  const labels = podLabels(podSet, service.name);
  const isSelected = selector.size > 0 && [...selector].every(([key, value]) => labels.get(key) === value);
  if (!isSelected)
    return {
      ok: false,
      problem: refuse(podSet, ["metadata", "name"], {
        code: "workers-service-taken",
        message: `the workers of ${objectTitle(podSet.object)} need the name of ${title}, which selects other pods`,
        why: "A pod has a name under a Service only where the Service selects it.",
        advice: `Rename the ${podSet.object.kind} or the Service, or let the Service select these pods.`,
      }),
    };
  const isEarly = boolean(at(service.root, ["spec", "publishNotReadyAddresses"])) === true;
  return {
    ok: true,
    service: {
      name: service.name,
      generated: null,
      selectsLabel,
      diagnostics: isEarly ? [] : [lateAddresses(service)],
    },
  };
}

/** Labels that each pod has: those of the template, gpuify's, and those of the Job controller. */
export function podLabels(podSet: PodSet, service: string): ReadonlyMap<string, string> {
  const labels = new Map(stringMap(templateLabels(podSet)));
  labels.set(WORKERS_LABEL, service);
  const job = fixedJobName(podSet);
  if (job !== null) for (const key of ["job-name", "batch.kubernetes.io/job-name"]) labels.set(key, job);
  return labels;
}

function lateAddresses(service: KubeObject): Advice {
  return warnAtObject(service, ["spec"], {
    code: "workers-found-late",
    message: `${objectTitle(service)} publishes names only of pods that are ready`,
  });
}

function notInInput(podSet: PodSet, name: string): Advice {
  return warn(podSet, [...podSet.podSpecPath, "subdomain"], {
    code: "workers-service-not-seen",
    message: `the pods of ${objectTitle(podSet.object)} have the subdomain "${name}", and the input has no Service of that name`,
  });
}

/** kustomize knows no reference from `subdomain` to a Service (its nameReference defaults; tried with v5.5). */
function renamedApart(podSet: PodSet): Advice {
  return inform(podSet, [...podSet.podSpecPath, "subdomain"], {
    code: "workers-service-renamed",
    message:
      "the Service of workers and their `subdomain` have to keep one name, and kustomize's namePrefix and nameSuffix change the Service only",
  });
}

function createdOnce(podSet: PodSet, name: string): Advice {
  return inform(podSet, ["metadata", "generateName"], {
    code: "service-created-once",
    message: `from the second run on, \`kubectl create\` reports that Service/${name} already exists, and creates the Job all the same`,
  });
}

/** The Services that gpuify made for the workers of a workload. */
export function ownServices(context: PodSetContext): readonly KubeObject[] {
  const name = textAt(templateLabels(context.podSet), [WORKERS_LABEL]);
  return name === null ? [] : servicesNamed(context, name).filter(isGenerated);
}

/** Another workload of the input whose pods carry the same label, or null. */
export function alsoUsing({ podSet, surroundings }: PodSetContext, service: string): KubeObject | null {
  const { id, namespace } = podSet.object;
  const found = surroundings.objects.find(
    (object) =>
      object.id !== id &&
      object.namespace === namespace &&
      TEMPLATES.some(
        (path) => textAt(object.root, [...path, "metadata", "labels", WORKERS_LABEL]) === service,
      ),
  );
  return found ?? null;
}

/** Pod templates of Job and CronJob. */
const TEMPLATES = WORKLOAD_KINDS.flatMap(({ lifecycle, podSets }) =>
  lifecycle === "ends" ? podSets.map(({ at: path }) => path) : [],
);
