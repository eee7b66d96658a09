import type { Json } from "../../src/edit/operation.ts";

/** How a test document is printed. Every field is a habit seen in real repositories. */
export interface Layout {
  readonly name: string;
  readonly indent: number;
  readonly seqIndent: number;
  readonly dashGap: number;
  /** Depth from which collections are printed in flow style; Infinity for never. */
  readonly flowFrom: number;
  readonly flowPadding: boolean;
  readonly flowSpread: boolean;
  /** How the lines inside brackets are indented, and the closing bracket; at the margin all of them begin the line. */
  readonly flowLines: "inside" | "closed at the key's column" | "at the margin";
  readonly json: "no" | "spread" | "compact";
  readonly comments: boolean;
  readonly blankLines: boolean;
  readonly lineEnd: "\n" | "\r\n";
  readonly finalNewline: boolean;
  readonly head: string;
  readonly quoteKeys: boolean;
  readonly quote: "'" | '"' | "";
  readonly dashAlone: boolean;
  readonly nullText: string;
}

export const BASE: Layout = {
  name: "kubectl's own",
  indent: 2,
  seqIndent: 0,
  dashGap: 1,
  flowFrom: Number.POSITIVE_INFINITY,
  flowPadding: false,
  flowSpread: false,
  flowLines: "inside",
  json: "no",
  comments: false,
  blankLines: false,
  lineEnd: "\n",
  finalNewline: true,
  head: "",
  quoteKeys: false,
  quote: "",
  dashAlone: false,
  nullText: "null",
};

const variant = (name: string, change: Partial<Layout>): Layout => ({ ...BASE, ...change, name });

export const LAYOUTS: readonly Layout[] = [
  BASE,
  variant("indented lists", { seqIndent: 2 }),
  variant("four spaces", { indent: 4, seqIndent: 4 }),
  variant("four spaces, lists by two", { indent: 4, seqIndent: 2 }),
  variant("three spaces, wide dashes", { indent: 3, seqIndent: 1, dashGap: 3 }),
  variant("comments everywhere", { comments: true, seqIndent: 2 }),
  variant("comments, un-indented lists", { comments: true }),
  variant("blank lines", { blankLines: true, comments: true }),
  variant("CRLF", { lineEnd: "\r\n", comments: true }),
  variant("CRLF without a final line end", { lineEnd: "\r\n", finalNewline: false }),
  variant("no final line end", { finalNewline: false }),
  variant("no final line end, comments", { finalNewline: false, comments: true, seqIndent: 2 }),
  variant("byte order mark", { head: "\ufeff" }),
  variant("marker and comment first", { head: "# licence\n---\n# about\n" }),
  variant("directive first", { head: "%YAML 1.2\n---\n" }),
  variant("flow from the third level", { flowFrom: 3 }),
  variant("flow from the second level, padded", { flowFrom: 2, flowPadding: true }),
  variant("flow over several lines", { flowFrom: 2, flowSpread: true }),
  variant("flow closed at its key's column", {
    flowFrom: 2,
    flowSpread: true,
    flowLines: "closed at the key's column",
  }),
  variant("flow closed at its key's column, CRLF, comments", {
    flowFrom: 3,
    flowSpread: true,
    flowLines: "closed at the key's column",
    lineEnd: "\r\n",
    comments: true,
  }),
  variant("flow at the margin", { flowFrom: 2, flowSpread: true, flowLines: "at the margin" }),
  variant("all flow", { flowFrom: 0 }),
  variant("JSON", { json: "spread" }),
  variant("JSON in four spaces, CRLF", { json: "spread", indent: 4, lineEnd: "\r\n" }),
  variant("compact JSON", { json: "compact", finalNewline: false }),
  variant("quoted keys, single quotes", { quoteKeys: true, quote: "'" }),
  variant("double quotes", { quote: '"' }),
  variant("dash alone on its line", { dashAlone: true, seqIndent: 2 }),
  variant("empty values", { nullText: "" }),
  variant("empty values with comments", { nullText: "", comments: true }),
  variant("tilde", { nullText: "~" }),
];

/** Prints a value; deterministic, and deliberately not with the engine's own printer. */
export function print(value: Json, layout: Layout): string {
  const printer = new Printer(layout);
  const body = layout.json === "no" ? printer.block(value) : printer.json(value);
  const text = layout.head.replaceAll("\n", layout.lineEnd) + body.replaceAll("\n", layout.lineEnd);
  return layout.finalNewline ? text : text.replace(/(?:\r?\n)+$/, "");
}

class Printer {
  readonly #layout: Layout;
  #count = 0;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  json(value: Json): string {
    const { json, indent } = this.#layout;
    return json === "compact" ? `${JSON.stringify(value)}\n` : `${JSON.stringify(value, null, indent)}\n`;
  }

  block(value: Json): string {
    if (this.#layout.flowFrom === 0) return `${this.#flow(value, 0)}\n`;
    return this.#lines(value, 0, 0)
      .map((line) => `${line}\n`)
      .join("");
  }

  #lines(value: Json, column: number, depth: number): string[] {
    const pad = " ".repeat(column);
    if (Array.isArray(value)) return (value as Json[]).flatMap((item) => this.#item(item, column, depth));
    return Object.entries(value as { [key: string]: Json }).flatMap(([key, child], index) => {
      const lead: string[] = [];
      if (this.#layout.blankLines && index > 0 && depth < 3) lead.push("");
      if (this.#layout.comments) lead.push(`${pad}# about ${key} ${this.#count++}`);
      const head = `${pad}${this.#key(key)}:`;
      return [...lead, ...this.#behind(head, child, column, depth)];
    });
  }

  #behind(head: string, value: Json, column: number, depth: number): string[] {
    const tail = this.#layout.comments ? `   # eol ${this.#count++}` : "";
    const isBlock =
      typeof value === "object" &&
      value !== null &&
      Object.keys(value).length > 0 &&
      depth + 1 < this.#layout.flowFrom;
    if (!isBlock) {
      const text = this.#flow(value, column);
      return text === "" ? [head + tail] : [`${head} ${text}${text.includes("\n") ? "" : tail}`];
    }
    const inner = Array.isArray(value) ? column + this.#layout.seqIndent : column + this.#layout.indent;
    return [head + tail, ...this.#lines(value, inner, depth + 1)];
  }

  #item(item: Json, column: number, depth: number): string[] {
    const pad = " ".repeat(column);
    const gap = " ".repeat(this.#layout.dashGap);
    const isBlock =
      typeof item === "object" &&
      item !== null &&
      Object.keys(item).length > 0 &&
      depth + 1 < this.#layout.flowFrom;
    if (!isBlock) return [`${pad}-${gap}${this.#flow(item, column) || "null"}`];
    const inner = column + 1 + this.#layout.dashGap;
    const lines = this.#lines(item, inner, depth + 1);
    if (this.#layout.dashAlone) return [`${pad}-`, ...lines];
    const first = lines.findIndex((line) => line.trim() !== "" && !line.trim().startsWith("#"));
    const [lead, rest] = [lines.slice(0, first), lines.slice(first)];
    const comments = lead.map((line) => pad + line.trim());
    return [...comments, `${pad}-${gap}${(rest[0] ?? "").slice(inner)}`, ...rest.slice(1)];
  }

  #flow(value: Json, column: number): string {
    if (value === null) return this.#layout.nullText;
    if (typeof value === "string") return this.#string(value);
    if (typeof value !== "object") return String(value);
    const { flowPadding, flowSpread, flowLines } = this.#layout;
    const parts = Array.isArray(value)
      ? (value as Json[]).map((item) => this.#flow(item, column + 2) || "null")
      : Object.entries(value as { [key: string]: Json }).map(
          ([key, child]) => `${this.#key(key)}: ${this.#flow(child, column + 2) || "null"}`,
        );
    const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
    if (parts.length === 0) return open + close;
    if (flowSpread) {
      const inner = `\n${" ".repeat(flowLines === "at the margin" ? 0 : column + 2)}`;
      const outer = { inside: column + 1, "closed at the key's column": column, "at the margin": 0 }[
        flowLines
      ];
      return `${open}${inner}${parts.join(`,${inner}`)}\n${" ".repeat(outer)}${close}`;
    }
    const padding = flowPadding ? " " : "";
    return `${open}${padding}${parts.join(", ")}${padding}${close}`;
  }

  #key(key: string): string {
    return this.#layout.quoteKeys ? `"${key}"` : key;
  }

  #string(value: string): string {
    const { quote } = this.#layout;
    if (quote === "'" && !value.includes("\n")) return `'${value.replaceAll("'", "''")}'`;
    const isPlain =
      /^[A-Za-z][\w./-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value);
    return isPlain && quote === "" ? value : JSON.stringify(value);
  }
}
