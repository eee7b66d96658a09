import type { ContainerView, PodSet } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import type { Origin } from "../../../../profile/settings.ts";
import type { ProgramRun } from "../../../../program/needs/need.ts";
import { programNeed } from "../../../../workload/programs/program-need.ts";
import { type WrittenWord, writtenSpan } from "../../../../workload/programs/written-word.ts";
import { at } from "../../../../yaml/access.ts";
import { warn } from "../../../shared/diagnostics.ts";

/** What the command of a container says about its GPUs. */
export type ProgramCount =
  | { readonly kind: "number"; readonly count: number; readonly reason: string; readonly origin: Origin }
  /** It runs on any number: `reason` completes "one GPU is the default". */
  | { readonly kind: "any"; readonly reason: string; readonly warnings: readonly Advice[] };

/** The number that the programs of a container ask for by their own command. */
export function programCount(podSet: PodSet, container: ContainerView): ProgramCount {
  const { need, runs } = programNeed(podSet, container);
  const [first] = runs;
  if (first === undefined || need.kind === "silent") return { kind: "any", reason: "", warnings: [] };
  const { what } = first.row;
  switch (need.kind) {
    case "all":
      return { kind: "any", reason: `, and ${what} uses every GPU that it sees`, warnings: [] };
    case "undecided":
      return { kind: "any", reason: "", warnings: [undecided(podSet, container, { what, why: need.why })] };
    case "exactly": {
      const said = runs.flatMap(optionsText).join(" and ");
      const names = [...new Set(runs.map(({ row }) => row.what))].join(" and ");
      return {
        kind: "number",
        count: need.count,
        reason:
          said === ""
            ? `${names} uses one GPU unless an option says otherwise`
            : `${names} is started with ${said}`,
        origin: { kind: "program", name: names, at: placeText(podSet, container, runs) },
      };
    }
    default:
      return need satisfies never;
  }
}

function undecided(
  podSet: PodSet,
  container: ContainerView,
  { what, why }: { readonly what: string; readonly why: string },
): Advice {
  return warn(podSet, container.path, {
    code: "program-gpus-undecided",
    message: `container "${container.name}" gets 1 GPU: the number that ${what} needs is unknown, because ${why}`,
  });
}

/** `--tensor-parallel-size 2 --pipeline-parallel-size 2`; nothing for a default. */
function optionsText({ need }: ProgramRun): readonly string[] {
  if (need.kind !== "exactly" || need.said.length === 0) return [];
  return [need.said.map(({ said }) => said).join(" ")];
}

/** `server.yaml:16`: where the first of the options is written, else the program, else its image. */
function placeText({ object }: PodSet, { path }: ContainerView, runs: readonly ProgramRun[]): string {
  const options = runs.flatMap(({ need }) => (need.kind === "exactly" ? need.said : []));
  const words = runs.flatMap(({ started }) => started.words.slice(0, 1));
  const said: readonly WrittenWord[] = [
    ...options,
    ...words.map(({ text, place }) => ({ said: text, value: text, place })),
  ];
  const image = at(object.root, [...path, "image"]);
  const spans = said.flatMap((word) => writtenSpan(object, word) ?? []);
  const { start } = spans[0] ?? image?.span ?? object.root.span;
  return `${object.source.name}:${object.source.lines.position(start).line}`;
}
