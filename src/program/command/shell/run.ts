import { shortened } from "../../../kernel/words.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import { MOST_LETTERS, TOO_LONG, unknownIn } from "../words/references.ts";
import type { Process, Variable, Variables, Word } from "../words/word.ts";
import { lex, type Piece, type Token } from "./lexer.ts";

/** A script, where it is written, and what it is run with. */
export interface ScriptRun {
  readonly text: string;
  /** The scalar that holds it, and where in it the script begins. */
  readonly path: FieldPath;
  readonly offset: number;
  readonly variables: Variables;
  readonly hasOtherVariables: boolean;
  /** The arguments after the script: `$0`, `$1` and so on. */
  readonly args: readonly Word[];
}

/** Scripts in scripts are read to this depth. */
const DEPTH = 4;

/** A script's variables beyond this number count as unknown. */
const MOST_VARIABLES = 200;

/** Letters, words and variables that a script may come to: what is beyond is not read, and nothing is known of it. */
const MOST_WORK = 2_000_000;

/** Words before a program that start it, or under whose condition it runs. */
const BEFORE: ReadonlySet<string> = new Set([
  ...["exec", "time", "nohup", "sudo", "command", "builtin", "!", "{", "}"],
  ...["if", "then", "elif", "else", "do", "while", "until"],
]);

const OPENS_BRANCH: ReadonlySet<string> = new Set(["if", "case"]);
const OPENS_LOOP: ReadonlySet<string> = new Set(["for", "while", "until", "select"]);
const CLOSES: ReadonlyMap<string, "branch" | "loop"> = new Map([
  ["fi", "branch"],
  ["esac", "branch"],
  ["done", "loop"],
]);
const SETS: ReadonlySet<string> = new Set(["export", "declare", "local", "readonly", "typeset"]);
const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?)=/;

/** The programs that a script starts, in the order in which it is written. Nothing is run. */
export function processesOfScript(run: ScriptRun): readonly Process[] {
  const budget = { left: MOST_WORK };
  const processes = readScript(run, budget, 0);
  return budget.left < 0 ? [] : processes;
}

/** What may still be read of a container's scripts. */
interface Budget {
  left: number;
}

function readScript(run: ScriptRun, budget: Budget, depth: number): readonly Process[] {
  if (depth >= DEPTH || budget.left < 0) return [];
  const { tokens, inner } = lex(run.text);
  const state: State = {
    run,
    budget,
    variables: new Map(run.variables),
    snapshot: null,
    hasOthers: run.hasOtherVariables,
    branches: 0,
    loops: 0,
  };
  const processes: Process[] = [];
  let words: WordToken[] = [];
  for (const token of [...tokens, { kind: "sign", text: "\n" } as const]) {
    if (budget.left < 0) return [];
    if (token.kind === "word") words.push(token);
    else {
      processes.push(...commandOf(state, words, token.text === "&"));
      words = [];
    }
  }
  const within = inner.flatMap(({ start, text }) =>
    readScript(
      {
        ...run,
        text,
        offset: run.offset + start,
        variables: state.variables,
        hasOtherVariables: state.hasOthers,
      },
      budget,
      depth + 1,
    ),
  );
  return [...within, ...processes];
}

type WordToken = Extract<Token, { kind: "word" }>;

/** What is known at a point of the script. */
interface State {
  readonly run: ScriptRun;
  readonly budget: Budget;
  readonly variables: Map<string, Variable>;
  /** The variables as they are now, for all processes that see the same; null once one has changed. */
  snapshot: Variables | null;
  hasOthers: boolean;
  branches: number;
  loops: number;
}

/** One simple command: variables that it sets, or the program that it starts. */
function commandOf(state: State, tokens: readonly WordToken[], isBackground: boolean): readonly Process[] {
  const own = new Map<string, Variable>();
  let command = withoutOpening(state, tokens);
  for (let [token] = command; token !== undefined; [token] = command) {
    const assigned = assignmentIn(state, token);
    if (assigned === null) break;
    own.set(assigned.name, assigned.variable);
    command = withoutOpening(state, command.slice(1));
  }
  if (command.length === 0) {
    for (const [name, variable] of own) set(state, name, variable);
    return [];
  }
  const words: Word[] = [];
  for (const token of command) {
    for (const word of wordsOfToken(state, token)) words.push(spend(state, word));
    if (state.budget.left < 0) return [];
  }
  const program = words[0]?.text ?? "";
  if (SETS.has(program)) {
    for (const token of command.slice(1)) {
      const assigned = assignmentIn(state, token);
      if (assigned !== null) set(state, assigned.name, assigned.variable);
    }
  }
  if (program === "source" || program === ".") state.hasOthers = true;
  if (program === "read") for (const { text } of words.slice(1)) set(state, text, UNKNOWN);
  if (words.length === 0) return [];
  return [
    {
      words,
      variables: variablesWith(state, own),
      hasOtherVariables: state.hasOthers,
      isBackground,
      isRepeated: state.loops > 0,
      isConditional: state.branches > 0,
    },
  ];
}

const UNKNOWN: Variable = { text: null, place: null };

function spend({ budget }: State, word: Word): Word {
  budget.left -= word.text.length + 16;
  return word;
}

/** One copy serves all processes between two assignments. */
function variablesWith(state: State, own: ReadonlyMap<string, Variable>): Variables {
  if (own.size > 0 || state.snapshot === null) state.budget.left -= state.variables.size;
  state.snapshot ??= new Map(state.variables);
  return own.size === 0 ? state.snapshot : new Map([...state.snapshot, ...own]);
}

/** A variable that only one branch sets has an unknown value afterwards. */
function set(state: State, name: string, variable: Variable): void {
  if (state.variables.size >= MOST_VARIABLES && !state.variables.has(name)) {
    state.hasOthers = true;
    return;
  }
  const isSame = state.variables.get(name)?.text === variable.text;
  state.snapshot = null;
  state.variables.set(name, state.branches > 0 && !isSame ? UNKNOWN : variable);
}

/** Drops words that open a block or start a program, and counts the blocks. */
function withoutOpening(state: State, tokens: readonly WordToken[]): readonly WordToken[] {
  let first = 0;
  for (; first < tokens.length; first++) {
    const word = plainText(tokens[first]);
    if (OPENS_BRANCH.has(word)) state.branches++;
    if (OPENS_LOOP.has(word)) state.loops++;
    const closes = CLOSES.get(word);
    if (closes === "branch") state.branches = Math.max(0, state.branches - 1);
    if (closes === "loop") state.loops = Math.max(0, state.loops - 1);
    if (closes !== undefined) return [];
    if (word === "for" || word === "select") {
      set(state, plainText(tokens[first + 1]), UNKNOWN);
      return [];
    }
    if (word === "case" || word === "function") return [];
    if (word === "env" && tokens.length > first + 1 && !plainText(tokens[first + 1]).startsWith("-"))
      continue;
    if (!BEFORE.has(word)) break;
  }
  return tokens.slice(first);
}

/** The text of a word without quotes and variables, else empty. */
function plainText(token: WordToken | undefined): string {
  if (token === undefined || token.isQuoted) return "";
  const texts = token.pieces.flatMap((piece) => (piece.kind === "text" ? [piece.text] : []));
  return texts.length === token.pieces.length ? texts.join("") : "";
}

function assignmentIn(
  state: State,
  token: WordToken,
): { readonly name: string; readonly variable: Variable } | null {
  const [piece] = token.pieces;
  const [begin = "", name, plus] = piece?.kind === "text" ? (ASSIGNMENT.exec(piece.text) ?? []) : [];
  if (piece?.kind !== "text" || name === undefined) return null;
  const { path, offset } = state.run;
  const place = { path, start: offset + token.start, end: offset + token.end };
  if (plus === "+") return { name, variable: UNKNOWN };
  const value = [{ ...piece, text: piece.text.slice(begin.length) }, ...token.pieces.slice(1)];
  const { text, unknown } = joined(state, value);
  return { name, variable: { text: unknown === null ? text : null, place } };
}

/** The words that a written word becomes: an unquoted variable may be several, or none. */
function wordsOfToken(state: State, token: WordToken): readonly Word[] {
  const { path, offset } = state.run;
  const place = { path, start: offset + token.start, end: offset + token.end };
  const [piece] = token.pieces;
  if (piece?.kind === "variable" && token.pieces.length === 1) {
    if (piece.name === "@" || piece.name === "*") return state.run.args.slice(1);
    if (!piece.isQuoted) {
      const { text, unknown } = expanded(state, piece);
      if (unknown !== null) return [{ text, unknown, isOpen: true, place }];
      state.budget.left -= text.length;
      return text
        .split(/\s+/)
        .filter((one) => one !== "")
        .map((one) => ({ text: one, unknown: null, isOpen: false, place }));
    }
  }
  const { text, unknown } = joined(state, token.pieces);
  const isOpen =
    unknown !== null && token.pieces.length === 1 && piece?.kind === "computed" && !piece.isQuoted;
  return [{ text, unknown, isOpen, place }];
}

interface Known {
  readonly text: string;
  readonly unknown: string | null;
}

function joined(state: State, pieces: readonly Piece[]): Known {
  let unknown: string | null = null;
  let text = "";
  for (const piece of pieces) {
    const value =
      piece.kind === "text" ? { text: piece.text, unknown: unknownIn(piece.text) } : expanded(state, piece);
    unknown ??= value.unknown;
    if (text.length + value.text.length > MOST_LETTERS) return { text: "", unknown: TOO_LONG };
    text += value.text;
  }
  state.budget.left -= text.length;
  return { text, unknown };
}

function expanded(state: State, piece: Exclude<Piece, { kind: "text" }>): Known {
  if (piece.kind === "computed") return { text: piece.text, unknown: `\`${shortened(piece.text, 30)}\`` };
  const { name, fallback } = piece;
  const isUnknown = { text: `$${name}`, unknown: `the variable ${name}` };
  if (/^\d$/.test(name)) return state.run.args[Number(name)] ?? isUnknown;
  const variable = state.variables.get(name);
  if (variable !== undefined) {
    if (variable.text === null) return isUnknown;
    return { text: variable.text === "" && fallback !== null ? fallback : variable.text, unknown: null };
  }
  return fallback !== null && !state.hasOthers ? { text: fallback, unknown: unknownIn(fallback) } : isUnknown;
}
