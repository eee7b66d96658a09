import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "../../src/gpu/types.ts";
import type { PatchFlags } from "../../src/pipeline/outcome.ts";
import {
  allWorkloads,
  checkProfile,
  checkUntouched,
  type FileResult,
  makeSubject,
  type ProfileName,
} from "./check-file.ts";
import { type DisguiseName, disguised } from "./disguise.ts";
import type { CorpusFile } from "./files.ts";
import type { CorpusRun } from "./report.ts";
import { checkWayBack, type WayBack } from "./way-back.ts";

/** What is asked of every file. */
export interface RunOptions {
  readonly profiles: readonly ProfileName[];
  readonly flags?: PatchFlags;
  readonly disguise?: DisguiseName;
  /** Called after every file, for a progress line. */
  readonly progress?: (done: number, total: number) => void;
}

/** Runs every file, one by one, with nothing selected and with each profile. */
export function runCorpus(
  corpus: string,
  files: readonly CorpusFile[],
  catalog: Catalog,
  options: RunOptions,
): CorpusRun {
  const { profiles, flags = {}, disguise = "none" } = options;
  const begin = Date.now();
  const results: FileResult[] = [];
  const waysBack: WayBack[] = [];
  let documents = 0;
  let notUtf8 = 0;
  files.forEach((file, index) => {
    const bytes = readFileSync(join(corpus, file.file));
    const subject = makeSubject(file.file, disguised(bytes, disguise));
    if (subject.text === null) notUtf8++;
    documents += file.docs;
    results.push(checkUntouched(subject, catalog));
    for (const profile of profiles)
      results.push(checkProfile(subject, allWorkloads(profile, flags), catalog));
    if (profiles.includes("bursty") && Object.keys(flags).length === 0)
      for (const profile of ["continuous", "training"] as const) {
        const back = checkWayBack(subject, profile, catalog);
        if (back !== null) waysBack.push(back);
      }
    options.progress?.(index + 1, files.length);
  });
  return { files, profiles, results, waysBack, documents, notUtf8, seconds: (Date.now() - begin) / 1000 };
}
