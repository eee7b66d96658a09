import type { Catalog } from "../../gpu/types.ts";
import { objectTitle } from "../../k8s/object.ts";
import { leadPodSet, type PodSet, type Workload } from "../../k8s/workload.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import { AUTO } from "../../profile/built-in.ts";
import type { Settings } from "../../profile/settings.ts";
import type { Knowledge } from "../../workload/knowledge.ts";
import type { CpuStore } from "../recognition/cpu-store.ts";
import { refuse, warn } from "../shared/diagnostics.ts";
import { mayMeanAccelerator } from "./accelerated.ts";

/** How a workload that is the only one came in. */
export type Arrival =
  /** In a file that the user named, in which there is no other. */
  | "named-file"
  /** In a stream, a folder, or one of several files. */
  | "among-others";

/** Says whether a lone workload is a mere database, cache or broker: `cpuStoreOf`, which is loaded only where it is needed. */
export interface LoneJudge {
  readonly storeOf: (podSet: PodSet, catalog: Catalog) => CpuStore | null;
  readonly arrival: Arrival;
}

/** The same judge for a workload whose file holds others too, so that naming the file does not name it. */
export function amongOthers(judge: LoneJudge | undefined): LoneJudge | undefined {
  return judge === undefined ? undefined : { ...judge, arrival: "among-others" };
}

/** A bare profile for GPUs came upon a workload that has none: nobody has said yet that this one is meant. */
export function isToJudge(
  {
    workload,
    isNamed,
    settings: { base, profile },
  }: { readonly workload: Workload; readonly isNamed: boolean; readonly settings: Settings },
  knowledge: Knowledge,
): boolean {
  if (isNamed || profile === AUTO || (base !== "continuous" && base !== "training")) return false;
  return !mayMeanAccelerator(workload, knowledge);
}

/**
 * What is to say about a lone database: an error where it may only be what was left of an input, a warning where the user
 * named its file. Null for all other workloads.
 */
export function loneStoreNote(
  workload: Workload,
  { storeOf, arrival }: LoneJudge,
  knowledge: Knowledge,
): Diagnostic | null {
  const store = storeOf(leadPodSet(workload), knowledge.catalog);
  if (store === null) return null;
  const title = objectTitle(workload.object);
  const is = `it is ${store.what} (${store.told})`;
  const notice = { code: "only-a-database" } as const;
  switch (arrival) {
    case "named-file":
      return warn(workload, store.path, {
        ...notice,
        message: `${title} gets a GPU, but ${is}`,
        advice: `If you want that, pass --select ${title} to silence this warning.`,
      });
    case "among-others":
      return refuse(workload, store.path, {
        ...notice,
        message: `${title} is the only workload that -p could patch, but ${is}`,
        advice: `To patch it, pass --select ${title}. If you wanted another workload, check why it is missing from the input.`,
      });
    default:
      return arrival satisfies never;
  }
}
