import type { SchemaText } from "../../yaml/field-diagnostic.ts";
import { apiGroup } from "../kinds.ts";
import type { ApiSchema } from "./api-schema.ts";
import type { ServedKind } from "./table.ts";
import { formatMinors } from "./unknown-field.ts";

/** Whether the schema's version serves a kind, and if not, what does. */
export type Service =
  | { readonly served: true; readonly definition: string }
  | ({ readonly served: false } & Omit<SchemaText, "code">);

/**
 * Looks a kind up. Null for what is not judged: custom resources, and kinds that the table does not hold. Groups
 * without a dot are built in, because a CustomResourceDefinition's group must have one (apiextensions
 * `validateCustomResourceDefinitionSpec`), so that `extensions/v1beta1` and `v1` of a Deployment are found too.
 */
export function lookUpKind(schema: ApiSchema, apiVersion: string, kind: string): Service | null {
  const group = apiGroup(apiVersion);
  const sameKind = schema.kindsNamed(kind);
  const exact = sameKind.find((one) => one.apiVersion === apiVersion);
  if (exact !== undefined && schema.isServed(exact.minors))
    return { served: true, definition: exact.definition };
  if (sameKind.length === 0 || (group.includes(".") && !sameKind.some((one) => one.group === group)))
    return null;
  return {
    served: false,
    message: `Kubernetes ${schema.version} does not serve ${kind} as \`${apiVersion}\``,
    advice: adviseServed(schema, sameKind, exact),
  };
}

function adviseServed(
  schema: ApiSchema,
  sameKind: readonly ServedKind[],
  exact: ServedKind | undefined,
): string {
  const served = sameKind.filter(({ minors }) => schema.isServed(minors)).sort(byMaturity);
  const names = served.map(({ apiVersion }) => `\`${apiVersion}\``);
  const instead =
    served.length > 0
      ? `write ${names.join(" or ")}, and check the fields: they may differ`
      : `the kind is served ${sameKind.map((one) => `as \`${one.apiVersion}\` ${formatMinors(one.minors)}`).join(", ")}`;
  return exact === undefined || served.length === 0
    ? instead
    : `${instead}; \`${exact.apiVersion}\` is served ${formatMinors(exact.minors)}`;
}

/** Stable versions first, then beta and alpha; of each the newest first. */
function byMaturity(a: ServedKind, b: ServedKind): number {
  return maturity(b) - maturity(a);
}

function maturity({ apiVersion }: ServedKind): number {
  const [, version = "0", stage, revision = "0"] = /v(\d+)(?:(alpha|beta)(\d+))?$/.exec(apiVersion) ?? [];
  const stages: Readonly<Record<string, number>> = { alpha: 1, beta: 2 };
  return (stages[stage ?? ""] ?? 3) * 10_000 + Number(version) * 100 + Number(revision);
}
