import { customKinds } from "../../k8s/custom-kinds.ts";
import { WORKLOAD_KINDS } from "../../k8s/kinds.ts";
import type { WorkloadKind } from "../../k8s/open-kind.ts";
import { asJson } from "../../output/show/data.ts";
import { kindData } from "../../output/show/kinds/data.ts";
import { kindDetail } from "../../output/show/kinds/detail.ts";
import { kindGroups, kindList } from "../../output/show/kinds/list.ts";
import { assertNotNarrowed, type ShowRequest, unknownName } from "./request.ts";

/** `gpuify show kinds`: those that make pods; a name that several groups have shows each of them. */
export async function showKinds(request: ShowRequest): Promise<string> {
  assertNotNarrowed(request, "kinds");
  const { name, format } = request;
  const groups = kindGroups(WORKLOAD_KINDS, customKinds());
  const all = groups.flatMap(({ kinds }) => kinds);
  if (name === null) return format === "json" ? asJson({ kinds: all.map(kindData) }) : kindList(groups);
  const found = all.filter((kind) => isNamed(kind, name));
  if (found.length === 0) throw unknownName("kind", name, namesOf(all));
  if (format === "text") return found.map(kindDetail).join("\n\n");
  const data = found.map(kindData);
  return asJson(data.length > 1 ? { kinds: data } : data[0]);
}

/** True for one of its names, alone, as `group/Kind` or as `Kind.group`; upper and lower case are the same. */
function isNamed({ names, group, aliases }: WorkloadKind, name: string): boolean {
  const wanted = name.toLowerCase();
  if (names.includes(wanted)) return true;
  return [group, ...aliases].some(
    (one) =>
      names.some((own) => wanted === `${own}.${one}`) ||
      names.some((own) => wanted === `${one === "" ? "core" : one}/${own}`),
  );
}

/** What a wrong name may have meant: each as it is written, and with its group. */
function namesOf(all: readonly WorkloadKind[]): readonly string[] {
  return [
    ...new Set([
      ...all.flatMap(({ kind, names }) => [kind, ...names]),
      ...all.map(({ kind, group }) => `${group}/${kind}`),
      ...all.map(({ kind, group }) => `${kind}.${group}`),
    ]),
  ];
}
