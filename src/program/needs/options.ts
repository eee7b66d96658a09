import type { Process, Word, WordPlace } from "../command/words/word.ts";
import type { AsksRow, OptionRow } from "../known/rows.ts";

/** What a command line, or a variable, says about one option. */
export interface SaidOption {
  /** As people read it: `--tensor-parallel-size 4`, `NUM_SHARD=2`. */
  readonly said: string;
  /** Null for an option without a value. */
  readonly value: string | null;
  /** What keeps the value from being known. */
  readonly unknown: string | null;
  /** The option, and its value if that is a separate word. */
  readonly place: WordPlace | null;
}

/** The options of one program as a container starts it. */
export interface Options {
  /** The last that was said of an option; null where it was not. */
  readonly get: (key: string) => SaidOption | null;
  /** The same of an option that the row's `options` do not list. */
  readonly find: (row: OptionRow) => SaidOption | null;
  /** The words that are no options and no values of options: only the first is sure. */
  readonly first: Word | null;
  /** What may bring further options, or null: `$EXTRA_ARGS`, `--config`. */
  readonly openedBy: string | null;
  /** Words of the program itself. */
  readonly words: readonly Word[];
}

/** How a program writes its options, as far as reading them needs it. */
export type OptionForms = Pick<AsksRow, "underscores" | "untilScript" | "opens" | "options">;

interface Entry {
  readonly name: string;
  readonly word: Word;
  readonly value: Word | null;
  /** The value is in the word of the option: `--name=value`. */
  readonly isInline: boolean;
}

/** Shortened names are legal for argparse where they are clear; shorter ones are left alone. */
const SHORTEST_PREFIX = 8;

/** The options of a program from a word of its process on. */
export function optionsOf(started: Process, start: number, asks: OptionForms): Options {
  const words = started.words.slice(start);
  const entries = entriesOf(words, asks);
  const rows = Object.values(asks.options ?? {});
  const find = (row: OptionRow): SaidOption | null =>
    onLine(entries, row, rows, asks) ?? inVariable(started, row);
  const file = (asks.opens ?? [])
    .map((name) => onLine(entries, { names: [name] }, [], asks))
    .find((said) => said !== null);
  // The value of an option counts as one word.
  const open = entries.find(({ word }) => word.isOpen);
  return {
    get: (key) => {
      const row = asks.options?.[key];
      return row === undefined ? null : find(row);
    },
    find,
    first: words[0] !== undefined && !isOption(words[0].text) ? words[0] : null,
    openedBy: open?.word.unknown ?? file?.said ?? null,
    words,
  };
}

function isOption(text: string): boolean {
  return /^-{1,2}[A-Za-z]/.test(text);
}

/** Options in order, with their values; `name=value` without dashes is Hydra's form. */
function entriesOf(words: readonly Word[], asks: OptionForms): readonly Entry[] {
  const entries: Entry[] = [];
  const bare = new Set(asks.untilScript ?? []);
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    const { text } = word;
    const equals = text.indexOf("=");
    if (isOption(text) || (equals > 0 && /^\+{0,2}[\w.]+$/.test(text.slice(0, equals)))) {
      if (equals > 0) {
        entries.push({
          name: text.slice(0, equals),
          word,
          value: { ...word, text: text.slice(equals + 1) },
          isInline: true,
        });
        continue;
      }
      const next = words[index + 1];
      const takes = !bare.has(text) && next !== undefined && !isOption(next.text);
      entries.push({ name: text, word, value: takes ? next : null, isInline: false });
      if (takes) index++;
    } else {
      // Words after the name of a script belong to the script.
      if (asks.untilScript !== undefined) break;
      if (word.isOpen) entries.push({ name: "", word, value: null, isInline: false });
    }
  }
  return entries;
}

function onLine(
  entries: readonly Entry[],
  row: OptionRow,
  all: readonly OptionRow[],
  { underscores = false }: OptionForms,
): SaidOption | null {
  const plain = (name: string): string => (underscores ? name.replaceAll("_", "-") : name);
  const names = row.names.map(plain);
  const others = all.filter((one) => one !== row).flatMap((one) => one.names.map(plain));
  const isMeant = (name: string): boolean =>
    names.includes(name) ||
    (name.startsWith("--") &&
      name.length >= SHORTEST_PREFIX &&
      !others.some((other) => other.startsWith(name)) &&
      names.some((one) => one.startsWith(name)));
  const entry = entries.findLast(({ name }) => isMeant(plain(name)));
  if (entry === undefined) return null;
  const { word, value, name, isInline } = entry;
  const isBare = row.takes === "nothing";
  const isOne = value === null || isInline || isBare;
  const said = isBare || value === null ? name : isOne ? word.text : `${name} ${value.text}`;
  return {
    said,
    value: isBare ? null : (value?.text ?? null),
    unknown: isBare ? null : (value?.unknown ?? null),
    place: isOne ? word.place : joined(word.place, value.place),
  };
}

/** The words of an option and its value, if they are in one text; otherwise the option. */
function joined(name: WordPlace, value: WordPlace): WordPlace {
  return name.path === value.path && value.end > name.start ? { ...name, end: value.end } : name;
}

function inVariable({ variables, hasOtherVariables }: Process, row: OptionRow): SaidOption | null {
  const { variable: name } = row;
  if (name === undefined) return null;
  const variable = variables.get(name);
  if (variable === undefined)
    return hasOtherVariables
      ? {
          said: name,
          value: null,
          unknown: `the variable ${name} (possibly set by \`envFrom\`)`,
          place: null,
        }
      : null;
  const { text, place } = variable;
  return text === null
    ? { said: name, value: null, unknown: `the variable ${name}`, place }
    : { said: `${name}=${text}`, value: text, unknown: null, place };
}
