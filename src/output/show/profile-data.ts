import type { Location } from "../../kernel/span.ts";
import { formatPath } from "../../yaml/tree.ts";
import type { ShownProfile } from "./profile-book.ts";
import type { ProfileValue, ValueOrigin } from "./profile-values.ts";

/** A profile as plain data: what `show profiles` says, with the place of everything that a config says. */
export function profileData({ name, text, chain, resolved, rules, extendedBy }: ShownProfile) {
  const { name: base, looksLike, gets, changes, leaves, flags } = text;
  return {
    name,
    base: resolved === null ? null : base,
    extends: chain.slice(1).map((link) => ({ name: link.name, ...placeData(link.location) })),
    ...placeData(chain[0]?.location ?? null),
    looksLike,
    gets,
    ...(resolved !== null && {
      values: resolved.values.map(valueData),
      withoutEffect: resolved.idle.map((value) => ({ ...valueData(value), why: value.why })),
      unset: resolved.unset.map((key) => ({ key: formatPath(key.path), without: key.without })),
    }),
    rules: rules.map(({ rule, location, match, adds }) => ({ rule, ...placeData(location), match, adds })),
    extendedBy,
    changes,
    leaves,
    flags,
  };
}

function valueData({ path, value, origin }: ProfileValue) {
  return { key: formatPath(path), value, origin: originData(origin) };
}

function originData(origin: ValueOrigin) {
  switch (origin.kind) {
    case "profile":
      return { kind: "profile", name: origin.name, ...placeData(origin.location) };
    case "defaults":
      return { kind: "defaults", ...placeData(origin.location) };
    case "built-in":
      return { kind: "built-in" };
    default:
      return origin satisfies never;
  }
}

/** Nothing for what is built in. */
function placeData(location: Location | null) {
  return location === null ? {} : { file: location.file, line: location.line, column: location.column };
}
