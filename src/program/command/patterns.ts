import { escapedForRegExp } from "../../kernel/words.ts";
import type { Command } from "./commands.ts";
import { wordsOf } from "./image-name.ts";
import { isStarter, programName } from "./program-name.ts";

/** Where a pattern may begin: `anywhere` also behind launchers such as `mpirun -np 4`. */
export type Position = "program" | "anywhere";

/** Words side by side, each with `*` for any characters, paths compared by their last part. */
export interface CommandPattern {
  readonly text: string;
  readonly words: readonly WordPattern[];
}

/** One word of a pattern. */
interface WordPattern {
  readonly pattern: RegExp;
  /** It names a folder too; others are compared with the last part of a path. */
  readonly isPath: boolean;
}

/** `vllm serve`, `torch.distributed.*`, `bin/console messenger:consume`. Hundreds are known, and few are ever compared. */
export function commandPattern(text: string): CommandPattern {
  let words: readonly WordPattern[] | undefined;
  return {
    text,
    get words() {
      words ??= text.split(" ").map(wordPattern);
      return words;
    },
  };
}

function wordPattern(word: string): WordPattern {
  const escaped = escapedForRegExp(word).replaceAll("\\*", ".*");
  const isPath = word.includes("/");
  return { pattern: new RegExp(`${isPath ? "(?:^|/)" : "^"}${escaped}$`), isPath };
}

/** No program has a longer name. */
const LONGEST_WORD = 1024;

function isWord({ pattern, isPath }: WordPattern, word: string): boolean {
  return word.length <= LONGEST_WORD && pattern.test(isPath ? word : programName(word));
}

/** True when the command runs at that word what the pattern names. The value behind a `--flag` is not a program. */
export function runsAt(
  command: Command,
  start: number,
  pattern: CommandPattern,
  position: Position,
): boolean {
  const before = command[start - 1] ?? "--";
  const isStarted = isStarter(before);
  if (position === "program" && !isStarted) return false;
  if (before.startsWith("--") && !isStarted && !before.includes("=")) return false;
  return pattern.words.every((one, index) => isWord(one, command[start + index] ?? ""));
}

/** Words in the names of scripts and modules that a command runs: `tensorflow_mnist_train.py`, `-m pkg.train`. */
export function scriptWords(command: Command): readonly string[] {
  return command.flatMap((word, index) => {
    const isModule = command[index - 1] === "-m";
    if (!isModule && !/\.(?:py|sh|ipynb|r|jl|js|rb)$/i.test(word)) return [];
    return wordsOf(isModule ? word : programName(word).replace(/\.\w+$/, ""));
  });
}

/** Names of the flags of a command: `--num_train_epochs=3` → `num-train-epochs`. */
export function flagNames(command: Command): readonly string[] {
  return command.flatMap((word) => {
    const name = /^--?([A-Za-z][\w.-]+)/.exec(word)?.[1];
    return name === undefined ? [] : [name.toLowerCase().replaceAll(/[_.]/g, "-")];
  });
}
