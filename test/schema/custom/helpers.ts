import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { customJudge } from "../../../src/schema/custom/check-custom.ts";
import type { Meter } from "../../../src/schema/custom/meter.ts";
import { type CustomSchema, readSchemaFile, schemaIn } from "../../../src/schema/custom/schema-file.ts";
import type { KindAddress } from "../../../src/schema/location.ts";
import type { SchemaDiagnostic } from "../../../src/yaml/field-diagnostic.ts";
import { readDocument } from "../../../src/yaml/read.ts";
import { formatPath, type MapNode } from "../../../src/yaml/tree.ts";

const FIXTURES = resolve(import.meta.dirname, "../../../fixtures/schema-location");

/** Text of a fixture. */
export function fixture(name: string): string {
  return readFileSync(join(FIXTURES, name), "utf8");
}

/** The schema that a file's text has for a kind. */
export function schemaOf(text: string, address: KindAddress, name = "schema.yaml"): CustomSchema {
  const read = readSchemaFile(name, text);
  if (!read.ok) throw new Error(read.problem.message);
  const found = schemaIn(read.file, address);
  if (found.is !== "schema") throw new Error(found.is === "problem" ? found.problem.message : "nothing");
  return found.schema;
}

/** The one object of a text. */
export function mapOf(text: string): MapNode {
  const read = readDocument(text, { start: 0, end: text.length });
  if (!read.ok || read.root?.kind !== "map") throw new Error(read.ok ? "no map" : read.reason);
  return read.root;
}

/** What a schema that is fit for it finds in an object that it is not too complex for. */
export type CheckObject = (object: MapNode) => readonly SchemaDiagnostic[];

/** The check of one kind by a schema that is fit for it. */
export function checkerOf(schema: CustomSchema, kind: string, meter?: Meter): CheckObject {
  const made = customJudge(schema, meter);
  if (!made.ok) throw new Error(made.problem.message);
  return (object) => {
    const verdict = made.judge(object, kind);
    if (verdict.is !== "judged") throw new Error(`too complex: ${verdict.file}`);
    return verdict.findings;
  };
}

/** `code path «underlined» message | advice` of every finding. */
export function told(schema: CustomSchema, text: string, kind = "Training"): readonly string[] {
  return checkerOf(
    schema,
    kind,
  )(mapOf(text)).map(
    ({ code, path, span, message, advice }) =>
      `${code} ${formatPath(path)} «${text.slice(span.start, span.end)}» ${message} | ${advice}`,
  );
}
