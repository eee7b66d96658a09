import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "../../src/gpu/types.ts";
import {
  checkProfile,
  checkUntouched,
  type FileResult,
  makeSubject,
  type ProfileName,
} from "./check-file.ts";
import type { CorpusFile } from "./files.ts";
import type { CorpusRun } from "./report.ts";

/** Called after every file, for a progress line. */
export type Progress = (done: number, total: number) => void;

/** Runs every file, one by one, with nothing selected and with each profile. */
export function runCorpus(
  corpus: string,
  files: readonly CorpusFile[],
  profiles: readonly ProfileName[],
  catalog: Catalog,
  progress: Progress = () => {},
): CorpusRun {
  const begin = Date.now();
  const results: FileResult[] = [];
  let documents = 0;
  let notUtf8 = 0;
  files.forEach((file, index) => {
    const subject = makeSubject(file.file, readFileSync(join(corpus, file.file)));
    if (subject.text === null) notUtf8++;
    documents += file.docs;
    results.push(checkUntouched(subject, catalog));
    for (const profile of profiles) results.push(checkProfile(subject, profile, catalog));
    progress(index + 1, files.length);
  });
  return { files, profiles, results, documents, notUtf8, seconds: (Date.now() - begin) / 1000 };
}
