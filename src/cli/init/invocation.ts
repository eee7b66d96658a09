import { relative, resolve, sep } from "node:path";
import type { InitInvocation } from "../../commands/init.ts";
import type { RawOptions } from "../shared/command.ts";
import { excludeGlobs, isGiven, listOf, nameOf, usageError, wholeNumber } from "../shared/values.ts";

/** Seconds that kubectl gets: it answers within one, and a login helper asks for more. */
const PATIENCE = 10;
const MOST_PATIENCE = 600;
/** Flags that only mean something together with `--cluster`. */
const OF_CLUSTER = ["--context", "--kubeconfig", "--timeout"] as const;

/**
 * What `gpuify init` was asked for.
 * @throws Failure (usage) for flags that mean nothing together, and paths that the new config would not count for.
 */
export function initInvocation(raw: RawOptions): InitInvocation {
  const paths = [...raw.paths, ...listOf(raw, "--filename")];
  for (const path of paths) assertBelow(path);
  if (isGiven(raw, "--dry-run") && isGiven(raw, "--force"))
    throw usageError(
      "--dry-run and --force exclude each other: a dry run writes nothing",
      "leave one of them out",
    );
  return {
    inputs: {
      paths: paths.length === 0 ? ["."] : paths,
      exclude: excludeGlobs(raw),
      gitIgnored: isGiven(raw, "--no-ignore") ? "read" : "skip",
      stdinName: null,
      unreadable: "note",
      commands: raw.commands,
    },
    isNamed: paths.length > 0,
    cluster: clusterOf(raw),
    delivery: isGiven(raw, "--dry-run") ? "print" : isGiven(raw, "--force") ? "replace" : "write",
    quiet: isGiven(raw, "--quiet"),
  };
}

function clusterOf(raw: RawOptions): InitInvocation["cluster"] {
  if (!isGiven(raw, "--cluster")) {
    const lone = OF_CLUSTER.find((long) => isGiven(raw, long));
    if (lone === undefined) return null;
    throw usageError(
      `${lone} has no effect without --cluster: only then is kubectl asked`,
      `add --cluster, or leave ${lone} out`,
    );
  }
  return {
    context: nameOf(raw, "--context"),
    kubeconfig: nameOf(raw, "--kubeconfig"),
    timeoutSeconds: wholeNumber(raw, "--timeout", 1, MOST_PATIENCE) ?? PATIENCE,
  };
}

/** A config counts for its folder and what is below. */
function assertBelow(path: string): void {
  if (path === "-") return;
  const way = relative(process.cwd(), resolve(path));
  if (way !== ".." && !way.startsWith(`..${sep}`) && !/^[A-Za-z]:/.test(way)) return;
  throw usageError(
    `"${path}" is not below this folder, and a gpuify.yaml here would not count for it`,
    "run gpuify init in that folder, or in one above both",
  );
}
