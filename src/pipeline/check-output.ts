import { type KubeObject, objectTitle } from "../k8s/object.ts";
import type { ApiSchema, KubernetesVersion } from "../k8s/schema/api-schema.ts";
import { checkKnown } from "../k8s/schema/published/check-known.ts";
import { nearestVersion } from "../k8s/schema/versions.ts";
import type { Advice } from "../kernel/diagnostic.ts";
import { Bug } from "../kernel/failure.ts";
import { ownOf } from "../kernel/own.ts";
import { sentence } from "../kernel/words.ts";
import { at, stringMap } from "../yaml/access.ts";
import type { SchemaDiagnostic } from "../yaml/field-diagnostic.ts";
import { locate } from "../yaml/source.ts";
import { formatPath } from "../yaml/tree.ts";
import type { ChangedObject } from "./outcome.ts";

/**
 * Checks what is about to be written as the API server would (strict decoding and required fields). Warns about what
 * was wrong in the input already and still is, at its place there: the server rejects the object, patched or not. Missing fields are
 * left to it, because a patch for kustomize lacks some by nature. What a record of an earlier run gave back is warned
 * about too: it was wrong when it was taken away, or somebody has written the record since.
 * @throws Bug when a change made something wrong that was right.
 */
export function checkOutput(
  changed: readonly ChangedObject[],
  schemas: ReadonlyMap<KubernetesVersion, ApiSchema>,
): readonly Advice[] {
  return changed.flatMap(({ before, after, minor }) => {
    const schema = schemas.get(nearestVersion(minor));
    if (schema === undefined) throw new Bug(`no schema was loaded for ${minor}`);
    const found = rejectedIn(schema, after);
    if (found.length === 0) return [];
    const known = before === null ? [] : rejectedIn(schema, before);
    const contents = new Set(known.map(({ content }) => content));
    const records = before === null ? [] : usedRecords(before, after);
    const fresh = found.filter(({ content }) => !contents.has(content));
    const made = fresh.find((one) => one.code !== PRUNED && !records.some((record) => gaveBack(record, one)));
    if (made !== undefined)
      throw new Bug(`${objectTitle(after)} would be rejected after the change: ${made.message}`);
    if (before === null) return [];
    return [
      ...stillThere(known, found)
        .filter(isOwnMistake)
        .map((one) => warning(before, one, one)),
      ...fresh.filter(isOwnMistake).flatMap((one) => {
        const record = records.find((other) => gaveBack(other, one));
        if (record !== undefined) return [warning(before, one, record)];
        // Only what other versions of the operator keep: what is written is right, and where it goes is not known.
        return [warning(before, one, { path: [], span: before.root.span })];
      }),
    ];
  });
}

/** What another version of a custom resource's operator may know. */
const PRUNED = "schema-pruned-field";

/** What is wrong with an object, in a form in which it is found again in the changed one. */
interface Rejected extends SchemaDiagnostic {
  /** Code, path and text; indexes of lists are left out, because they may shift. */
  readonly content: string;
  /** The same with them. */
  readonly place: string;
}

function rejectedIn(schema: ApiSchema, object: KubeObject): readonly Rejected[] {
  return checkKnown(schema, object).map((one) => {
    const { code, path, span } = one;
    // What is missing has no text, and the mark is on a neighbour that may be another one after the change.
    const text = code === "schema-missing-field" ? "" : object.source.text.slice(span.start, span.end);
    const names = path.map((step) => (typeof step === "number" ? null : step));
    const identity = (steps: readonly unknown[]) => JSON.stringify([code, steps, text]);
    return { ...one, content: identity(names), place: identity(path) };
  });
}

/** An annotation that keeps what a profile took away or added, and where it is. */
interface UsedRecord extends Pick<SchemaDiagnostic, "path" | "span"> {
  readonly key: string;
  readonly text: string;
}

/** The records that this run has given back from: after it they are gone or hold less. */
function usedRecords(before: KubeObject, after: KubeObject): readonly UsedRecord[] {
  const left = stringMap(at(after.root, ANNOTATIONS));
  return [...stringMap(at(before.root, ANNOTATIONS))].flatMap(([key, text]) => {
    const path = [...ANNOTATIONS, key];
    const node = at(before.root, path);
    if (node === null || !key.startsWith("gpuify.dev/restore") || left.get(key) === text) return [];
    return [{ key, text, path, span: node.span }];
  });
}

const ANNOTATIONS = ["metadata", "annotations"] as const;

/** True for a field that the record names; for a missing one the object that lacks it. */
function gaveBack({ text }: UsedRecord, { code, path }: SchemaDiagnostic): boolean {
  const written = code === "schema-missing-field" ? path.slice(0, -1) : path;
  const key = String(written.findLast((step) => typeof step === "string"));
  return text.includes(`${ownOf(RECORDED_AS, key) ?? key}"`);
}

/** Names of fields that records call otherwise. */
const RECORDED_AS: Readonly<Record<string, string>> = {
  resourceClaims: "claims",
  preferredDuringSchedulingIgnoredDuringExecution: "preferred",
  requiredDuringSchedulingIgnoredDuringExecution: "required",
  nodeSelectorTerms: "required",
  sizeLimit: "shm",
};

/**
 * Those of `known` that are among `found` too: what a change put right is not reported. The same place counts first;
 * where lists have shifted, as many as there are of the same content.
 */
function stillThere(known: readonly Rejected[], found: readonly Rejected[]): readonly Rejected[] {
  const places = new Set(found.map(({ place }) => place));
  const left = new Map<string, number>();
  const count = ({ content }: Rejected, more: number) => left.set(content, (left.get(content) ?? 0) + more);
  for (const one of found) count(one, 1);
  for (const one of known) if (places.has(one.place)) count(one, -1);
  return known.filter((one) => {
    if (places.has(one.place)) return true;
    const isLeft = (left.get(one.content) ?? 0) > 0;
    if (isLeft) count(one, -1);
    return isLeft;
  });
}

/** Keys that steer a strategic merge are for who merges. */
function isOwnMistake({ code, path }: SchemaDiagnostic): boolean {
  return code !== "schema-missing-field" && !String(path.at(-1)).startsWith("$");
}

/** A warning at the finding itself, or at the record that gave it back. */
function warning(
  object: KubeObject,
  { code, message, advice }: SchemaDiagnostic,
  { path, span, key }: Pick<SchemaDiagnostic, "path" | "span"> & { readonly key?: string },
): Advice {
  const cause = key === undefined ? "" : `The annotation ${key} gives it back. `;
  const what = code === PRUNED ? "drops the field, or rejects the object" : "rejects the object";
  return {
    code,
    severity: "warning",
    category: "advice",
    message: `${objectTitle(object)}: ${message}`,
    why: `${cause}The API server ${what}${key === undefined && path.length > 0 ? ", patched or not" : ""}.`,
    advice: sentence(advice),
    location: locate(object.source, span, { document: object.document.index, path: formatPath(path) }),
  };
}
