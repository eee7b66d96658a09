import { type KubeObject, objectTitle } from "../k8s/object.ts";
import type { ApiSchema } from "../k8s/schema/api-schema.ts";
import { checkKnown } from "../k8s/schema/published/check-known.ts";
import { lookUpKind } from "../k8s/schema/served.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import type { CustomVerdict } from "../schema/custom-verdict.ts";
import { at } from "../yaml/access.ts";
import type { SchemaDiagnostic } from "../yaml/field-diagnostic.ts";
import { locate } from "../yaml/source.ts";
import type { LintMemory } from "./lint-memory.ts";
import type { LintTools } from "./lint-types.ts";

/** What schemas of users say of the objects that they are for. */
export type Verdicts = ReadonlyMap<KubeObject, CustomVerdict>;

/** Judges objects by the schemas of users, which are for custom resources: a built-in kind is checked by its table alone. */
export function customVerdicts(
  objects: readonly KubeObject[],
  tools: LintTools,
  memory: LintMemory,
): Verdicts {
  const { checkCustom } = tools;
  if (checkCustom === null) return new Map();
  return new Map(
    objects.flatMap((object) => {
      const schema = schemaFor(object, tools);
      if (schema === undefined || lookUpKind(schema, object.apiVersion, object.kind) !== null) return [];
      const verdict = memory.judge(object, checkCustom);
      return verdict === null ? [] : [[object, verdict] as const];
    }),
  );
}

/** What the schema of its kind does not allow in an object. That of a user wins over what is known of a custom resource, also where it is too complex for an object. */
export function schemaFindings(
  object: KubeObject,
  verdicts: Verdicts,
  tools: LintTools,
): readonly SchemaDiagnostic[] {
  const verdict = verdicts.get(object);
  if (verdict !== undefined) return verdict.is === "judged" ? verdict.findings : [];
  const schema = schemaFor(object, tools);
  return schema === undefined ? [] : checkKnown(schema, object);
}

/** The schema of the version that counts; none for what cannot be judged before it is decrypted. */
function schemaFor(object: KubeObject, { schemas, settingsOf }: LintTools): ApiSchema | undefined {
  return isEncrypted(object) ? undefined : schemas.get(settingsOf(object.source.name).minor);
}

/** A diagnostic for each object that a schema is too complex for. */
export function unjudged(verdicts: Verdicts): readonly Diagnostic[] {
  return [...verdicts].flatMap(([object, verdict]) => {
    if (verdict.is === "judged") return [];
    const start = object.root.entries[0]?.key.span ?? object.root.span;
    return [
      {
        code: "schema-too-complex",
        severity: "warning",
        category: "advice",
        message: `the schema "${verdict.file}" is too complex to judge ${objectTitle(object)} by`,
        location: locate(object.source, start, { document: object.document.index }),
      },
    ];
  });
}

/** True for what SOPS has encrypted: it is decrypted before it is applied, and until then no value is what it will be. */
function isEncrypted({ root }: KubeObject): boolean {
  return at(root, ["sops", "mac"]) !== null;
}
