import { expect, test } from "vitest";
import { jobPods } from "../../src/workload/job-pods.ts";
import { readDocument } from "../../src/yaml/read.ts";

/** The pods of a Job's spec that is written as a flow map. */
function podsOf(text: string): ReturnType<typeof jobPods> {
  const read = readDocument(text, { start: 0, end: text.length });
  if (!read.ok) throw new Error(`no YAML: ${text}`);
  return jobPods(read.root);
}

// Defaults of kubernetes/kubernetes pkg/apis/batch/v1 (SetDefaults_Job).
test.each([
  ["{}", 1, 1, 1],
  ["{completionMode: Indexed}", 1, 1, 1],
  ["{completions: null, parallelism: ~}", 1, 1, 1],
  ["{completions: 8}", 1, 8, 1],
  ["{parallelism: 4}", 4, null, 4],
  ["{parallelism: 4, completions: 8}", 4, 8, 4],
  ["{parallelism: 8, completions: 2}", 8, 2, 2],
  ["{parallelism: 0, completions: 8}", 0, 8, 0],
  // A quoted number is no number to the API server.
  ["{parallelism: '4'}", 1, 1, 1],
])("%s: parallelism %i, completions %s, %i at once", (text, parallelism, completions, atOnce) => {
  expect(podsOf(text)).toEqual({ parallelism, completions, atOnce });
});
