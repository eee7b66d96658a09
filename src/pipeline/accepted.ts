import type { KubeObject } from "../k8s/object.ts";
import { groupBy } from "../kernel/group-by.ts";
import type { Finding } from "../lint/finding.ts";
import { suppressingAnnotations, suppressingComments } from "../lint/suppression/suppression.ts";
import { makeSource, type Source } from "../yaml/source.ts";
import { isSuppressed } from "./judge.ts";

/**
 * Answers whether somebody said that a finding in the text that goes out is meant: as the linter will find it there, since
 * a line that a run writes may come between a comment and what it was about. `objects` are all that go out.
 */
export function acceptedIn(objects: readonly KubeObject[]): (finding: Finding) => boolean {
  const inSource = groupBy(objects, ({ source }) => source);
  const known = new Map<Source, ReturnType<typeof readComments>>();
  return (finding) => {
    const { object, rule, location } = finding;
    if (object === null) return false;
    const { source } = object;
    let comments = known.get(source);
    // Null is an answer: there are none.
    if (comments === undefined) {
      comments = readComments(source, inSource.get(source) ?? []);
      known.set(source, comments);
    }
    const line =
      comments === null || location.span === undefined
        ? location.line
        : comments.source.lines.position(location.span.start).line;
    const place = { location: { file: source.name, line }, object };
    return isSuppressed(rule.id, place, [
      ...(comments?.suppressions ?? []),
      ...suppressingAnnotations(object),
    ]);
  };
}

/** Lines are not counted in what was just written (`makeUnplacedSource`), so they are here. Null where there is no comment. */
function readComments(
  { name, text }: Source,
  objects: readonly KubeObject[],
): { readonly source: Source; readonly suppressions: ReturnType<typeof suppressingComments> } | null {
  const source = makeSource(name, text);
  const documents = [...new Set(objects.map(({ document }) => document))];
  const suppressions = suppressingComments(source, documents);
  return suppressions.length === 0 ? null : { source, suppressions };
}
