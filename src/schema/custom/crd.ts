import type { KindAddress } from "../location.ts";
import type { UnknownFields } from "./read-schema.ts";

/** A CustomResourceDefinition, as far as it says how objects are checked. */
export interface CustomDefinition {
  readonly group: string;
  readonly kind: string;
  readonly unknownFields: UnknownFields;
  readonly versions: readonly DefinedVersion[];
}

/** A version of a custom kind. */
interface DefinedVersion {
  readonly name: string;
  readonly served: boolean;
  /** `openAPIV3Schema` as it is written; undefined where there is none. */
  readonly schema: unknown;
}

/** The CustomResourceDefinitions in a manifest's object, which may be a List of them. Those without a name are left out. */
export function definitionsIn(object: unknown): readonly CustomDefinition[] {
  const definitions: CustomDefinition[] = [];
  // Without recursion: a file of a stranger may have lists in lists without end.
  const left = [object];
  while (left.length > 0) {
    const one = asMap(left.pop());
    const { kind, items } = one;
    if (kind === "CustomResourceDefinition") definitions.push(...definitionOf(asMap(one.spec)));
    else if (typeof kind === "string" && kind.endsWith("List") && Array.isArray(items))
      for (const item of items.toReversed()) left.push(item);
  }
  return definitions;
}

/** What of several definitions is about a kind, whatever its version; null for nothing. */
export function definitionFor(
  definitions: readonly CustomDefinition[],
  { apiVersion, kind }: KindAddress,
): { readonly definition: CustomDefinition; readonly version: DefinedVersion | null } | null {
  const [group, name] = apiVersion.split("/");
  const definition = definitions.find((one) => one.group === group && one.kind === kind);
  if (definition === undefined) return null;
  return { definition, version: definition.versions.find((one) => one.name === name) ?? null };
}

/**
 * `v1` names its schemas per version, `v1beta1` may have one for all, and prunes only where `preserveUnknownFields` is
 * false (apiextensions `types.go`: it defaults to true in v1beta1 and must be false in a new v1).
 */
function definitionOf(spec: Keys): readonly CustomDefinition[] {
  const { group, names, versions, version, validation, preserveUnknownFields } = spec;
  const { kind } = asMap(names);
  if (typeof group !== "string" || typeof kind !== "string") return [];
  const common = asMap(validation).openAPIV3Schema;
  const listed = Array.isArray(versions) ? versions.map(asMap) : [];
  const all = listed.length > 0 ? listed : [{ name: version, served: true }];
  const isV1 = listed.some(({ schema }) => schema !== undefined) && validation === undefined;
  const isPruned = preserveUnknownFields === false || (isV1 && preserveUnknownFields !== true);
  return [
    {
      group,
      kind,
      unknownFields: isPruned ? "pruned" : "as-written",
      versions: all.flatMap(({ name, served, schema }: Keys) =>
        typeof name === "string"
          ? [{ name, served: served !== false, schema: asMap(schema).openAPIV3Schema ?? common }]
          : [],
      ),
    },
  ];
}

type Keys = Readonly<Record<string, unknown>>;

function asMap(value: unknown): Keys {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Keys) : {};
}
