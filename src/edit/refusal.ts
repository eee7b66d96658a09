import type { DiagnosticText } from "../kernel/diagnostic.ts";
import type { Span } from "../kernel/span.ts";
import { type AliasNode, type FieldPath, formatPath, type YamlNode } from "../yaml/tree.ts";

/** Codes of what keeps an edit from being made exactly. */
type EditCode =
  | "alias-in-the-way"
  | "merge-key-in-the-way"
  | "unexpected-type"
  | "unsupported-layout"
  | "comment-in-the-way"
  | "tag-in-the-way"
  | "name-in-the-way"
  | "old-line-end";

/** Why an edit cannot be made exactly. Thrown inside this folder only; `realizeEdits` returns it. */
export interface EditDiagnostic extends DiagnosticText<EditCode> {
  /** What is in the way. */
  readonly span: Span;
  readonly related: readonly { readonly message: string; readonly span: Span }[];
}

/** Carries a refusal out of a deep recursion to `realizeEdits`, the only place that catches it. */
export class RefusedEdit extends Error {
  readonly refusal: EditDiagnostic;

  constructor(refusal: Omit<EditDiagnostic, "related"> & { readonly related?: EditDiagnostic["related"] }) {
    super(refusal.message);
    this.refusal = { related: [], ...refusal };
  }
}

/** The layout is legal YAML but nothing this engine can edit without touching more than it should. */
export function unsupportedLayout(span: Span, message: string): RefusedEdit {
  return new RefusedEdit({
    code: "unsupported-layout",
    message,
    span,
  });
}

/** A carriage return alone ends a line to every YAML reader, and to no editor, diff or program that edits lines. */
export function oldLineEnd(span: Span): EditDiagnostic {
  return {
    code: "old-line-end",
    message: "a line ends with a carriage return but no line feed",
    span,
    related: [],
  };
}

/** The manifest has a value of another type where the path leads through. */
export function unexpectedType(node: YamlNode, path: FieldPath, expected: string): RefusedEdit {
  const found =
    node.kind === "scalar"
      ? `the text ${JSON.stringify(node.text.slice(0, 40))}`
      : node.kind === "seq"
        ? "a list"
        : "a map";
  return new RefusedEdit({
    code: "unexpected-type",
    message: `${path.length === 0 ? "the document" : formatPath(path)} is ${found}, but Kubernetes has ${expected} there`,
    span: node.span,
  });
}

/** A tagged value is left alone. */
export function tagInTheWay(node: YamlNode): RefusedEdit {
  return new RefusedEdit({
    code: "tag-in-the-way",
    message: `the value carries the tag ${node.tag}`,
    span: node.span,
  });
}

/** A map has the name already that one of its fields shall get; `owner` is the field that has it. */
export function nameInTheWay(span: Span, name: string, owner: Span | null): RefusedEdit {
  return new RefusedEdit({
    code: "name-in-the-way",
    message: `the new name ${JSON.stringify(name)} is there already`,
    span,
    related: owner === null ? [] : [{ message: "the name is here", span: owner }],
  });
}

/** An anchored value that is used elsewhere cannot change or go. */
export function aliasInTheWay(node: YamlNode, users: readonly AliasNode[], message: string): RefusedEdit {
  return new RefusedEdit({
    code: "alias-in-the-way",
    message,
    span: { start: node.outerStart, end: node.outerStart + (node.anchor?.length ?? 0) + 1 },
    related: users.map((user) => ({ message: `*${user.name} is used here`, span: user.span })),
  });
}
