import { type KubeObject, objectTitle } from "../k8s/object.ts";
import type { ApiSchema, KubernetesVersion } from "../k8s/schema/api-schema.ts";
import { checkObject } from "../k8s/schema/check-object.ts";
import type { SchemaFinding } from "../k8s/schema/finding.ts";
import { nearestVersion } from "../k8s/schema/versions.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { Bug } from "../kernel/failure.ts";
import { locate } from "../yaml/source.ts";
import { formatPath } from "../yaml/tree.ts";
import type { ChangedObject } from "./outcome.ts";

/**
 * Checks what is about to be written as the API server would (strict decoding and required fields). Warns about what
 * was wrong in the input already, at its place there: the server rejects the object, patched or not. Missing fields are
 * left to it, because a patch for kustomize lacks some by nature.
 * @throws Bug when a change made something wrong that was right.
 */
export function checkOutput(
  changed: readonly ChangedObject[],
  schemas: ReadonlyMap<KubernetesVersion, ApiSchema>,
): readonly Diagnostic[] {
  return changed.flatMap(({ before, after, minor }) => {
    const schema = schemas.get(nearestVersion(minor));
    if (schema === undefined) throw new Bug(`no schema was loaded for ${minor}`);
    const found = checkObject(schema, after);
    if (found.length === 0) return [];
    const known = before === null ? [] : checkObject(schema, before);
    const words = new Set(known.map(wordsOf));
    const made = found.find((one) => !words.has(wordsOf(one)));
    if (made !== undefined)
      throw new Bug(`${objectTitle(after)} would be rejected after the change: ${made.message}`);
    return before === null ? [] : known.filter(isOwnMistake).map((one) => warning(before, one));
  });
}

/** Indexes of lists may shift, and what is said tells the place well enough. */
function wordsOf({ code, message }: SchemaFinding): string {
  return `${code} ${message.replace(/\[\d+\]/g, "[]")}`;
}

/** Keys that steer a strategic merge are for who merges. */
function isOwnMistake({ code, path }: SchemaFinding): boolean {
  return code !== "missing-field" && !String(path.at(-1)).startsWith("$");
}

function warning(object: KubeObject, { code, path, span, message, advice }: SchemaFinding): Diagnostic {
  return {
    code: `schema-${code}`,
    severity: "warning",
    category: "advice",
    message: `${objectTitle(object)}: ${message}`,
    why: "The API server rejects the object, patched or not.",
    advice: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}${/[.?]$/.test(advice) ? "" : "."}`,
    location: locate(object.source, span, { document: object.document.index, path: formatPath(path) }),
  };
}
