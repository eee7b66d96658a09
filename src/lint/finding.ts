import type { KubeObject } from "../k8s/object.ts";
import type { Code } from "../kernel/codes/code.ts";
import { SEVERITIES, type Severity } from "../kernel/diagnostic.ts";
import { fingerprint } from "../kernel/fingerprint.ts";
import type { Location, Span } from "../kernel/span.ts";
import { sentence } from "../kernel/words.ts";
import type { WordPlace } from "../program/command/words/word.ts";
import { asScalar, at, landmark, textAt } from "../yaml/access.ts";
import { entryNamed } from "../yaml/entry-named.ts";
import type { SchemaDiagnostic } from "../yaml/field-diagnostic.ts";
import { locate } from "../yaml/source.ts";
import { spanOfText } from "../yaml/text-span.ts";
import { type FieldPath, formatPath, resolveAlias, type YamlNode } from "../yaml/tree.ts";
import type { Fix, Rule, RuleFinding } from "./rule.ts";

/** One finding, placed: what every format prints. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly message: string;
  /** Why it matters here; the rule's own reason where nothing more is known. */
  readonly why: string;
  /** What to do here; the rule's own advice where nothing more is known. */
  readonly advice: string;
  readonly location: Location;
  /** Null for what is about a file as a whole, such as a document that cannot be read. */
  readonly object: KubeObject | null;
  /** From the object's top; empty for the object itself. */
  readonly path: FieldPath;
  /** The part of the text at `path` that is meant; absent where all of it is. */
  readonly word?: WordPlace;
  readonly container: string | null;
  /** Which of a workload's pod sets it is about; null for a workload with one, and for what is no workload. */
  readonly role: string | null;
  readonly related: readonly { readonly message: string; readonly location: Location }[];
  readonly fix: Fix | null;
  /** What the reader says of a document that cannot be read; null where it was read. */
  readonly unreadable: Code | null;
  /**
   * Stays the same when lines move, containers are reordered or values change: made of the file, the rule, the
   * object and the field, with the names of list items in place of their numbers. Of several in one run that would be
   * the same the later ones end in `-2`, `-3` …
   */
  readonly fingerprint: string;
}

/** Places what a rule found; `role` is that of the pods, where the workload has pods of several roles. */
export function findingOf(
  rule: Rule,
  severity: Severity,
  subject: KubeObject,
  { role: ofPods = null, ...found }: RuleFinding & { readonly role?: string | null },
): Finding {
  const role = found.about === "object" ? null : ofPods;
  const object = found.object ?? subject;
  const span = spanOf(object, found);
  return {
    rule,
    severity: weaker(severity, found.severity ?? severity, rule.severity),
    message: role === null ? found.message : `${role}: ${found.message}`,
    why: found.why ?? rule.about().why,
    advice: found.advice ?? rule.about().advice,
    location: locationIn(object, found.path, span),
    object,
    path: found.path,
    ...(found.word !== undefined && { word: found.word }),
    container: found.container?.name ?? null,
    role,
    related: (found.related ?? []).map(({ object: other, path, message }) => ({
      message,
      location: locationIn(other, path, markOf(other.root, path)),
    })),
    fix: found.fix ?? null,
    unreadable: null,
    fingerprint: fingerprint(identityOf(rule.id, object, found.path)),
  };
}

/** Places what a schema does not allow. */
export function schemaFindingOf(
  rule: Rule,
  severity: Severity,
  object: KubeObject,
  { path, span, message, advice }: SchemaDiagnostic,
): Finding {
  return {
    rule,
    severity,
    message,
    why: rule.about().why,
    advice: sentence(advice),
    location: locationIn(object, path, span),
    object,
    path,
    container: null,
    role: null,
    related: [],
    fix: null,
    unreadable: null,
    fingerprint: fingerprint(identityOf(rule.id, object, path)),
  };
}

/** Finding of something that is no object. */
export function fileFinding(
  rule: Rule,
  severity: Severity,
  found: Pick<Finding, "message" | "advice" | "location"> & Partial<Pick<Finding, "related" | "unreadable">>,
): Finding {
  const { message, advice, location, related = [], unreadable = null } = found;
  return {
    rule,
    severity,
    message,
    why: rule.about().why,
    advice,
    location,
    object: null,
    path: [],
    container: null,
    role: null,
    related,
    fix: null,
    unreadable,
    fingerprint: fingerprint([rule.id, message].join("\n")),
  };
}

/** A finding in an object as a run leaves it, told of the object as it was: at the nearest field that was there. */
export function foundBefore(finding: Finding, object: KubeObject): Finding {
  const location = locationIn(object, finding.path, spanOf(object, finding));
  return { ...finding, object, location, related: [], fix: null };
}

/** Where a span of an object's text is. */
function locationIn(object: KubeObject, path: FieldPath, span: Span): Location {
  return locate(object.source, span, { document: object.document.index, path: formatPath(path) });
}

/** A finding that is less sure than its rule stays so, unless the user made the whole rule weaker still. */
export function weaker(configured: Severity, found: Severity, own: Severity): Severity {
  if (found === own) return configured;
  return SEVERITIES.indexOf(found) < SEVERITIES.indexOf(configured) ? found : configured;
}

/**
 * What to underline: a scalar itself, and the key of everything that is more than one word, on one line or many; for an
 * item of a list its first key. What is missing is shown at the deepest parent that exists.
 */
function markOf(root: YamlNode, path: FieldPath): Span {
  const node = landmark(root, path);
  if (node.kind === "scalar" || node.kind === "alias") return node.span;
  const key = keyOf(root, deepest(root, path));
  if (key !== null) return key.span;
  return node.kind === "map" ? (node.entries[0]?.key.span ?? node.span) : node.span;
}

function spanOf(
  object: KubeObject,
  { path, at: end, word }: Pick<RuleFinding, "path" | "at" | "word">,
): Span {
  if (word !== undefined && path.length > 0) return wordIn(object, word) ?? markOf(object.root, path);
  const key = end === "key" ? keyOf(object.root, path) : null;
  return key?.span ?? markOf(object.root, path);
}

function wordIn({ root, source }: KubeObject, word: WordPlace): Span | null {
  const node = asScalar(at(root, word.path));
  return node === null ? null : spanOfText(source.text, node, word);
}

function keyOf(root: YamlNode, path: FieldPath): YamlNode | null {
  const parent = path.length === 0 ? null : at(root, path.slice(0, -1));
  const map = parent === null ? null : resolveAlias(parent);
  const name = path.at(-1);
  if (map?.kind !== "map" || typeof name !== "string") return null;
  return entryNamed(map, name)?.key ?? null;
}

/** The part of a path that exists. */
function deepest(root: YamlNode, path: FieldPath): FieldPath {
  let length = path.length;
  while (length > 0 && at(root, path.slice(0, length)) === null) length--;
  return path.slice(0, length);
}

function identityOf(rule: string, object: KubeObject, path: FieldPath): string {
  const { apiVersion, kind, namespace, name } = object;
  return [rule, apiVersion.split("/")[0], kind, namespace ?? "", name, namedPath(object.root, path)].join(
    "\n",
  );
}

/** Items of lists by their `name` or `key`, so that another order is the same place. */
function namedPath(root: YamlNode, path: FieldPath): string {
  return path
    .map((step, index) => {
      if (typeof step === "string") return step;
      const item = at(root, path.slice(0, index + 1));
      return textAt(item, ["name"]) ?? textAt(item, ["key"]) ?? String(step);
    })
    .join("\t");
}

/** With the name of its file in its fingerprint, of which it has had the rest. */
export function identified(finding: Finding, nameOf: (file: string) => string): Finding {
  const { location, fingerprint: rest } = finding;
  return { ...finding, fingerprint: fingerprint([nameOf(location.file), rest].join("\n")) };
}

/** Tells findings apart that have one fingerprint, in the order given. */
export function numbered(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const count = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, count);
    return count === 1 ? finding : { ...finding, fingerprint: `${finding.fingerprint}-${count}` };
  });
}
