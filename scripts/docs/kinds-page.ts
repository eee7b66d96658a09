import type { KindRow, PodSetRow } from "../../src/k8s/kind-row.ts";
import { WORKLOAD_KINDS } from "../../src/k8s/kinds.ts";
import { formatPath } from "../../src/yaml/tree.ts";
import { customKindChapters, customKindTable, usualTable } from "./custom-kinds.ts";
import { kindFormChapter } from "./kind-form.ts";
import { chapter, code, codes, table } from "./markdown.ts";
import { publishedKinds } from "./published-kinds.ts";

const HEAD = `# The kinds

<!-- Written by \`npm run docs\` from src/k8s/kind-rows.ts and src/k8s/data/kinds: do not change it here. -->

The kinds that gpuify treats as workloads because they create pods. Everything else passes through byte for byte.
\`--select\` accepts the same names as \`kubectl\`, with or without the API group (\`deployments.apps\`).
\`gpuify show kinds\` prints the same, and one in full by its name.

- [Kinds of Kubernetes](#kinds-of-kubernetes)
- [Custom kinds](#custom-kinds), and [what is known of each](#custom-kinds-by-group)
- [The form of a row](#the-form-of-a-row), for kinds of your own`;

const CUSTOM = `Operators make the pods of these kinds. A pod set is a group of like pods of an object, and its role says which
part they play; \`--role\`, the annotation \`gpuify.dev/role\` and \`role\` in a config choose among them. Where the role is "by name" or
the like, its names are in the manifest.`;

const BY_GROUP = `Paths start at the top of the object: \`[]\` is each item of a list, \`*\` each value of a map. Behind a count
stands what counts where the field is not set. Of what the profiles write, a group tells only what is not as in this table.`;

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
    "## Kinds of Kubernetes",
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
      3,
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
      3,
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
    chapter(2, "Custom kinds", CUSTOM, customKindTable()),
    chapter(2, "Custom kinds by group", BY_GROUP, usualTable()),
    ...customKindChapters(),
    kindFormChapter(),
    publishedKinds(),
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
