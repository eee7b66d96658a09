import { readConfig } from "../config/file/read-config.ts";
import type { Config } from "../config/types.ts";
import { loadCatalog } from "../gpu/catalog/catalog.ts";
import type { InputQuery, InputSet, KubectlQuestion, Ports } from "../io/ports.ts";
import { Bug, EXIT, type ExitCode, Failure } from "../kernel/failure.ts";
import { formatDiagnostics } from "../output/diagnostics.ts";
import { formatConfig } from "../output/init/format-config.ts";
import { formatInitSummary } from "../output/init/format-summary.ts";
import { unhandledPhrase } from "../output/init/format-unhandled.ts";
import type { Paint } from "../output/paint.ts";
import { explain } from "../pipeline/explain.ts";
import { findSetup } from "../pipeline/init/find-setup.ts";
import type { InitFindings } from "../pipeline/init/findings.ts";
import { refusedUnder, withoutRefused } from "../pipeline/init/try-config.ts";

/** The file that is written, in the working folder. */
const CONFIG_FILE = "gpuify.yaml";

/** One run of `gpuify init`: what the arguments mean, every value checked. */
export interface InitInvocation {
  readonly inputs: InputQuery;
  /** The user named what to look at; without that the working folder is looked at. */
  readonly isNamed: boolean;
  /** How to ask for the nodes; null without `--cluster`. */
  readonly cluster: Omit<KubectlQuestion, "args"> | null;
  /** `write`: a new file. `replace`: also over one that exists. `print`: on standard output, nothing is written. */
  readonly delivery: "write" | "replace" | "print";
  readonly quiet: boolean;
}

/**
 * `gpuify init`: looks at the manifests and, if asked to, at the nodes, and writes a commented config. It asks the
 * user nothing, so it does the same in a pipeline.
 * @throws Failure when a config exists already, when there is nothing to look at, and when the cluster does not answer.
 */
export async function runInit(invocation: InitInvocation, ports: Ports, paint: Paint): Promise<ExitCode> {
  const { delivery, cluster } = invocation;
  const before = await configHere(ports);
  if (before.here && delivery === "write") throw exists();
  const inputs = await readInputs(invocation, ports);
  const nodes = cluster === null ? null : await askNodes(cluster, invocation, ports);
  const found = findSetup(inputs.files, nodes, loadCatalog());
  if (found.manifests.errors.length > 0) {
    const { errors, sources } = found.manifests;
    ports.writeStderr(formatDiagnostics(await explain(errors), (file) => sources.get(file) ?? null, paint));
    return EXIT.input;
  }
  if (found.manifests.workloads === 0 && cluster === null) throw nothingFound(found);
  const findings = await tried(found, inputs);
  const text = formatConfig(findings);
  await readBack(text);
  if (delivery === "print") ports.writeStdout(text);
  else {
    const bytes = new TextEncoder().encode(text);
    await ports.writeFiles([{ path: CONFIG_FILE, bytes, expected: null, folders: "must-exist" }]);
  }
  if (invocation.quiet) return EXIT.ok;
  const facts = {
    written: delivery === "print" ? null : CONFIG_FILE,
    replaced: before.here,
    shadowed: before.above,
    unreadable: inputs.unreadable.length,
  };
  ports.writeStderr(formatInitSummary(findings, facts));
  return EXIT.ok;
}

/** The config that counts here so far: in this folder, or above it. */
async function configHere(ports: Ports): Promise<{ readonly here: boolean; readonly above: string | null }> {
  const inputs = [{ name: CONFIG_FILE, path: CONFIG_FILE }];
  const [found] = await ports.findConfigs({ inputs, named: null });
  if (found === undefined) return { here: false, above: null };
  const here = found.config.name === CONFIG_FILE;
  return { here, above: here ? null : found.config.name };
}

function exists(): Failure {
  return new Failure(
    EXIT.usage,
    `${CONFIG_FILE} exists already, and nothing was written`,
    "--dry-run prints what would be written, to compare; --force writes it over the file",
  );
}

/** The cluster alone is enough to look at, so a folder without a file to read is none of its business. */
async function readInputs({ inputs, isNamed, cluster }: InitInvocation, ports: Ports): Promise<InputSet> {
  try {
    return await ports.readInputs(inputs);
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== EXIT.input || isNamed) throw error;
    if (cluster === null) throw nothingFound(null);
    return { files: [], folders: [], unreadable: [] };
  }
}

async function askNodes(
  cluster: NonNullable<InitInvocation["cluster"]>,
  { quiet }: InitInvocation,
  ports: Ports,
): Promise<string> {
  if (!quiet) await ports.showProgress("asking kubectl for the nodes …");
  try {
    return await ports.askKubectl({ ...cluster, args: ["get", "nodes", "-o", "json"] });
  } finally {
    if (!quiet) await ports.showProgress("");
  }
}

function nothingFound(findings: InitFindings | null): Failure {
  const skipped = findings?.manifests.skipped.length ?? 0;
  const unhandled = findings?.manifests.unhandled ?? [];
  if (unhandled.length > 0)
    return new Failure(
      EXIT.usage,
      `found no workload that a rule can match: ${unhandledPhrase(unhandled)}`,
      "name a folder with other manifests, or pass --cluster to look at the nodes",
    );
  return new Failure(
    EXIT.usage,
    skipped === 0
      ? "no workloads were found, so there is nothing to make a config of"
      : `no workloads were found: ${skipped} ${skipped === 1 ? "file is a template or" : "files are templates or"} cannot be read`,
    skipped === 0
      ? "run it in the folder of the manifests, name them (gpuify init k8s/), or pass --cluster to look at the nodes"
      : "render them and pipe them in (helm template … | gpuify init -), or pass --cluster to look at the nodes",
  );
}

/** The config is tried before it is written: the next step of the user is to run patch with it. */
async function tried(findings: InitFindings, { files }: InputSet): Promise<InitFindings> {
  if (findings.rules.rules.length === 0) return findings;
  const config = await readBack(formatConfig(findings));
  const catalog = loadCatalog({ own: config.platforms ?? {} });
  return withoutRefused(findings, refusedUnder(config, files, catalog));
}

/** What is written must be read without a word; anything else is a mistake of ours. */
async function readBack(text: string): Promise<Config> {
  const result = await readConfig(CONFIG_FILE, text);
  const [first] = result.diagnostics;
  if (first !== undefined) {
    const { line = 0, column = 0 } = first.location ?? {};
    throw new Bug(`the config that was made is wrong at ${line}:${column}: ${first.message}`);
  }
  return result.ok ? (result.configs[0]?.config ?? {}) : {};
}
