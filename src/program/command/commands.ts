import type { ContainerView } from "../../k8s/pod-set.ts";
import { processesOf } from "./processes.ts";
import { programName } from "./program-name.ts";

/** One program with its arguments; of a shell script each command is one. */
export type Command = readonly string[];

/** What only prepares, prints or fetches: a name behind these is not a program that runs. */
const PREPARES = new Set(
  (
    "pip pip3 apt apt-get apk yum dnf microdnf conda mamba git curl wget aws gsutil gcloud az echo printf cd mkdir " +
    "export set cat ls cp mv rm ln chmod chown tee unzip tar sed awk grep head test [ [[ : true trap source . unset " +
    "huggingface-cli hf kubectl jq which hostname date env ulimit ldconfig touch wait exit fi done esac } pwd read"
  ).split(" "),
);

/** What the container runs, as far as the manifest says: nothing where the image decides. */
export function commandsOf(container: Pick<ContainerView, "node" | "path">): readonly Command[] {
  return processesOf(container).map(({ words }) => words.map(({ text }) => text));
}

/** True for a command that only prepares, prints or fetches. */
export function isPreparation([program = "", ...rest]: Command): boolean {
  if (PREPARES.has(programName(program))) return true;
  const [first, second] = rest;
  return (first === "-m" && second === "pip") || (programName(program) === "uv" && first === "pip");
}
