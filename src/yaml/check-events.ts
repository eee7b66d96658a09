import { EVENT_ID, type Event } from "js-yaml";
import { AliasBudget } from "./alias-budget.ts";
import { aliasReason } from "./alias-reason.ts";
import type { FailedRead } from "./read-result.ts";

type NodeEvent = Exclude<Event, { type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP }>;
type CollectionEvent = Extract<Event, { type: typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING }>;
type AliasEvent = Extract<Event, { type: typeof EVENT_ID.ALIAS }>;

/** A collection that has begun and not ended. */
interface Open {
  readonly event: CollectionEvent;
  /** Nodes in it so far: in a map the even ones are keys. */
  nodes: number;
}

interface Check {
  readonly slice: string;
  /** Offset of the slice in its file. */
  readonly base: number;
  readonly budget: AliasBudget<Event>;
  readonly anchors: Map<string, Event>;
  readonly open: Open[];
}

/**
 * What the events do not rule out, and kubectl's reader does: aliases of nothing, of themselves or of too much
 * (go-yaml v2 `decode.go`: "unknown anchor", "value contains itself", "excessive aliasing"), and keys that are maps or
 * lists ("invalid map key"). Null where nothing is wrong. `base` is the offset of `slice` in its file.
 */
export function checkEvents(events: readonly Event[], slice: string, base: number): FailedRead | null {
  const check: Check = { slice, base, budget: new AliasBudget(), anchors: new Map(), open: [] };
  let documents = 0;
  for (const event of events) {
    if (event.type === EVENT_ID.POP) close(check);
    else if (event.type !== EVENT_ID.DOCUMENT) {
      const failure = checkNode(check, event);
      if (failure !== null) return failure;
      // kubectl reads the first document between two markers and passes over the rest.
    } else if (++documents > 1) return null;
  }
  return null;
}

/** The end of a collection, or of the document: then nothing is open. */
function close({ open, budget }: Check): void {
  const event = open.pop()?.event;
  if (event !== undefined && event.anchorStart >= 0) budget.close(event);
}

function checkNode(check: Check, event: NodeEvent): FailedRead | null {
  const { slice, budget, anchors, open } = check;
  const parent = open.at(-1);
  const isKey = parent?.event.type === EVENT_ID.MAPPING && parent.nodes % 2 === 0;
  if (parent !== undefined) parent.nodes++;
  budget.count();
  if (event.type === EVENT_ID.ALIAS) return checkAlias(check, event);
  if (event.anchorStart >= 0) anchors.set(slice.slice(event.anchorStart, event.anchorEnd), event);
  if (event.type === EVENT_ID.SCALAR) return null;
  if (isKey) return collectionAsKey(check, event);
  if (event.anchorStart >= 0) budget.open(event);
  open.push({ event, nodes: 0 });
  return null;
}

function checkAlias(
  { slice, base, anchors, budget }: Check,
  { anchorStart, anchorEnd }: AliasEvent,
): FailedRead | null {
  const name = slice.slice(anchorStart, anchorEnd);
  const target = anchors.get(name);
  const problem = target === undefined ? "unknown-alias" : budget.repeat(target);
  if (problem === null) return null;
  return { ok: false, problem, offset: base + anchorStart - 1, reason: aliasReason(problem, name) };
}

function collectionAsKey({ base }: Check, { type, start }: CollectionEvent): FailedRead {
  const what = type === EVENT_ID.MAPPING ? "a map" : "a list";
  const reason = `a key must be text, but this one is ${what}`;
  return { ok: false, problem: "syntax", offset: base + start, reason };
}
