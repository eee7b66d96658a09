import type { ContainerView, PodSet } from "../../../../k8s/workload.ts";
import type { Advice } from "../../../../kernel/diagnostic.ts";
import type { Origin } from "../../../../profile/settings.ts";
import type { WordPlace } from "../../../../program/command/words/word.ts";
import type { ProgramRun } from "../../../../program/needs/need.ts";
import { programNeed } from "../../../../workload/programs/program-need.ts";
import { asScalar, at } from "../../../../yaml/access.ts";
import { spanOfText } from "../../../../yaml/text-span.ts";
import { warn } from "../../../shared/diagnostics.ts";

/** What the command of a container says about its GPUs. */
export type ProgramCount =
  | { readonly kind: "number"; readonly count: number; readonly reason: string; readonly origin: Origin }
  /** It takes what it gets: `reason` completes "one GPU is the default". */
  | { readonly kind: "any"; readonly reason: string; readonly warnings: readonly Advice[] };

/** More than any node has: a number that is misread, or one that nobody means. */
const MOST = 1024;

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
      if (need.count > MOST) return { kind: "any", reason: "", warnings: [] };
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
    message: `container "${container.name}" gets 1 GPU: how many ${what} needs cannot be told, because ${why}`,
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
  const places = [...options, ...runs.flatMap(({ started }) => started.words)].map(({ place }) => place);
  const whole = { path: [...path, "image"], start: 0, end: 0 };
  const { source } = object;
  const line = lineOf(object, places.find((place) => place !== null) ?? whole);
  return line === null ? source.name : `${source.name}:${line}`;
}

function lineOf({ source, root }: PodSet["object"], { path, start, end }: WordPlace): number | null {
  const node = asScalar(at(root, path));
  if (node === null) return null;
  return source.lines.position(spanOfText(source.text, node, { start, end }).start).line;
}
