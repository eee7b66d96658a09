import type { SchemaDiagnostic } from "../../../yaml/field-diagnostic.ts";
import { workloadKind } from "../../kinds.ts";
import type { KubeObject } from "../../object.ts";
import type { ApiSchema } from "../api-schema.ts";
import { checkObject } from "../check-object.ts";
import { lookUpKind } from "../served.ts";
import { checkPublished } from "./check-published.ts";

/**
 * What the API server would reject in an object of any kind whose schema is known. The published schemas are loaded with
 * the first custom resource that makes pods.
 */
export function checkKnown(schema: ApiSchema, object: KubeObject): readonly SchemaDiagnostic[] {
  const { apiVersion, kind } = object;
  if (lookUpKind(schema, apiVersion, kind) !== null) return checkObject(schema, object);
  return workloadKind(apiVersion, kind) === null ? [] : checkPublished(schema, object);
}
