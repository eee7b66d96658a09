import type { TextEdit } from "../../../edit/text-edit.ts";
import { objectTitle } from "../../../k8s/object.ts";
import type { Location } from "../../../kernel/span.ts";
import type { Finding } from "../../../lint/finding.ts";
import type { Source } from "../../../yaml/source.ts";
import type { LintExtras } from "../extras.ts";
import { onOneLine, type SourceOf } from "../place.ts";
import { LEVEL, type RuleList } from "./rules.ts";
import { artifactLocation } from "./uri.ts";

/** What results are made with. */
export interface ResultTools {
  readonly rules: RuleList;
  readonly sources: SourceOf;
  readonly editsOf: LintExtras["editsOf"];
}

/** A finding as a result; `more` are its suppressions. */
export function resultOf(finding: Finding, tools: ResultTools, more: object): object {
  const { rule, severity, message, advice, location, related } = finding;
  const { rules, sources, editsOf } = tools;
  const source = sources(location.file);
  const edits = finding.fix === null ? null : editsOf(finding);
  return {
    ruleId: rule.id,
    ruleIndex: rules.indexOf(rule),
    level: LEVEL[severity],
    message: plain(`${message}. ${advice}`),
    locations: [{ ...placed(location, sources), ...logical(finding) }],
    ...(related.length > 0 && {
      relatedLocations: related.map(({ message: said, location: other }, index) => ({
        id: index + 1,
        ...placed(other, sources),
        message: plain(said),
      })),
    }),
    partialFingerprints: { "gpuify/v1": finding.fingerprint },
    ...(edits !== null && edits.length > 0 && source !== null && { fixes: [fixOf(finding, edits, source)] }),
    ...more,
  };
}

/** A place as SARIF has it: in one line of one file. */
export function placed(location: Location, sources: SourceOf): object {
  const { line, column, endColumn } = onOneLine(location, sources(location.file));
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(location.file),
      region: { startLine: line, startColumn: column, endLine: line, endColumn },
    },
  };
}

/** The object and the field; the name is the last part of the whole, as SARIF 2.1.0 (3.33.2) has it. */
function logical({ object, location }: Finding): object {
  if (object === null) return {};
  const { path = "" } = location;
  const title = objectTitle(object);
  const parts = [object.apiVersion, object.namespace, title, path].filter(
    (part) => part !== null && part !== "",
  );
  const name = path === "" ? title : path;
  const kind = path === "" ? "resource" : "property";
  return { logicalLocations: [{ name, fullyQualifiedName: parts.join(":"), kind }] };
}

/**
 * A fix by lines and columns, as editors want them; offsets would have to be others than ours, because the byte order
 * mark is no character of SARIF's texts. What is added behind the last line is put at column 1 of the next, not behind
 * the line feed as SARIF has it: editors would move it before the line feed. A fix that changes behaviour says so, as
 * viewers offer all alike.
 */
function fixOf({ fix, location }: Finding, edits: readonly TextEdit[], source: Source): object {
  const isUnsafe = fix?.safety === "unsafe";
  const title = `${fix?.title ?? ""}${isUnsafe ? " (this changes how it behaves)" : ""}`;
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  return {
    description: plain(title),
    artifactChanges: [
      {
        artifactLocation: artifactLocation(location.file),
        replacements: sorted.map(({ start, end, text }) => ({
          deletedRegion: regionOf(source, start, end),
          ...(text !== "" && { insertedContent: { text } }),
        })),
      },
    ],
  };
}

function regionOf(source: Source, start: number, end: number): object {
  const { line, column, endLine, endColumn } = source.lines.range({ start, end });
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/**
 * A message as SARIF reads plain text: `[words](target)` is a link and `{0}` a placeholder (SARIF 2.1.0, 3.11.5 and
 * 3.11.6), and a message quotes what manifests say. Only what would be read so is escaped: not every viewer undoes it.
 */
export function plain(text: string): { readonly text: string } {
  return { text: text.replace(/\[(?=[^\]]*\]\()/g, "\\[").replace(/\{(\d+)\}/g, "{{$1}}") };
}
