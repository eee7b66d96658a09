import { customKinds } from "../../src/k8s/custom-kinds.ts";
import type { WorkloadKind } from "../../src/k8s/open-kind.ts";
import { listed } from "../../src/kernel/words.ts";
import { sourcesOf } from "../../src/output/show/kinds/detail.ts";
import { kindGroups, rolesText, shortNames } from "../../src/output/show/kinds/list.ts";
import { placeText } from "../../src/output/show/kinds/pod-set.ts";
import {
  computesText,
  lifeText,
  patternText,
  podsText,
  roleText,
} from "../../src/output/show/kinds/words.ts";
import { writtenFacts } from "../../src/output/show/kinds/written.ts";
import { chapter, code, codes, prose, proseWithCode, table } from "./markdown.ts";

const [, ...GROUPS] = kindGroups([], customKinds());

/** All custom kinds in one table, each with a link to its group. */
export function customKindTable(): string {
  const rows = GROUPS.flatMap(({ title, kinds }) =>
    kinds
      .filter(isFirstOfItsName)
      .map((kind) => [
        kind.kind,
        `[${title}](#${headingAnchor(title)})`,
        codes(shortNames(kind)),
        lifeText(kind),
        prose(rolesText(kind)),
      ]),
  );
  return table(["kind", "API group", "short names", "for", "roles"], rows);
}

/** A kind whose layout depends on the version has several rows. */
function isFirstOfItsName({ kind }: WorkloadKind, index: number, all: readonly WorkloadKind[]): boolean {
  return all.findIndex((one) => one.kind === kind) === index;
}

/** What GitHub makes of a heading: lower case, without dots. */
function headingAnchor(title: string): string {
  return title.toLowerCase().replace(/[^\w-]/g, "");
}

/** The custom kinds by API group: pod sets, what is written into them, what is worth knowing, and where it was read. */
export function customKindChapters(): readonly string[] {
  return GROUPS.map(({ title, kinds }) =>
    chapter(
      3,
      title,
      podSetTable(kinds),
      writtenTable(kinds),
      remarks(kinds),
      `Read in: ${codes([...new Set(kinds.flatMap(sourcesOf))])}.`,
    ),
  );
}

function podSetTable(kinds: readonly WorkloadKind[]): string {
  const rows = kinds.flatMap((kind) =>
    kind.podSets.map((set, index) => [
      index === 0 ? titleOf(kind, kinds) : "",
      `${prose(roleText(set))}${set.versions === undefined ? "" : ` (${set.versions.join(", ")})`}`,
      prose(placeText(set)),
      prose(computesText(set)),
      prose(podsText(set)),
    ]),
  );
  return table(["kind", "role", "pods", "get GPUs", "number of pods"], rows);
}

/** The kind, with its versions where a group has several rows of it. */
function titleOf({ kind, versions = [] }: WorkloadKind, all: readonly WorkloadKind[]): string {
  const isLone = all.filter((one) => one.kind === kind).length === 1;
  return isLone ? code(kind) : `${code(kind)} (${versions.join(", ")})`;
}

/** What is written into most kinds, so that a group only tells what is different. */
export function usualTable(): string {
  return table(
    ["", "into most custom kinds"],
    [...USUAL].map(([name, text]) => [prose(name), prose(text)]),
  );
}

const USUAL = usualFacts();

/** Of each fact the text that most kinds have; none for what few kinds have at all. */
function usualFacts(): ReadonlyMap<string, string> {
  const all = customKinds();
  const counts = new Map<string, Map<string, number>>();
  for (const kind of all)
    for (const [name, text] of writtenFacts(kind)) {
      const texts = counts.get(name) ?? new Map<string, number>();
      counts.set(name, texts.set(text, (texts.get(text) ?? 0) + 1));
    }
  const most = [...counts].flatMap(([name, texts]) => {
    const [[text, count] = ["", 0]] = [...texts].toSorted(([, one], [, other]) => other - one);
    return count * 4 > all.length ? [[name, text] as const] : [];
  });
  return new Map(most);
}

/** Facts that are different from the usual, with the kinds that they are about: most of a group are alike. */
function writtenTable(kinds: readonly WorkloadKind[]): string {
  const facts = kinds
    .flatMap((kind) =>
      [...writtenFacts(kind), ...frozenFact(kind)].map(([name, text]) => ({ name, text, kind: kind.kind })),
    )
    .filter(({ name, text }) => USUAL.get(name) !== text);
  const names = [...new Set(facts.map(({ name }) => name))];
  const rows = names.flatMap((name) => {
    const own = facts.filter((fact) => fact.name === name);
    return [...new Set(own.map(({ text }) => text))].map((text) => [
      prose(name),
      kindsOf(
        own.filter((fact) => fact.text === text).map(({ kind }) => kind),
        kinds,
      ),
      prose(text),
    ]);
  });
  return table(["", "of", "written"], rows);
}

function frozenFact({ immutable }: WorkloadKind): readonly (readonly [string, string])[] {
  return immutable.length === 0
    ? []
    : [["cannot change in a live object", immutable.map(patternText).join(", ")]];
}

function kindsOf(some: readonly string[], all: readonly WorkloadKind[]): string {
  const names = [...new Set(some)];
  const isAll = all.every(({ kind }) => names.includes(kind));
  return isAll && all.length > 1 ? "all" : names.map(code).join(", ");
}

function remarks(kinds: readonly WorkloadKind[]): string {
  const told = kinds.flatMap(({ kind, notes = [], unverified = [] }) => [
    ...notes.map((text) => ({ kind, text })),
    ...unverified.map((text) => ({ kind, text: `Not verified: ${text}` })),
  ]);
  const texts = [...new Set(told.map(({ text }) => text))];
  return texts
    .map((text) => {
      const names = [...new Set(told.filter((one) => one.text === text).map(({ kind }) => kind))];
      return `- ${listed(names.map(code))}: ${proseWithCode(text)}`;
    })
    .join("\n");
}
