import type { KindRow, PodSetRow } from "../../src/k8s/kind-row.ts";
import { WORKLOAD_KINDS } from "../../src/k8s/kinds.ts";
import { formatPath } from "../../src/yaml/tree.ts";
import { chapter, code, codes, table } from "./markdown.ts";

const HEAD = `# The kinds

<!-- Written by \`npm run docs\` from src/k8s/kind-rows.ts: do not change it here. -->

The kinds that gpuify treats as workloads because they create pods. Everything else passes through byte for byte.
\`--select\` accepts the same names as \`kubectl\`, with or without the API group (\`deployments.apps\`).`;

const ROLLOUTS: Readonly<Record<NonNullable<KindRow["rollout"]>["form"], string>> = {
  surge: "new pods may start beside old ones",
  ordinal: "one pod after the other, by number",
  "per-node": "node by node",
};

const LIFECYCLES: Readonly<Record<KindRow["lifecycle"], string>> = {
  restarts: "is replaced",
  ends: "is not replaced once it succeeds",
  "per-node": "is replaced on its node",
  once: "is restarted or not by its restart policy",
  none: "makes no pods itself",
};

/** The page about the kinds that make pods, from their rows. */
export function kindsPage(): string {
  return `${[
    HEAD,
    table(
      ["kind", "API group", "names for `--select`", "pods", "number of pods"],
      WORKLOAD_KINDS.map((row) => [
        code(row.kind),
        groupsOf(row),
        codes(row.names),
        row.podSets.map(placeOf).join("<br>"),
        row.podSets.map(numberOf).join("<br>"),
      ]),
    ),
    chapter(
      2,
      "What follows from the kind",
      table(
        [
          "kind",
          "a pod that has ended",
          "rollout",
          "a HorizontalPodAutoscaler may scale it",
          "Kueue admits it",
        ],
        WORKLOAD_KINDS.map((row) => [
          code(row.kind),
          LIFECYCLES[row.lifecycle],
          row.rollout === null ? "–" : `${code(formatPath(row.rollout.at))}: ${ROLLOUTS[row.rollout.form]}`,
          row.scale === "subresource" ? "yes" : "no",
          row.queue === null ? "no" : `by a label in ${code(formatPath(row.queue))}`,
        ]),
      ),
    ),
    chapter(
      2,
      "Fields that cannot change in a live object",
      "The API server refuses changes to these fields. If a patch touches one, gpuify says so and, where it can, how to replace the object. Sources are folders of kubernetes/kubernetes/pkg.",
      table(
        ["kind", "fields", "source"],
        WORKLOAD_KINDS.map((row) => [
          code(row.kind),
          codes(row.immutable.map((path) => formatPath(path))) || "–",
          code(row.source),
        ]),
      ),
    ),
  ].join("\n\n")}\n`;
}

function groupsOf({ group, aliases }: KindRow): string {
  const own = group === "" ? "core" : code(group);
  return aliases.length === 0 ? own : `${own}, formerly ${codes(aliases)}`;
}

function placeOf({ role, at, form }: PodSetRow): string {
  const place = form === "pod" ? "the object itself" : code(formatPath(at));
  return role === "" ? place : `${typeof role === "string" ? role : "by name"}: ${place}`;
}

function numberOf({ pods }: PodSetRow): string {
  return pods.map(({ at, unset }) => `${code(formatPath(at))}, else ${unset}`).join(" × ") || "–";
}
