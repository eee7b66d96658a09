import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { seededRandom } from "../../../scripts/corpus/edit-check.ts";
import { kubectlVersion } from "../../../scripts/corpus/kubectl.ts";
import { findOpenApi, readOpenApi } from "../../../scripts/schema/openapi.ts";
import { KUBERNETES_VERSIONS, loadApiSchema } from "../../../src/k8s/schema/api-schema.ts";
import { checkObject } from "../../../src/k8s/schema/check-object.ts";
import type { SchemaRuleId } from "../../../src/yaml/field-diagnostic.ts";
import { needs } from "../../needs.ts";
import { mutate } from "./mutate.ts";
import { objectOf } from "./objects.ts";
import { synthesize } from "./synthesize.ts";

const openApi = findOpenApi(resolve(import.meta.dirname, "../../.."));
const minor = Number(/^v1\.(\d+)/.exec((await kubectlVersion()) ?? "")?.[1]);
const api = openApi === null ? undefined : readOpenApi(openApi).find((one) => one.minor === minor);
const known = KUBERNETES_VERSIONS.find((one) => one === `1.${minor}`);
const NOTHING_TO_COMPARE = "kubectl or the definitions of its version are missing";

/** Kinds that `kubectl set image` decodes into Go types. */
const DECODED = /^(?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|ReplicationController)$/;

/** What decoding refuses even where it is not strict; `kubectl set` does not look for the rest. */
const UNREADABLE: ReadonlySet<SchemaRuleId> = new Set([
  "schema-wrong-type",
  "schema-out-of-range",
  "schema-bad-quantity",
  "schema-bad-time",
]);

/**
 * Without a cluster `kubectl set` still decodes with the Go types of its own version, as the API server does. So it is
 * the judge of what can be read into a field, which ajv is only told.
 */
it("refuses to read the same values as kubectl", needs(api && known, NOTHING_TO_COMPARE), async () => {
  if (api === undefined || known === undefined) throw new Error(NOTHING_TO_COMPARE);
  const schema = await loadApiSchema(known);
  const random = seededRandom(42);
  const objects = Array.from({ length: 6 }, () => synthesize(api, random))
    .flat()
    .filter(({ kind }) => DECODED.test(String(kind)));
  expect(objects.length).toBeGreaterThan(40);
  let refused = 0;
  for (const value of objects) {
    const damaged = mutate(mutate(value, random), random);
    const object = objectOf(damaged);
    if (object === null) continue;
    const ours = checkObject(schema, object).filter(({ code }) => UNREADABLE.has(code));
    const theirs = decodingError(JSON.stringify(damaged));
    if (theirs !== null) refused++;
    expect(ours.length > 0, `${JSON.stringify(ours)} ${theirs} ${JSON.stringify(damaged)}`).toBe(
      theirs !== null,
    );
  }
  expect(refused).toBeGreaterThan(10);
});

/** kubectl's words where it cannot decode a text; null where it can, whatever else it says about it. */
function decodingError(text: string): string | null {
  const args = ["set", "image", "--local", "-f", "-", "*=x", "-o", "name"];
  const { stderr } = spawnSync("kubectl", args, { input: text, encoding: "utf8" });
  return /unable to decode/.test(stderr) ? stderr : null;
}
