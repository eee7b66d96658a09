import { parseImage, wordsOf } from "../../../program/command/image-name.ts";
import { type KnownProgram, programsOf } from "../../../program/known/known-programs.ts";
import type { ProgramRole } from "../../../program/known/rows.ts";
import type { Evidence } from "../data/evidence.ts";
import { IMAGE_SHARE, ROLES } from "../data/roles.ts";
import { signal } from "./evidence.ts";
import type { AutoSubject, Worker } from "./subject.ts";

/** Roles whose programs want accelerators, and may only lack them yet. */
const WANT_ACCELERATORS: ReadonlySet<ProgramRole> = new Set(["model-server", "pipeline", "trainer"]);

/**
 * That a program wants accelerators speaks against bursty, where there is none yet: a manifest before its first
 * patch. Images made for CPUs say so in their tags (`cpu-1.5`, `2.4.0-intel-cpu`): there the port and the probes decide.
 */
function wantEvidence(subject: AutoSubject): readonly Evidence[] {
  if (subject.accelerated) return [];
  return subject.workers.flatMap(({ container, commands }): readonly Evidence[] => {
    const program = programsOf(container.image, commands).find(({ role }) => WANT_ACCELERATORS.has(role));
    const tag = parseImage(container.image ?? "")?.tag ?? "";
    if (program === undefined || wordsOf(tag).includes("cpu")) return [];
    const found = { path: [...container.path, "image"], name: program.row.what };
    return signal(subject, "made-for-accelerators", found);
  });
}

/** Of one role and hypothesis only the strongest program counts: two names of one thing are one thing. */
export function programEvidence(subject: AutoSubject): readonly Evidence[] {
  const best = new Map<string, Evidence>();
  for (const worker of subject.workers)
    for (const program of programsOf(worker.container.image, worker.commands)) {
      const evidence = weighed(subject, worker, program);
      if (evidence === null) continue;
      const known = best.get(program.role);
      if (known === undefined || known.points < evidence.points) best.set(program.role, evidence);
    }
  return [...best.values(), ...wantEvidence(subject)];
}

/** `a message broker`; where a row names no kind of thing, what its role is. */
function nounOf(role: ProgramRole, what: string): string {
  return /^an? /.test(what) ? what : ROLES[role].noun;
}

/** A stand-in says something only where nothing else is run. */
const ONLY_ALONE: ReadonlySet<ProgramRole> = new Set(["stand-in"]);

function weighed(
  subject: AutoSubject,
  worker: Worker,
  { role, row, by, told }: KnownProgram,
): Evidence | null {
  // Flags, numbers and durations are arguments of the image's own program.
  const isAlone = worker.commands.every(([first = ""]) => /^(?:-|\d+[smh]?$)/.test(first));
  if (ONLY_ALONE.has(role) && !isAlone) return null;
  const weight = ROLES[role][subject.accelerated ? "accelerated" : "plain"];
  const share = by === "command" ? 1 : isAlone ? IMAGE_SHARE.alone : IMAGE_SHARE.underCommand;
  return {
    text: `${ROLES[role].verb} ${row.what} (${by} ${told})`,
    path: [...worker.container.path, by === "image" || isAlone ? "image" : "command"],
    points: weight.points * share,
    for: weight.for,
    ...(weight.for === "none" && { looksLike: `${nounOf(role, row.what)} (${by} ${told})` }),
  };
}
