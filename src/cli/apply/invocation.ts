import type { ApplyInvocation } from "../../commands/apply.ts";
import { patchInvocation } from "../patch/invocation.ts";
import type { RawOptions } from "../shared/command.ts";
import { isGiven, nonEmpty, oneOf, textOf, usageError, wholeNumber } from "../shared/values.ts";
import { KUBECTL_OPTIONS } from "./options.ts";

const DEFAULT_SECONDS = 600;

/**
 * Turns the options of `apply` into what they mean; `paths` are the inputs.
 * @throws Failure (usage) as for `patch`, and for two that cannot be combined.
 */
export function applyInvocation(raw: RawOptions, paths: readonly string[]): ApplyInvocation {
  const dryRun = oneOf(raw, "--dry-run", ["client", "server"]);
  const isDiff = isGiven(raw, "--diff");
  if (dryRun !== undefined && isDiff)
    throw usageError(
      "--diff and --dry-run cannot be combined: kubectl diff changes nothing",
      "give one of them",
    );
  const namespace = named(raw, "--namespace");
  const own = new Set(KUBECTL_OPTIONS.map(({ long }) => long));
  const values = new Map([...raw.values].filter(([long]) => !own.has(long)));
  return {
    patch: patchInvocation({ ...raw, values }, paths),
    kubectl: {
      args: [
        ...[isDiff ? "diff" : "apply", "-f", "-"],
        ...(isGiven(raw, "--server-side") ? ["--server-side"] : []),
        ...(dryRun === undefined ? [] : [`--dry-run=${dryRun}`]),
        ...(namespace === null ? [] : [`--namespace=${namespace}`]),
      ],
      context: named(raw, "--context"),
      kubeconfig: named(raw, "--kubeconfig"),
      timeoutSeconds: wholeNumber(raw, "--timeout", 1) ?? DEFAULT_SECONDS,
    },
    asks: !isDiff && dryRun === undefined && !isGiven(raw, "--yes") && !paths.includes("-"),
  };
}

function named(raw: RawOptions, option: string): string | null {
  const value = textOf(raw, option);
  return value === undefined ? null : nonEmpty(option, value);
}
