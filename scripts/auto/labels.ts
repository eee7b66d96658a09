import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Hypothesis } from "../../src/patch/recognition/data/evidence.ts";
import type { Part } from "./sample.ts";

/** A workload of the corpus as a person sees it. No text of the manifest is here. */
export interface Label {
  /** Path below the corpus. */
  readonly file: string;
  /** Index of the document in the file, and of the item where that is a List. */
  readonly document: number;
  readonly item?: number;
  /** `Deployment/web`. */
  readonly object: string;
  readonly part: Part;
  readonly label: Hypothesis;
  readonly why: string;
}

/** All labels of the fixture. */
export function readLabels(project: string): readonly Label[] {
  return JSON.parse(readFileSync(join(project, "fixtures/auto/labels.json"), "utf8"));
}

/** What a labelled workload is called: the same as `subjectId` of its subject. */
export function labelId({ file, document, item, object }: Label): string {
  return `${file}#${document}${item === undefined ? "" : `.${item}`} ${object}`;
}
