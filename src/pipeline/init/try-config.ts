import { makePolicy } from "../../config/policy.ts";
import type { Config } from "../../config/types.ts";
import type { Catalog } from "../../gpu/types.ts";
import { isRefusal } from "../../kernel/diagnostic.ts";
import type { ManifestInput } from "../input/manifest-input.ts";
import type { PatchRequest, WorkloadOutcome } from "../outcome.ts";
import { patchManifests } from "../patch.ts";
import type { InitFindings } from "./findings.ts";
import { pathBelow, proposeRules } from "./propose-rules.ts";
import type { LeftOut, Recognised } from "./recognise.ts";

/** A workload that patch refuses to decide, with its words. */
interface Refused extends Pick<WorkloadOutcome, "file" | "object" | "line"> {
  readonly reason: string;
}

/** What `gpuify patch .` asks. */
const REQUEST: PatchRequest = {
  profile: null,
  scope: { all: false, select: [], labels: [], namespace: null },
  strict: false,
  flags: {},
};

/** Workloads that `gpuify patch .` would refuse under the config. The catalog has the config's platforms. */
export function refusedUnder(
  config: Config,
  inputs: readonly ManifestInput[],
  catalog: Catalog,
): readonly Refused[] {
  if ((config.rules ?? []).length === 0) return [];
  const policy = makePolicy({ file: "gpuify.yaml", config, bases: [] });
  const policyOf = ({ name }: ManifestInput) => ({ policy, path: pathBelow(name) });
  const { workloads, diagnostics } = patchManifests(inputs, REQUEST, catalog, { policyOf });
  const errors = diagnostics.filter(isRefusal);
  return workloads
    .filter(({ status }) => status === "refused")
    .map(({ file, object, line }) => {
      const here = errors.filter(({ location }) => location?.file === file);
      const next = Math.min(
        ...workloads.filter((one) => one.file === file && one.line > line).map((one) => one.line),
      );
      const isWithin = (at: number) => at >= line && at < next;
      const own = here.find(({ location }) => isWithin(location?.line ?? 0)) ?? here[0];
      const help = own?.code === "ambiguous-container" ? " (set gpuify.dev/container)" : "";
      return { file, object, line, reason: `${own?.message ?? "it cannot be edited safely"}${help}` };
    });
}

/** The findings without rules for workloads that patch refuses: one of them would stop every run. */
export function withoutRefused(findings: InitFindings, refused: readonly Refused[]): InitFindings {
  if (refused.length === 0) return findings;
  const { recognised, leftOut } = findings.recognition;
  const reasons = new Map(refused.map((one) => [keyOf(one.file, one.object, one.line), one.reason]));
  const reasonFor = ({ file, title, line }: Recognised) => reasons.get(keyOf(file, title, line));
  const moved = recognised.flatMap((one): LeftOut[] => {
    const reason = reasonFor(one);
    return reason === undefined ? [] : [{ ...one, why: "unknown", reason: butRefused(one, reason) }];
  });
  const recognition = {
    recognised: recognised.filter((one) => reasonFor(one) === undefined),
    leftOut: [...leftOut, ...moved],
  };
  return { ...findings, recognition, rules: proposeRules(recognition) };
}

function keyOf(file: string, title: string, line: number): string {
  return `${file}\n${title}\n${line}`;
}

function butRefused({ profile }: Recognised, reason: string): string {
  return `looks ${profile}, but patch needs a word from you: ${reason}`;
}
