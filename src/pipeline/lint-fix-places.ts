import type { TextEdit } from "../edit/text-edit.ts";
import { lastUpTo } from "../kernel/last-up-to.ts";
import type { Finding } from "../lint/finding.ts";
import { locate, type Source } from "../yaml/source.ts";

/** What a later round found, where it is in the original: the rounds before have moved it. */
export function placedInOriginal(
  finding: Finding,
  original: Source,
  offsetBefore: (offset: number) => number,
): Finding {
  const { span, document, path } = finding.location;
  if (span === undefined) return finding;
  const [start, end] = [offsetBefore(span.start), offsetBefore(span.end)];
  const location = locate(original, { start, end: Math.max(start, end) });
  return {
    ...finding,
    location: {
      ...location,
      ...(document !== undefined && { document }),
      ...(path !== undefined && { path }),
    },
  };
}

/** Says where an offset of the edited text was in the original; what an edit wrote stands at its beginning. */
export function offsetsBefore(edits: readonly TextEdit[]): (offset: number) => number {
  let shift = 0;
  const moved = edits.map(({ start, end, text }) => {
    const at = start + shift;
    shift += text.length - (end - start);
    return { start, at, end: at + text.length, shift };
  });
  return (offset) => {
    const edit = moved[lastUpTo(moved, offset, ({ at }) => at)];
    if (edit === undefined) return offset;
    return offset < edit.end ? edit.start : offset - edit.shift;
  };
}
