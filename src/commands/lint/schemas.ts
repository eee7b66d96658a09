import type { Ports } from "../../io/ports.ts";
import type { KubeObject } from "../../k8s/object.ts";
import { type ApiSchema, KUBERNETES_VERSIONS, loadApiSchema } from "../../k8s/schema/api-schema.ts";
import { lookUpKind } from "../../k8s/schema/served.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import { EXIT, Failure } from "../../kernel/failure.ts";
import type { LintTools } from "../../pipeline/lint-types.ts";
import type { CustomVerdict } from "../../schema/custom-verdict.ts";
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

/** How custom resources are checked, and what is to say about where their schemas should be. */
interface CustomChecks {
  /** Null without locations. */
  readonly check: LintTools["checkCustom"];
  readonly notes: readonly Diagnostic[];
}

/**
 * The schemas that the user brought for the kinds of these objects, read and compiled.
 * @throws Failure (usage) for a schema file that cannot be used.
 */
export async function customChecks(
  locations: readonly SchemaLocation[],
  objects: readonly KubeObject[],
  minor: number,
  ports: Pick<Ports, "readText">,
): Promise<CustomChecks> {
  if (locations.length === 0) return { check: null, notes: [] };
  const { openSchemas } = await import("../../schema/custom/open-schemas.ts");
  const schemas = openSchemas({ locations, kubernetesVersion: `1.${minor}`, readText: ports.readText });
  const builtIn = (await loadSchemas([minor])).get(minor);
  const checks = new Map<string, (root: KubeObject["root"]) => CustomVerdict>();
  for (const { apiVersion, kind } of objects) {
    const key = `${apiVersion} ${kind}`;
    if (checks.has(key) || (builtIn !== undefined && lookUpKind(builtIn, apiVersion, kind) !== null))
      continue;
    const answer = await schemas.find({ apiVersion, kind });
    if (answer.is === "problem") throw new Failure(EXIT.usage, answer.problem.message, answer.problem.advice);
    if (answer.is === "check") checks.set(key, answer.check);
  }
  return {
    check: ({ apiVersion, kind, root }) => checks.get(`${apiVersion} ${kind}`)?.(root) ?? null,
    notes: schemas.unanswered().map(({ location, tried }) => ({
      code: "schema-location-empty",
      severity: "warning",
      category: "advice",
      message: `--schema-location "${location.text}" has a schema for none of the custom resources: there is no ${tried}`,
    })),
  };
}
