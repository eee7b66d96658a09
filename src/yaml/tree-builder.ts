import { COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from "js-yaml";
import type { Span } from "../kernel/span.ts";
import { AliasBudget } from "./alias-budget.ts";
import { aliasReason } from "./alias-reason.ts";
import { propertiesOf, styleOf } from "./event-facts.ts";
import type { ReadFailureKind, ReadResult } from "./read-result.ts";
import { skipSpace } from "./skip-space.ts";
import type { AliasNode, MapEntry, MapNode, ScalarNode, SeqNode, YamlNode } from "./tree.ts";

interface Unread {
  readonly problem: ReadFailureKind;
  readonly offset: number;
  readonly reason: string;
  readonly other?: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** From how many keys on a map's keys are remembered by name. */
const MANY_KEYS = 16;

/** Builds the neutral tree of one document from the events of its text. */
export class TreeBuilder {
  readonly #text: string;
  readonly #slice: string;
  readonly #base: number;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, YamlNode>();
  readonly #aliases = new Map<YamlNode, AliasNode[]>();
  /** Keys of maps with many of them, by name; a key that is no plain name stands for itself. */
  readonly #names = new Map<readonly MapEntry[], Map<string | YamlNode, YamlNode>>();
  readonly #budget = new AliasBudget<YamlNode>();
  #at = 0;
  /** End of the last token read, absolute: where the search for what follows it begins. */
  #last: number;
  #unread: Unread | null = null;

  constructor(text: string, slice: string, base: number, events: readonly Event[]) {
    this.#text = text;
    this.#slice = slice;
    this.#base = base;
    this.#events = events;
    this.#last = base;
  }

  build(): ReadResult {
    let root: YamlNode | null = null;
    let documents = 0;
    while (this.#at < this.#events.length) {
      const event = this.#events[this.#at];
      this.#at++;
      if (event?.type !== EVENT_ID.DOCUMENT) continue;
      if (++documents > 1) {
        this.#fail("several-documents", this.#last, "a second document begins without a marker");
        break;
      }
      root = this.#isEnd() ? null : this.#node();
    }
    if (root?.kind === "scalar" && root.span.start === root.span.end && root.anchor === null) root = null;
    const failure = this.#unread;
    if (failure !== null) return { ok: false, ...failure };
    return { ok: true, root, aliases: this.#aliases };
  }

  #isEnd(): boolean {
    return this.#events[this.#at]?.type === EVENT_ID.POP;
  }

  #fail(problem: ReadFailureKind, offset: number, reason: string, other?: number): void {
    this.#unread ??= other === undefined ? { problem, offset, reason } : { problem, offset, reason, other };
  }

  #node(): YamlNode {
    const event = this.#events[this.#at++];
    if (event === undefined) throw new Error("event stream ended early");
    this.#budget.count();
    if (event.type === EVENT_ID.ALIAS) return this.#alias(event.anchorStart, event.anchorEnd);
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event);
    if (event.type === EVENT_ID.MAPPING) return this.#map(event);
    if (event.type === EVENT_ID.SEQUENCE) return this.#seq(event);
    throw new Error(`unexpected event ${event.type}`);
  }

  #alias(start: number, end: number): YamlNode {
    const name = this.#slice.slice(start, end);
    const span = { start: this.#base + start - 1, end: this.#base + end };
    this.#last = span.end;
    const target = this.#anchors.get(name);
    if (target === undefined) {
      this.#fail("unknown-alias", span.start, aliasReason("unknown-alias", name));
      return {
        kind: "scalar",
        style: "plain",
        text: "",
        span,
        outerStart: span.start,
        anchor: null,
        tag: null,
      };
    }
    const excess = this.#budget.repeat(target);
    if (excess !== null) this.#fail(excess, span.start, aliasReason(excess, name));
    const node: AliasNode = {
      kind: "alias",
      name,
      target,
      span,
      outerStart: span.start,
      anchor: null,
      tag: null,
    };
    const users = this.#aliases.get(target);
    if (users === undefined) this.#aliases.set(target, [node]);
    else users.push(node);
    return node;
  }

  #scalar(event: Extract<Event, { type: 4 }>): YamlNode {
    const { anchor, tag, outerStart, outerEnd } = propertiesOf(event, this.#slice, this.#base);
    const span = this.#scalarSpan(event, outerEnd);
    const node: ScalarNode = {
      kind: "scalar",
      style: event.valueStart < 0 ? "plain" : styleOf(event.style),
      text: event.fast
        ? this.#slice.slice(event.valueStart, event.valueEnd)
        : getScalarValue(this.#slice, event),
      span,
      outerStart: Math.min(outerStart, span.start),
      anchor,
      tag,
    };
    this.#last = span.end;
    this.#remember(node);
    return node;
  }

  #scalarSpan({ valueStart, valueEnd, style }: Extract<Event, { type: 4 }>, after: number): Span {
    if (valueStart < 0) return this.#emptySpan(after);
    const start = this.#base + valueStart;
    const end = this.#base + valueEnd;
    switch (style) {
      case SCALAR_STYLE.SINGLE_QUOTED:
      case SCALAR_STYLE.DOUBLE_QUOTED:
        return { start: start - 1, end: end + 1 };
      case SCALAR_STYLE.LITERAL_BLOCK:
        return { start: this.#blockHeader(start, "|"), end };
      case SCALAR_STYLE.FOLDED_BLOCK:
        return { start: this.#blockHeader(start, ">"), end };
      default:
        return { start, end };
    }
  }

  /** The `|` or `>` of a block scalar stands on the line before its text, behind key, tag and anchor. */
  #blockHeader(textStart: number, indicator: string): number {
    const from = this.#skipSpace(this.#last);
    const at = this.#text.indexOf(indicator, from);
    return at >= 0 && at < textStart ? at : textStart;
  }

  /** Where a value that is not written would stand: right behind the `:`, `-`, anchor or tag before it. */
  #emptySpan(after: number): Span {
    if (after > this.#last) return { start: after, end: after };
    let at = this.#skipSpace(this.#last);
    const code = this.#text.charCodeAt(at);
    if (code === 58 || code === 45 || code === 63) at++;
    else at = this.#last;
    return { start: at, end: at };
  }

  /** Skips white space, line ends and comments. */
  #skipSpace(from: number): number {
    return skipSpace(this.#text, from, { start: this.#base, end: this.#base + this.#slice.length });
  }

  #map(event: Extract<Event, { type: 3 }>): YamlNode {
    const properties = propertiesOf(event, this.#slice, this.#base);
    const start = this.#base + event.start;
    const flow = event.style === COLLECTION_STYLE.FLOW;
    const entries: MapEntry[] = [];
    const node: Mutable<MapNode> = {
      kind: "map",
      flow,
      entries,
      span: { start, end: start },
      outerStart: Math.min(properties.outerStart, start),
      anchor: properties.anchor,
      tag: properties.tag,
    };
    this.#remember(node);
    if (node.anchor !== null) this.#budget.open(node);
    this.#last = flow ? start + 1 : Math.max(start, properties.outerEnd);
    while (!this.#isEnd()) {
      const key = this.#node();
      const name = key.kind === "scalar" && key.tag === null ? key.text : null;
      if (name !== null) this.#refuseTwice(entries, name, key);
      const value = this.#node();
      entries.push({ key, name, value });
    }
    this.#at++;
    node.span = { start, end: this.#closing(flow, start) };
    if (node.anchor !== null) this.#budget.close(node);
    return node;
  }

  /** Maps are small, nearly all of them: looking through the keys costs less than remembering them. */
  #refuseTwice(entries: readonly MapEntry[], name: string, key: YamlNode): void {
    // One is enough; and a text of 400,000 equal keys must not be looked through for each of them.
    if (this.#unread !== null) return;
    if (entries.length > MANY_KEYS) {
      this.#refuseTwiceAmongMany(entries, name, key);
      return;
    }
    for (const entry of entries) if (entry.name === name) this.#failTwice(name, key, entry.key);
  }

  #refuseTwiceAmongMany(entries: readonly MapEntry[], name: string, key: YamlNode): void {
    let names = this.#names.get(entries);
    if (names === undefined) {
      names = new Map();
      this.#names.set(entries, names);
    }
    for (let index = names.size; index < entries.length; index++) {
      const entry = entries[index] as MapEntry;
      names.set(entry.name ?? entry.key, entry.key);
    }
    const first = names.get(name);
    if (first !== undefined) this.#failTwice(name, key, first);
  }

  #failTwice(name: string, key: YamlNode, first: YamlNode): void {
    const reason = `the key ${JSON.stringify(name)} occurs twice in one map`;
    this.#fail("duplicate-key", key.span.start, reason, first.span.start);
  }

  #seq(event: Extract<Event, { type: 2 }>): YamlNode {
    const properties = propertiesOf(event, this.#slice, this.#base);
    const start = this.#base + event.start;
    const flow = event.style === COLLECTION_STYLE.FLOW;
    const items: YamlNode[] = [];
    const node: Mutable<SeqNode> = {
      kind: "seq",
      flow,
      items,
      span: { start, end: start },
      outerStart: Math.min(properties.outerStart, start),
      anchor: properties.anchor,
      tag: properties.tag,
    };
    this.#remember(node);
    if (node.anchor !== null) this.#budget.open(node);
    this.#last = flow ? start + 1 : Math.max(start, properties.outerEnd);
    while (!this.#isEnd()) items.push(this.#node());
    this.#at++;
    node.span = { start, end: this.#closing(flow, start) };
    if (node.anchor !== null) this.#budget.close(node);
    return node;
  }

  /**
   * A flow collection ends behind its bracket, a block collection with its last content; so does the map that
   * `[a: b]` has without brackets of its own.
   */
  #closing(flow: boolean, start: number): number {
    const opening = this.#text.charCodeAt(start);
    if (flow && (opening === 91 || opening === 123)) {
      let at = this.#skipSpace(this.#last);
      // A trailing comma, and the `:` or `?` of a last entry without a value.
      while (isFlowRest(this.#text.charCodeAt(at))) at = this.#skipSpace(at + 1);
      this.#last = at + 1;
    }
    return Math.max(this.#last, start);
  }

  #remember(node: YamlNode): void {
    if (node.anchor !== null) this.#anchors.set(node.anchor, node);
  }
}

function isFlowRest(code: number): boolean {
  return code === 44 || code === 58 || code === 63;
}
