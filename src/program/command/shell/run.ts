import { shortened } from "../../../kernel/words.ts";
import type { FieldPath } from "../../../yaml/tree.ts";
import { MOST_LETTERS, unknownIn } from "../words/references.ts";
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
  /** What stands behind the script: `$0`, `$1` and so on. */
  readonly args: readonly Word[];
}

/** Scripts in scripts are read to this depth. */
const DEPTH = 4;

/** Further variables of a script are taken for unknown ones: each process gets a copy of all. */
const MOST_VARIABLES = 200;

/** Words before a program that start it, or under whose condition it runs. */
const BEFORE: ReadonlySet<string> = new Set([
  ...["exec", "time", "nohup", "sudo", "command", "builtin", "!", "{", "}"],
  ...["if", "then", "elif", "else", "do", "while", "until"],
]);

const OPENS_BRANCH: ReadonlySet<string> = new Set(["if", "case"]);
const OPENS_LOOP: ReadonlySet<string> = new Set(["for", "while", "until", "select"]);
const CLOSES: Readonly<Record<string, "branch" | "loop">> = { fi: "branch", esac: "branch", done: "loop" };
const SETS: ReadonlySet<string> = new Set(["export", "declare", "local", "readonly", "typeset"]);
const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?)=/;

/** The programs that a script starts, in the order in which it is written. Nothing is run. */
export function processesOfScript(run: ScriptRun, depth = 0): readonly Process[] {
  if (depth >= DEPTH) return [];
  const { tokens, inner } = lex(run.text);
  const state: State = {
    run,
    variables: new Map(run.variables),
    hasOthers: run.hasOtherVariables,
    branches: 0,
    loops: 0,
  };
  const processes: Process[] = [];
  let words: WordToken[] = [];
  for (const token of [...tokens, { kind: "sign", text: "\n" } as const]) {
    if (token.kind === "word") words.push(token);
    else {
      processes.push(...commandOf(state, words, token.text === "&"));
      words = [];
    }
  }
  const within = inner.flatMap(({ start, text }) =>
    processesOfScript(
      {
        ...run,
        text,
        offset: run.offset + start,
        variables: state.variables,
        hasOtherVariables: state.hasOthers,
      },
      depth + 1,
    ),
  );
  return [...within, ...processes];
}

type WordToken = Extract<Token, { kind: "word" }>;

/** What is known at a point of the script. */
interface State {
  readonly run: ScriptRun;
  readonly variables: Map<string, Variable>;
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
  const words = command.flatMap((token) => wordsOfToken(state, token));
  const program = words[0]?.text ?? "";
  if (SETS.has(program)) {
    for (const token of command.slice(1)) {
      const assigned = assignmentIn(state, token);
      if (assigned !== null) set(state, assigned.name, assigned.variable);
    }
  }
  if (program === "source" || program === ".") state.hasOthers = true;
  if (program === "read") for (const { text } of words.slice(1)) state.variables.set(text, UNKNOWN);
  if (words.length === 0) return [];
  return [
    {
      words,
      variables: new Map([...state.variables, ...own]),
      hasOtherVariables: state.hasOthers,
      isBackground,
      isRepeated: state.loops > 0,
      isConditional: state.branches > 0,
    },
  ];
}

const UNKNOWN: Variable = { text: null, place: null };

/** A value that only one branch sets may be another in the end. */
function set(state: State, name: string, variable: Variable): void {
  if (state.variables.size >= MOST_VARIABLES && !state.variables.has(name)) {
    state.hasOthers = true;
    return;
  }
  const isSame = state.variables.get(name)?.text === variable.text;
  state.variables.set(name, state.branches > 0 && !isSame ? UNKNOWN : variable);
}

/** Takes off what opens a block or starts a program, and counts the blocks. */
function withoutOpening(state: State, tokens: readonly WordToken[]): readonly WordToken[] {
  let first = 0;
  for (; first < tokens.length; first++) {
    const word = plainText(tokens[first]);
    if (OPENS_BRANCH.has(word)) state.branches++;
    if (OPENS_LOOP.has(word)) state.loops++;
    const closes = CLOSES[word];
    if (closes === "branch") state.branches = Math.max(0, state.branches - 1);
    if (closes === "loop") state.loops = Math.max(0, state.loops - 1);
    if (closes !== undefined) return [];
    if (word === "for" || word === "select") {
      state.variables.set(plainText(tokens[first + 1]), UNKNOWN);
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
  return token.pieces.every(({ kind }) => kind === "text")
    ? token.pieces.map((piece) => (piece.kind === "text" ? piece.text : "")).join("")
    : "";
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
  const text = pieces
    .map((piece) => {
      const value =
        piece.kind === "text" ? { text: piece.text, unknown: unknownIn(piece.text) } : expanded(state, piece);
      unknown ??= value.unknown;
      return value.text;
    })
    .join("");
  if (text.length > MOST_LETTERS) return { text: "", unknown: "a value that is too long to be read" };
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
