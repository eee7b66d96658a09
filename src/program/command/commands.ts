import type { ContainerView } from "../../k8s/workload.ts";
import { asScalar, at, items } from "../../yaml/access.ts";

/** One program with its arguments; of a shell script each command is one. */
export type Command = readonly string[];

const SHELLS = new Set(["sh", "bash", "ash", "dash", "zsh"]);
/** What only prepares, prints or fetches: a name behind these is not a program that runs. */
const PREPARES = new Set(
  (
    "pip pip3 apt apt-get apk yum dnf microdnf conda mamba git curl wget aws gsutil gcloud az echo printf cd mkdir " +
    "export set cat ls cp mv rm ln chmod chown tee unzip tar sed awk grep head test [ [[ : true trap source . unset " +
    "huggingface-cli hf kubectl jq which hostname date env ulimit ldconfig touch wait exit fi done esac } pwd read"
  ).split(" "),
);
/** Shell words that a command may begin with. */
const BEFORE = new Set([
  "exec",
  "time",
  "nohup",
  "sudo",
  "if",
  "then",
  "else",
  "do",
  "while",
  "until",
  "!",
  "{",
]);

/** What the container runs, as far as the manifest says: nothing where the image decides. */
export function commandsOf(container: ContainerView): readonly Command[] {
  const words = [...textsAt(container, "command"), ...textsAt(container, "args")];
  const shell = words.findIndex((word) => SHELLS.has(programName(word)));
  if (shell < 0 || shell > 1) return words.length === 0 ? [] : [words];
  const first = words.findIndex((word, index) => index > shell && !word.startsWith("-"));
  const isScript = words.slice(shell + 1, first).some((word) => /^-[a-z]*c[a-z]*$/.test(word));
  const script = words[first];
  return isScript && script !== undefined ? scriptCommands(script) : [words];
}

/** The last part of a path: `/usr/bin/python3` → `python3`. */
export function programName(word: string): string {
  return word.slice(word.lastIndexOf("/") + 1);
}

/** True for a command that only prepares, prints or fetches. */
export function isPreparation([program = "", ...rest]: Command): boolean {
  if (PREPARES.has(programName(program))) return true;
  const [first, second] = rest;
  return (first === "-m" && second === "pip") || (programName(program) === "uv" && first === "pip");
}

function textsAt(container: ContainerView, field: "command" | "args"): readonly string[] {
  return items(at(container.node, [field])).flatMap((item) => asScalar(item)?.text ?? []);
}

/** A reading of shell that is good enough for recognising: no expansion, quotes taken off, comments and here-documents out. */
function scriptCommands(script: string): readonly Command[] {
  return withoutHereDocuments(script)
    .replace(/\\\r?\n/g, " ")
    .replace(/(^|\s)#[^\n]*/g, "$1")
    .split(/\n|;|&&?|\|\|?|\$?\(|\)/)
    .map((line) =>
      withoutOpening(
        line
          .split(/\s+/)
          .map(withoutQuotes)
          .filter((word) => word !== ""),
      ),
    )
    .filter((command) => command.length > 0);
}

const HERE_DOCUMENT = /(?<!<)<<-?\s*["']?([A-Za-z_]\w*)["']?/;

/** Line by line, because an expression over the whole script would take the square of its length. */
function withoutHereDocuments(script: string): string {
  let end: string | null = null;
  const kept: string[] = [];
  for (const line of script.split("\n")) {
    if (end === null) {
      end = HERE_DOCUMENT.exec(line)?.[1] ?? null;
      kept.push(line.replace(HERE_DOCUMENT, ""));
    } else if (line.trim() === end) end = null;
  }
  return kept.join("\n");
}

function withoutOpening(command: Command): Command {
  const start = command.findIndex((word) => !BEFORE.has(word) && !/^[A-Za-z_]\w*=/.test(word));
  return start < 0 ? [] : command.slice(start);
}

function withoutQuotes(word: string): string {
  return word.replace(/^["']+|["']+$/g, "");
}
