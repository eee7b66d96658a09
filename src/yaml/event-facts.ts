import { SCALAR_STYLE } from "js-yaml";
import type { ScalarStyle } from "./tree.ts";

/** What an event says of its node. */

/** Anchor and tag of a node. */
interface Properties {
  readonly anchor: string | null;
  readonly tag: string | null;
  readonly outerStart: number;
  readonly outerEnd: number;
}

/** Nearly all nodes have neither anchor nor tag. */
const NO_PROPERTIES: Properties = {
  anchor: null,
  tag: null,
  outerStart: Number.MAX_SAFE_INTEGER,
  outerEnd: -1,
};

/** Anchor and tag of a node, and where they stand: absolute offsets, of use only where there is one of them. */
export function propertiesOf(
  event: { anchorStart: number; anchorEnd: number; tagStart: number; tagEnd: number },
  slice: string,
  base: number,
): Properties {
  if (event.anchorStart < 0 && event.tagStart < 0) return NO_PROPERTIES;
  const anchor = event.anchorStart < 0 ? null : slice.slice(event.anchorStart, event.anchorEnd);
  const tag = event.tagStart < 0 ? null : slice.slice(event.tagStart, event.tagEnd);
  const starts = [event.anchorStart - 1, event.tagStart].filter((start) => start >= 0);
  return {
    anchor,
    tag,
    outerStart: base + Math.min(...starts),
    outerEnd: base + Math.max(event.anchorEnd, event.tagEnd),
  };
}

/** Our word for a scalar style of js-yaml. */
export function styleOf(style: number): ScalarStyle {
  switch (style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
      return "single";
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return "double";
    case SCALAR_STYLE.LITERAL_BLOCK:
      return "literal";
    case SCALAR_STYLE.FOLDED_BLOCK:
      return "folded";
    default:
      return "plain";
  }
}
