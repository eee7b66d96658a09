import type { SchemaDiagnostic } from "../../../yaml/field-diagnostic.ts";
import type { KubeObject } from "../../object.ts";
import type { ApiSchema } from "../api-schema.ts";
import { checkAs } from "../check-object.ts";
import { publishedKind } from "./published-schema.ts";

/**
 * What the API server would reject in a custom resource, by the CustomResourceDefinition that its project publishes; the
 * pods inside by the schema of Kubernetes. Nothing for kinds and versions whose definition is not known. Rules in CEL,
 * patterns and lengths are not judged.
 */
export function checkPublished(
  core: ApiSchema,
  { root, apiVersion, kind }: Pick<KubeObject, "root" | "apiVersion" | "kind">,
): readonly SchemaDiagnostic[] {
  const published = publishedKind(core, apiVersion, kind);
  return published === null ? [] : checkAs(published.schema, published.definition, root);
}
