/** A part of a word of a script. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  /** `$NAME`, `${NAME}`, `${NAME:-fallback}`. */
  | {
      readonly kind: "variable";
      readonly name: string;
      readonly fallback: string | null;
      readonly isQuoted: boolean;
    }
  /** What only a shell can work out: `$(cat file)`, `$((1 + 1))`, `${NAME%.*}`. */
  | { readonly kind: "computed"; readonly text: string; readonly isQuoted: boolean };

/** A word or an operator of a script, with its offsets. */
export type Token =
  | {
      readonly kind: "word";
      readonly pieces: readonly Piece[];
      readonly start: number;
      readonly end: number;
      readonly isQuoted: boolean;
    }
  | { readonly kind: "sign"; readonly text: string };

/** A script as tokens, and the scripts inside `$(…)`, whose commands run too. */
export interface Script {
  readonly tokens: readonly Token[];
  readonly inner: readonly { readonly start: number; readonly text: string }[];
}

const NAME = /[A-Za-z_]\w*/y;
const EXPANSION = /\$\{([A-Za-z_]\w*|[@*\d])(?:(:?[-=])([^{}]*))?\}/y;
const BRACED = /\$\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*\}/y;
const PLAIN = /(?:(?!\{[{%])[^\s"'\\$`;&|()<>#])+/y;
const HERE_DOCUMENT = /<<-?[ \t]*(["']?)([A-Za-z_]\w*)\1/y;
/** What a template engine fills in before a shell sees it. */
const TEMPLATE = /\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}/y;
const REDIRECTION = /(?:<<<|<>|>>|>\||[<>]&?)/y;

/**
 * A reading of POSIX shell and Bash that is good enough for commands in manifests: quotes, escapes, comments, variables,
 * here-documents and redirections. Takes time in proportion to the script's length.
 */
export function lex(script: string): Script {
  return new Lexer(script).run();
}

/** Reads from left to right and never goes back. */
class Lexer {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  readonly #inner: { start: number; text: string }[] = [];
  #at = 0;
  #ends: string[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  run(): Script {
    while (this.#at < this.#text.length) this.#step();
    return { tokens: this.#tokens, inner: this.#inner };
  }

  #step(): void {
    const char = this.#text[this.#at] ?? "";
    if (char === "\n") this.#newline();
    else if (/\s/.test(char)) this.#at++;
    else if (char === "\\" && /\r?\n/y.test(this.#text.slice(this.#at + 1, this.#at + 3))) this.#at += 2;
    else if (char === "#") this.#at = this.#endOfLine();
    else if (char === "<" && this.#match(HERE_DOCUMENT, (found) => this.#ends.push(found[2] ?? ""))) return;
    else if (char === "<" || char === ">") this.#redirection();
    else if (";&|()".includes(char)) this.#sign();
    else this.#word();
  }

  #newline(): void {
    this.#tokens.push({ kind: "sign", text: "\n" });
    this.#at++;
    for (const end of this.#ends) this.#skipDocument(end);
    this.#ends = [];
  }

  #skipDocument(end: string): void {
    while (this.#at < this.#text.length) {
      const stop = this.#endOfLine();
      const line = this.#text.slice(this.#at, stop);
      this.#at = stop + 1;
      if (line.trim() === end) return;
    }
  }

  #endOfLine(): number {
    const end = this.#text.indexOf("\n", this.#at);
    return end < 0 ? this.#text.length : end;
  }

  /** `> file`, `2>&1`, `<<< word`: what is behind it is not part of the command. */
  #redirection(): void {
    const begin = this.#at;
    this.#match(REDIRECTION, () => {});
    const last = this.#tokens.at(-1);
    const isDescriptor = last?.kind === "word" && /^\d$/.test(this.#text.slice(last.start, last.end));
    if (isDescriptor && last.end === begin) this.#tokens.pop();
    while (this.#text[this.#at] === " " || this.#text[this.#at] === "\t") this.#at++;
    if (/[\s;&|()<>]|^$/.test(this.#text[this.#at] ?? "")) return;
    this.#word();
    this.#tokens.pop();
  }

  #sign(): void {
    const two = this.#text.slice(this.#at, this.#at + 2);
    const text = ["&&", "||", ";;"].includes(two) ? two : (this.#text[this.#at] ?? "");
    // `&>` and `>&` redirect both streams.
    if (text === "&" && two === "&>") {
      this.#at++;
      this.#redirection();
      return;
    }
    this.#tokens.push({ kind: "sign", text });
    this.#at += text.length;
  }

  #word(): void {
    const start = this.#at;
    const pieces: Piece[] = [];
    let isQuoted = false;
    for (;;) {
      const char = this.#text[this.#at] ?? "";
      if (char === "" || /[\s;&|()<>]/.test(char)) break;
      if (char === '"' || char === "'") isQuoted = true;
      if (
        char === "{" &&
        this.#match(TEMPLATE, ([text]) => pieces.push({ kind: "computed", text, isQuoted }))
      )
        continue;
      if (char === '"') this.#doubleQuoted(pieces);
      else if (char === "'") this.#singleQuoted(pieces);
      else if (char === "\\") this.#escape(pieces);
      else if (char === "$") this.#dollar(pieces, false);
      else if (char === "`") this.#backticks(pieces, false);
      else if (!this.#match(PLAIN, (found) => pieces.push({ kind: "text", text: found[0] }))) {
        // A `#` inside a word.
        pieces.push({ kind: "text", text: char });
        this.#at++;
      }
    }
    this.#tokens.push({ kind: "word", pieces, start, end: this.#at, isQuoted });
  }

  #escape(pieces: Piece[]): void {
    const next = this.#text[this.#at + 1] ?? "";
    if (next !== "\n") pieces.push({ kind: "text", text: next });
    this.#at += 2;
  }

  #singleQuoted(pieces: Piece[]): void {
    const end = this.#text.indexOf("'", this.#at + 1);
    const stop = end < 0 ? this.#text.length : end;
    pieces.push({ kind: "text", text: this.#text.slice(this.#at + 1, stop) });
    this.#at = stop + 1;
  }

  #doubleQuoted(pieces: Piece[]): void {
    this.#at++;
    let text = "";
    const flush = (): void => {
      if (text !== "") pieces.push({ kind: "text", text });
      text = "";
    };
    for (;;) {
      const char = this.#text[this.#at] ?? "";
      if (char === "" || char === '"') break;
      if (char === "$" || char === "`") {
        flush();
        if (char === "$") this.#dollar(pieces, true);
        else this.#backticks(pieces, true);
      } else if (char === "\\") {
        const next = this.#text[this.#at + 1] ?? "";
        if (next !== "\n") text += '"\\$`'.includes(next) ? next : `\\${next}`;
        this.#at += 2;
      } else {
        text += char;
        this.#at++;
      }
    }
    flush();
    // Empty quotes are still a word.
    if (pieces.length === 0) pieces.push({ kind: "text", text: "" });
    this.#at++;
  }

  #dollar(pieces: Piece[], isQuoted: boolean): void {
    const variable = ({ 1: name = "", 2: operator, 3: fallback }: RegExpExecArray): void => {
      if (operator !== undefined && fallback !== undefined && /[$`"']/.test(fallback))
        pieces.push({ kind: "computed", text: `\${${name}…}`, isQuoted });
      else pieces.push({ kind: "variable", name, fallback: fallback ?? null, isQuoted });
    };
    const computed = ([text]: RegExpExecArray): void =>
      void pieces.push({ kind: "computed", text, isQuoted });
    if (this.#match(EXPANSION, variable) || this.#match(BRACED, computed)) return;
    const next = this.#text[this.#at + 1] ?? "";
    if (next === "(") this.#substitution(pieces, isQuoted);
    else if (next === "'" && !isQuoted) {
      this.#at++;
      this.#singleQuoted(pieces);
    } else {
      this.#at++;
      const isNamed = this.#match(NAME, ([name]) =>
        pieces.push({ kind: "variable", name, fallback: null, isQuoted }),
      );
      if (isNamed) return;
      if (/[@*\d]/.test(next)) pieces.push({ kind: "variable", name: next, fallback: null, isQuoted });
      else if (/[?$!#-]/.test(next)) pieces.push({ kind: "computed", text: `$${next}`, isQuoted });
      else {
        pieces.push({ kind: "text", text: "$" });
        return;
      }
      this.#at++;
    }
  }

  /** `$(…)` and `$((…))`, with what is nested in them; without an end it goes to the end of the script. */
  #substitution(pieces: Piece[], isQuoted: boolean): void {
    const start = this.#at;
    const isArithmetic = this.#text.startsWith("$((", start);
    let depth = 0;
    let at = start + 1;
    for (; at < this.#text.length; at++) {
      const char = this.#text[at];
      if (char === "(") depth++;
      else if (char === ")" && --depth === 0) break;
    }
    this.#at = Math.min(at + 1, this.#text.length);
    pieces.push({ kind: "computed", text: this.#text.slice(start, this.#at), isQuoted });
    if (!isArithmetic && at < this.#text.length)
      this.#inner.push({ start: start + 2, text: this.#text.slice(start + 2, at) });
  }

  #backticks(pieces: Piece[], isQuoted: boolean): void {
    const end = this.#text.indexOf("`", this.#at + 1);
    const stop = end < 0 ? this.#text.length : end;
    pieces.push({ kind: "computed", text: this.#text.slice(this.#at, stop + 1), isQuoted });
    if (end >= 0) this.#inner.push({ start: this.#at + 1, text: this.#text.slice(this.#at + 1, stop) });
    this.#at = stop + 1;
  }

  #match(pattern: RegExp, found: (match: RegExpExecArray) => void): boolean {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return false;
    this.#at += match[0].length;
    found(match);
    return true;
  }
}
