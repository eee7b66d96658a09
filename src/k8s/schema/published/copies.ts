import type { ApiDefinition } from "../api-schema.ts";
import { COPIES } from "../data/published/copies.ts";
import type { FieldRow, FieldType } from "../table.ts";

/**
 * Custom resources hold copies of Kubernetes' own definitions, of the version that their operator was built with. The
 * table names the original and what differs in the copy: `~3|-PodSpec.resources|?PodSpec.containers|…`
 *
 * `-` lacks the field, `?` does not require it, `!` requires it, `*` takes anything there, `0` keeps nothing of the object
 * there. Number 0 is a copy without any field.
 */
export interface Copy {
  readonly original: string;
  /** With the bars at both ends. */
  readonly differences: string;
  readonly number: string;
}

/** The copy that a name such as `core.v1.PodSpec~3` means; one without a number does not differ. */
export function copyNamed(name: string): Copy {
  const [original = "", number = ""] = name.split("~");
  return { original, number, differences: differencesOf(number) };
}

function differencesOf(number: string): string {
  if (number === "" || number === NOTHING) return "|";
  const head = `\n~${number}|`;
  const at = COPIES.indexOf(head) + head.length - 1;
  return COPIES.slice(at, COPIES.indexOf("\n", at));
}

const NOTHING = "0";

/** The definition of a copy: the original of the chosen version of Kubernetes, with what differs. */
export function copyOf(original: ApiDefinition, { number, differences }: Copy): ApiDefinition {
  const short = original.name.slice(original.name.lastIndexOf(".") + 1);
  const has = (mark: string, field: string) => differences.includes(`|${mark}${short}.${field}|`);
  const keeps = (field: string) =>
    original.field(field) === undefined || (number !== NOTHING && !has("-", field));
  const required = original.required.filter((field) => keeps(field) && !has("?", field));
  const more = fieldsMarked(differences, `!${short}.`).filter(
    (field) => original.field(field) !== undefined && !required.includes(field),
  );
  return {
    ...original,
    origin: "copy",
    keeps,
    required: number === NOTHING ? [] : [...required, ...more],
    field: (field) => {
      const row = original.field(field);
      return row === undefined ? undefined : { ...row, type: typeIn(row, number, has) };
    },
    fields: () => new Map([...original.fields()].filter(([field]) => keeps(field))),
  };
}

/** What a field of a copy holds is a copy as well. */
function typeIn(row: FieldRow, number: string, has: (mark: string, field: string) => boolean): FieldType {
  if (has("*", row.name)) return { form: "any" };
  return renumbered(row.type, has("0", row.name) ? NOTHING : number);
}

function renumbered(type: FieldType, number: string): FieldType {
  if (type.form === "object")
    return { form: "object", definition: number === "" ? type.definition : `${type.definition}~${number}` };
  if (type.form === "scalar" && type.scalar === "quantity")
    return { form: "scalar", scalar: "custom-quantity" };
  return type.form === "list" || type.form === "map"
    ? { form: type.form, of: renumbered(type.of, number) }
    : type;
}

function fieldsMarked(differences: string, mark: string): readonly string[] {
  const fields: string[] = [];
  const head = `|${mark}`;
  for (let at = differences.indexOf(head); at >= 0; at = differences.indexOf(head, at + 1))
    fields.push(differences.slice(at + head.length, differences.indexOf("|", at + 1)));
  return fields;
}
