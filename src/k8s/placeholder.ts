import { asScalar, at } from "../yaml/access.ts";
import { type FieldPath, resolveAlias, type ScalarNode, type YamlNode } from "../yaml/tree.ts";
import type { KubeObject } from "./object.ts";

/**
 * The forms that a tool fills in before the text is applied: `${NAME}` (GNU gettext `envsubst`), also with an operator
 * behind the name such as `${NAME:-x}` and `${NAME:=x}` (Flux post-build substitution, which reads them as Bash does),
 * `${{NAME}}` (OpenShift templates, for values that are no text) and `@NAME@` (`configure_file` of CMake, Autoconf).
 * Not `$NAME`, which is text to Flux and CMake, and not `$(NAME)`, which Kubernetes itself expands.
 */
const PLACEHOLDER = /\$\{[A-Za-z_]\w*(?:[:\-=?+/#%^,][^{}]*)?\}|\$\{\{[A-Za-z_]\w*\}\}|@[A-Za-z_]\w*@/;

/** True for text that is a placeholder or has one in it. What it will be is not known before it is rendered. */
export function isPlaceholder(text: string): boolean {
  return (text.includes("$") || text.includes("@")) && PLACEHOLDER.test(text);
}

/** The placeholder that a place in a line belongs to, as it is written; null where there is none. */
export function placeholderOver(
  line: string,
  column: number,
): { readonly start: number; readonly text: string } | null {
  for (const match of line.matchAll(new RegExp(PLACEHOLDER, "g"))) {
    const [text] = match;
    if (match.index <= column && column < match.index + text.length) return { start: match.index, text };
  }
  return null;
}

/** A value of an object that is a placeholder, in part or whole. */
export interface Placeholder {
  /** From the object's top. */
  readonly path: FieldPath;
  readonly node: ScalarNode;
}

/**
 * The values of an object that are placeholders, in the order of the text. In commands, arguments, variables,
 * annotations and the data of ConfigMaps and Secrets the same characters belong to a shell or another program, so those
 * are none. What an anchor holds is counted where it is written.
 */
export function placeholdersIn(object: Pick<KubeObject, "root" | "kind">): readonly Placeholder[] {
  const found: Placeholder[] = [];
  collect(object.root, []);
  return found;

  function collect(node: YamlNode, path: FieldPath): void {
    if (isProgramText(object.kind, path)) return;
    if (node.kind === "scalar" && isPlaceholder(node.text)) found.push({ path, node });
    else if (node.kind === "seq")
      for (const [index, item] of node.items.entries()) collect(item, [...path, index]);
    else if (node.kind === "map")
      for (const { name, value } of node.entries) if (name !== null) collect(value, [...path, name]);
  }
}

/**
 * True where the value of a field is a placeholder, or its name is: then nobody can say what is wrong with it before it
 * is rendered.
 */
export function isPlaceholderAt(object: Pick<KubeObject, "root" | "kind">, path: FieldPath): boolean {
  if (path.length === 0 || isProgramText(object.kind, path)) return false;
  if (path.some((step) => typeof step === "string" && isPlaceholder(step))) return true;
  const value = at(object.root, path);
  const scalar = value === null ? null : asScalar(resolveAlias(value));
  return scalar !== null && isPlaceholder(scalar.text);
}

/** Fields of a container whose text is for the program in it. */
const OF_PROGRAM: ReadonlySet<string | number> = new Set(["command", "args", "env"]);

/** Fields of ConfigMaps and Secrets that hold files. */
const OF_FILES: ReadonlySet<string | number> = new Set(["data", "stringData", "binaryData"]);

/** A label may be called `env` or `command` too: the fields are those of an item of a list, a container or a probe. */
function isProgramText(kind: string, path: FieldPath): boolean {
  const [top = ""] = path;
  if ((kind === "ConfigMap" || kind === "Secret") && OF_FILES.has(top)) return true;
  return path.some((step, index) => {
    const parent = path[index - 1];
    if (step === "annotations") return parent === "metadata";
    return (
      OF_PROGRAM.has(step) && (typeof parent === "number" || parent === "exec" || parent === "container")
    );
  });
}
