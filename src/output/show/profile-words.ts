import type { Match } from "../../config/types.ts";
import { freshFromJson } from "../../edit/fresh.ts";
import type { Json } from "../../edit/operation.ts";
import { flowText } from "../../edit/render.ts";
import type { Location } from "../../kernel/span.ts";
import { type FieldPath, formatPath } from "../../yaml/tree.ts";
import { visibleLine } from "../visible.ts";
import type { ShownProfile } from "./profile-book.ts";
import type { ValueOrigin } from "./profile-values.ts";

const FLOW = { json: false, quotes: "double", multiline: null, padding: " ", colon: ": " } as const;

/** A value as YAML on one line. */
export function valueText(value: Json): string {
  return visibleLine(flowText(freshFromJson(value), FLOW, ""));
}

/** `gpu.count: 8`. */
export function settingText(path: FieldPath, value: Json): string {
  return `${visibleLine(formatPath(path))}: ${valueText(value)}`;
}

/** `gpuify.yaml:7`. */
export function placeText({ file, line }: Location): string {
  return `${visibleLine(file)}:${line}`;
}

/** `from gpu-base (gpuify.yaml:7)`, `built-in default`. */
export function originText(origin: ValueOrigin): string {
  switch (origin.kind) {
    case "profile":
      return `from ${visibleLine(origin.name)}${inPlace(origin.location)}`;
    case "defaults":
      return `from the config's defaults${inPlace(origin.location)}`;
    case "built-in":
      return "built-in default";
    default:
      return origin satisfies never;
  }
}

function inPlace(location: Location | null): string {
  return location === null ? "" : ` (${placeText(location)})`;
}

/** `extends gpu-base (gpuify.yaml:7), which extends continuous (built in)`; empty for what extends nothing. */
export function extendsText({ chain }: ShownProfile): string {
  return chain
    .slice(1)
    .map(({ name, location }, index) => {
      const where = location === null ? " (built in)" : inPlace(location);
      return `${index === 0 ? "" : "which "}extends ${visibleLine(name)}${where}`;
    })
    .join(", ");
}

/** Conditions of a rule on one line. */
export function matchText(match: Match): string {
  return valueText(match as Json);
}
