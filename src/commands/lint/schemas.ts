import type { Ports } from "../../io/ports.ts";
import type { KubeObject } from "../../k8s/object.ts";
import { type ApiSchema, KUBERNETES_VERSIONS, loadApiSchema } from "../../k8s/schema/api-schema.ts";
import { EXIT, Failure } from "../../kernel/failure.ts";
import type { LintTools } from "../../pipeline/lint-types.ts";
import type { SchemaLocation } from "../../schema/location.ts";

/** The tables of the versions that count in this run. */
export async function loadSchemas(minors: Iterable<number>): Promise<ReadonlyMap<number, ApiSchema>> {
  const schemas = new Map<number, ApiSchema>();
  for (const minor of new Set(minors)) {
    const version = KUBERNETES_VERSIONS.find((one) => one === `1.${minor}`);
    if (version !== undefined) schemas.set(minor, await loadApiSchema(version));
  }
  return schemas;
}

/**
 * The schemas that the user brought for the kinds of these objects, read and compiled. Null without locations.
 * @throws Failure (usage) for a schema file that cannot be used.
 */
export async function customChecks(
  locations: readonly SchemaLocation[],
  objects: readonly KubeObject[],
  minor: number,
  ports: Pick<Ports, "readText">,
): Promise<LintTools["checkCustom"]> {
  if (locations.length === 0) return null;
  const { openSchemas } = await import("../../schema/custom/open-schemas.ts");
  const schemas = openSchemas({ locations, kubernetesVersion: `1.${minor}`, readText: ports.readText });
  const found = new Map<string, Awaited<ReturnType<typeof schemas.find>>>();
  for (const { apiVersion, kind } of objects) {
    const key = `${apiVersion} ${kind}`;
    if (found.has(key)) continue;
    const answer = await schemas.find({ apiVersion, kind });
    if (answer.is === "problem") throw new Failure(EXIT.usage, answer.problem.message, answer.problem.advice);
    found.set(key, answer);
  }
  return (object) => {
    const answer = found.get(`${object.apiVersion} ${object.kind}`);
    return answer?.is === "check" ? answer.check(object.root) : [];
  };
}
