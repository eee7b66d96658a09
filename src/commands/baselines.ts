import type { Policy } from "../config/policy.ts";
import type { Ports } from "../io/ports.ts";
import { EXIT, Failure } from "../kernel/failure.ts";
import type { Baseline } from "../lint/baseline.ts";

/**
 * The baselines that configs name, as one: fingerprints are made of the file too. Null where none is named.
 * @throws Failure (usage) where a file does not exist or is none.
 */
export async function baselineOfPolicies(
  policies: Iterable<Pick<Policy, "file" | "baseline">>,
  ports: Pick<Ports, "readText">,
): Promise<Baseline | null> {
  const files = new Set(
    [...policies].flatMap(({ file, baseline }) => (baseline === null ? [] : [besides(file, baseline)])),
  );
  if (files.size === 0) return null;
  const baselines = await Promise.all([...files].map((file) => readBaselineFile(file, ports)));
  return { entries: new Map(baselines.flatMap(({ entries }) => [...entries])) };
}

/**
 * Reads a baseline.
 * @throws Failure (usage) where the file does not exist or is none.
 */
export async function readBaselineFile(file: string, ports: Pick<Ports, "readText">): Promise<Baseline> {
  const text = await ports.readText(file);
  if (text === null)
    throw new Failure(
      EXIT.usage,
      `the baseline "${file}" does not exist`,
      `create it from the current findings: gpuify lint --baseline ${file} --update-baseline`,
    );
  const { parseBaseline } = await import("../lint/baseline.ts");
  const baseline = parseBaseline(text);
  if ("problem" in baseline)
    throw new Failure(
      EXIT.usage,
      `"${file}" is not a baseline: ${baseline.problem}`,
      "create it again with --update-baseline",
    );
  return baseline;
}

/** A path of a config is one from the config's own folder. */
function besides(config: string, path: string): string {
  const folder = config.slice(0, Math.max(config.lastIndexOf("/"), config.lastIndexOf("\\")) + 1);
  return `${folder}${path}`;
}
