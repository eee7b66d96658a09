import { type ApiSchema, type KubernetesVersion, loadApiSchema } from "../k8s/schema/api-schema.ts";
import { nearestVersion } from "../k8s/schema/versions.ts";
import { checkOutput } from "../pipeline/check-output.ts";
import type { PatchOutcome } from "../pipeline/outcome.ts";

/**
 * Holds what was changed against the schema of its version of Kubernetes, the newest where none is named, before it is
 * written.
 * @throws Bug when a change would be rejected that the input would not.
 */
export async function checkChanged(outcome: PatchOutcome): Promise<PatchOutcome> {
  const { changed } = outcome;
  if (changed.length === 0) return outcome;
  const schemas = new Map<KubernetesVersion, ApiSchema>();
  for (const version of new Set(changed.map(({ minor }) => nearestVersion(minor))))
    schemas.set(version, await loadApiSchema(version));
  const warnings = checkOutput(changed, schemas);
  return warnings.length === 0 ? outcome : { ...outcome, diagnostics: [...outcome.diagnostics, ...warnings] };
}
