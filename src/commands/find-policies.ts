import type { InputSet, Ports } from "../io/ports.ts";
import { EXIT, type ExitCode } from "../kernel/failure.ts";
import { formatDiagnostics } from "../output/diagnostics.ts";
import type { Paint } from "../output/paint.ts";
import { explain } from "../pipeline/explain.ts";
import type { ConfigChoice } from "./invocation.ts";
import type { Policies } from "./policies.ts";

/** The configs that count for the inputs, read; null where there is none. */
export async function findPolicies(
  config: ConfigChoice,
  { files }: InputSet,
  ports: Ports,
): Promise<Policies | null> {
  if (config.kind === "none") return null;
  const found = await ports.findConfigs({
    inputs: files.map(({ name, path }) => ({ name, path: path ?? (name === "-" ? null : name) })),
    named: config.kind === "named" ? config.file : null,
  });
  if (found.length === 0) return null;
  const { loadPolicies } = await import("./policies.ts");
  return await loadPolicies(found, ports);
}

/** A config that is wrong is told before any manifest is read in its light. */
export async function refuseConfig(
  { diagnostics, sources }: Pick<Policies, "diagnostics" | "sources">,
  ports: Pick<Ports, "writeStderr">,
  paint: Paint,
): Promise<ExitCode> {
  const told = await explain(diagnostics);
  ports.writeStderr(formatDiagnostics(told, (file) => sources.get(file) ?? null, paint));
  ports.writeStderr("no manifest was read: correct the config first\n");
  return EXIT.usage;
}
