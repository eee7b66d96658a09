import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KubeObject } from "../../src/k8s/object.ts";
import type { Workload } from "../../src/k8s/workload.ts";
import { allObjects, workloadsAmong } from "../../src/pipeline/decide-all.ts";
import { loadFiles } from "../../src/pipeline/input/load.ts";
import type { CorpusFile } from "../corpus/files.ts";

/** A workload of the corpus with everything its file holds. */
export interface Subject {
  /** Path below the corpus. */
  readonly file: string;
  readonly workload: Workload;
  /** All objects of its file. */
  readonly objects: readonly KubeObject[];
  /** Index of its document in the file, and of the object in it when it is an item of a List. */
  readonly document: number;
  readonly item: number | null;
}

/** The workloads of one file of the corpus, in order; none where the file cannot be read. */
export function subjectsIn(corpus: string, file: string): readonly Subject[] {
  const bytes = readFileSync(join(corpus, file));
  const objects = allObjects(loadFiles([{ name: file, bytes, named: true }], { strict: false }));
  // Drawn before custom resources were workloads: their kind tells most of them, and the draw stays the same.
  const builtIn = workloadsAmong(objects).workloads.filter(
    ({ object, kind }) => kind.life === undefined && object.wrapper === undefined,
  );
  return builtIn.map((workload) => {
    const { document, base } = workload.object;
    const item = base.find((step) => typeof step === "number");
    return {
      file,
      workload,
      objects,
      document: document.index,
      item: typeof item === "number" ? item : null,
    };
  });
}

/** Every workload of the corpus' good files, file by file in the order of the index. */
export function allSubjects(corpus: string, files: readonly CorpusFile[]): readonly Subject[] {
  return files.filter(({ set }) => set === "dev").flatMap(({ file }) => subjectsIn(corpus, file));
}

/** What a subject is called in the fixture and in reports: unique within the corpus. */
export function subjectId({ file, document, item, workload }: Subject): string {
  const { kind, name } = workload.object;
  return `${file}#${document}${item === null ? "" : `.${item}`} ${kind}/${name}`;
}
