import type { Advice } from "../kernel/diagnostic.ts";
import { type DecisionFlag, PROFILES } from "../profile/built-in.ts";
import { flagLayer } from "../profile/settings-from-flags.ts";
import type { Assigned } from "./decide-all.ts";
import type { PatchRequest } from "./outcome.ts";

/**
 * Flags that mean nothing under any profile of the run. A profile that is named with -p is checked before; what `auto`,
 * annotations and rules come to is only known here. Nothing is told of a run that touches nothing.
 */
export function unusedFlags({ flags }: PatchRequest, assigned: readonly Assigned[]): readonly Advice[] {
  if (assigned.length === 0) return [];
  const bases = new Set(assigned.map(({ settings }) => settings.base));
  const used = PROFILES.filter(({ base }) => bases.has(base)).flatMap((row) => row.flags);
  // `none` takes out the labels of a platform and writes nothing else.
  const all: ReadonlySet<DecisionFlag> = new Set([
    ...used,
    ...(bases.has("none") ? (["platform", "kubernetes-version"] as const) : []),
  ]);
  const given = Object.values(flagLayer(flags)).flatMap(({ origin }) =>
    origin.kind === "flag" ? [origin.name] : [],
  );
  return given
    .filter((name) => !all.has(name.slice("--".length) as DecisionFlag))
    .map((name) => unused(name));
}

function unused(name: string): Advice {
  const having = PROFILES.filter((row) => row.flags.some((flag) => name === `--${flag}`));
  return {
    code: "flag-unused",
    severity: "info",
    category: "advice",
    message: `${name} has no effect: no workload of this run gets a profile that has a use for it`,
    advice: `It works with ${having.map((row) => row.name).join(" and ")}.`,
  };
}
