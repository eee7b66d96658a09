import { type KubeObject, objectTitle } from "../k8s/object.ts";
import { type Diagnostic, isRefusal, type Refusal } from "../kernel/diagnostic.ts";
import { refuse } from "../patch/shared/diagnostics.ts";
import { type Decided, madeAmong } from "./decide-all.ts";
import { isSkipped } from "./input/load.ts";
import { filesRefused, type Realized, realizeFiles } from "./realize-files.ts";
import type { ResolvedRun } from "./resolve-run.ts";
import { sortWork } from "./sort-work.ts";

/** What of the decisions is carried out. */
export interface Carried {
  readonly decided: readonly Decided[];
  readonly realized: Realized;
  /** Names of the files that stay as they are although others are edited. */
  readonly withheld: ReadonlySet<string>;
}

/**
 * Carries out what can be, file by file: a file that a refusal names stays as it is, and so does one whose workload needs
 * an edit of such a file. Half a file would be neither what came in nor what was asked for. `refusals` are those that
 * deciding came to; the files are edited again until no edit is refused any more.
 */
export function carryOutPart(
  { files, objects, request }: Pick<ResolvedRun, "files" | "objects" | "request">,
  decided: readonly Decided[],
  refusals: readonly Refusal[],
): Carried {
  const unread = files.flatMap((file) => (isSkipped(file, request) ? [] : file.problems));
  const told = [...unread];
  const refused = new Set<Decided>();
  const withheld = new Set([...filesRefused([...unread, ...refusals]), ...filesOfRefused(decided)]);
  for (;;) {
    told.push(...withholdDependents(decided, objects, withheld));
    const kept = madeAmong(decided).filter((one) => !withheld.has(fileOf(one)));
    const realized = realizeFiles(files, sortWork(files, objects, kept), request);
    for (const one of realized.refused) refused.add(one);
    const fresh = realized.refusals.filter(({ location }) => !withheld.has(location?.file ?? ""));
    const names = [...filesRefused(fresh)];
    if (names.length === 0)
      return { decided: kept, realized: { ...realized, refusals: told, refused }, withheld };
    told.push(...fresh);
    for (const name of names) withheld.add(name);
  }
}

/** Without what is told of the work on files that stay as they are: none was done, so it would only hide why. */
export function withoutWithheld(
  diagnostics: readonly Diagnostic[],
  withheld: ReadonlySet<string>,
): readonly Diagnostic[] {
  return diagnostics.filter((one) => isRefusal(one) || !withheld.has(one.location?.file ?? ""));
}

function fileOf({ workload }: Decided): string {
  return workload.object.source.name;
}

function filesOfRefused(decided: readonly Decided[]): readonly string[] {
  return decided.filter(({ decision }) => decision.kind === "refused").map(fileOf);
}

/** Withholds the files of workloads that need an edit of a file that is withheld, and says why. */
function withholdDependents(
  decided: readonly Decided[],
  objects: readonly KubeObject[],
  withheld: Set<string>,
): readonly Refusal[] {
  const told: Refusal[] = [];
  const needing = madeAmong(decided).map((one) => ({
    workload: one.workload,
    file: fileOf(one),
    others: [...one.decision.sideEdits, ...one.decision.dropped].flatMap(({ id }) => objects[id] ?? []),
  }));
  for (let before = -1; before !== withheld.size; ) {
    before = withheld.size;
    for (const { workload, file, others } of needing) {
      const other = others.find(({ source }) => withheld.has(source.name));
      if (other === undefined || withheld.has(file)) continue;
      withheld.add(file);
      told.push(
        refuse(workload, ["kind"], {
          code: "needs-refused-file",
          message: `${objectTitle(workload.object)} cannot be patched without ${objectTitle(other)} in ${other.source.name}, and that file stays as it is`,
        }),
      );
    }
  }
  return told;
}
