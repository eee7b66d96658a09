import { expect, test } from "vitest";
import { secondsUntilRestart } from "../../src/workload/probes.ts";
import { readDocument } from "../../src/yaml/read.ts";

function secondsOf(text: string): number | null {
  const read = readDocument(text, { start: 0, end: text.length });
  if (!read.ok || read.root === null) throw new Error(`no YAML: ${text}`);
  return secondsUntilRestart(read.root);
}

// One failure needs no period at all; each further one comes a period later (kubelet prober/worker.go).
test.each([
  ["{}", 20],
  ["{failureThreshold: 1}", 0],
  ["{failureThreshold: 1, initialDelaySeconds: 60}", 60],
  ["{initialDelaySeconds: 90, periodSeconds: 10}", 110],
  ["{periodSeconds: 10, failureThreshold: 180}", 1790],
  // Zero is replaced by the default, and the time that one probe may take delays none.
  ["{periodSeconds: 0, failureThreshold: 0, initialDelaySeconds: 0, timeoutSeconds: 5}", 20],
  ["{periodSeconds: '10'}", null],
  ["{initialDelaySeconds: -300, failureThreshold: 100}", null],
])("%s: %s s", (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});
