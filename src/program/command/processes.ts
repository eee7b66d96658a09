import type { ContainerView } from "../../k8s/pod-set.ts";
import { memoized } from "../../kernel/memoized.ts";
import { asScalar, items, member } from "../../yaml/access.ts";
import { isStarter, programName } from "./program-name.ts";
import { processesOfScript } from "./shell/run.ts";
import { environmentOf } from "./words/environment.ts";
import { expandReferences, MOST_LETTERS, TOO_LONG } from "./words/references.ts";
import type { Process, Word } from "./words/word.ts";

const SHELLS: ReadonlySet<string> = new Set(["sh", "bash", "ash", "dash", "zsh"]);

/**
 * The programs that a container starts by its `command` and `args`, as far as the manifest says: none where the image
 * decides. With only `args` there is one process, whose words are arguments of the image's own program.
 */
export function processesOf(container: Pick<ContainerView, "node" | "path">): readonly Process[] {
  return read(container);
}

const read = memoized(readProcesses);

function readProcesses(container: Pick<ContainerView, "node" | "path">): readonly Process[] {
  const words = (["command", "args"] as const).flatMap((field) => wordsAt(container, field));
  if (words.length === 0) return [];
  const script = scriptIn(words);
  if (script !== null) {
    const { variables, hasOthers } = environmentOf(container);
    const { word, args } = script;
    const { path, start } = word.place;
    const run = { text: word.text, path, offset: start, variables, hasOtherVariables: hasOthers, args };
    return processesOfScript(run);
  }
  return [processWith(words.flatMap(wordsInOne), container)];
}

/** The one process of a container that runs no script. */
export function processWith(
  words: readonly Word[],
  container: Pick<ContainerView, "node" | "path">,
): Process {
  const { variables, hasOthers } = environmentOf(container);
  return {
    words,
    variables,
    hasOtherVariables: hasOthers,
    isBackground: false,
    isRepeated: false,
    isConditional: false,
  };
}

function wordsAt(
  container: Pick<ContainerView, "node" | "path">,
  field: "command" | "args",
): readonly Word[] {
  const { variables } = environmentOf(container);
  let letters = 0;
  return items(member(container.node, field)).flatMap((item, index): readonly Word[] => {
    const raw = asScalar(item)?.text;
    if (raw === undefined) return [];
    const { text, unknown } =
      letters > MOST_LETTERS ? { text: "", unknown: TOO_LONG } : expandReferences(raw, variables);
    letters += text.length;
    const place = { path: [...container.path, field, index], start: 0, end: raw.length };
    // A placeholder argument is one word for Kubernetes, but a template may render to several.
    return [{ text, unknown, isOpen: raw.startsWith("{{"), place }];
  });
}

/** The script of `sh -c SCRIPT [NAME [ARG]…]`; null where no shell reads one. */
function scriptIn(words: readonly Word[]): { readonly word: Word; readonly args: readonly Word[] } | null {
  const shell = words.findIndex(({ text }) => SHELLS.has(programName(text)));
  const isFirst = shell >= 0 && words.slice(0, shell).every(({ text }) => isStarter(text));
  if (!isFirst && shell !== 1) return null;
  const first = words.findIndex(({ text }, index) => index > shell && !/^[-+]/.test(text));
  const options = words.slice(shell + 1, Math.max(first, shell + 1));
  const word = words[first];
  if (word === undefined || !options.some(({ text }) => /^-[a-z]*c[a-z]*$/.test(text))) return null;
  return { word, args: words.slice(first + 1) };
}

/** People write several words into one argument: `--model x --tensor-parallel-size 4`. */
function wordsInOne(word: Word): readonly Word[] {
  const { text, unknown, place } = word;
  if (!/^-\S+\s/.test(text) || !/\s--?[a-z]/i.test(text) || /["'\n{[]/.test(text)) return [word];
  let at = 0;
  return text.split(/\s+/).map((part) => {
    const start = text.indexOf(part, at);
    at = start + part.length;
    const isSame = unknown === null && place.end - place.start === text.length;
    return {
      text: part,
      unknown: unknown !== null && /\$\(|\$\{|\{\{/.test(part) ? unknown : null,
      isOpen: false,
      place: isSame ? { ...place, start: place.start + start, end: place.start + at } : place,
    };
  });
}
