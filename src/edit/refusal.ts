import type { Span } from "../kernel/span.ts";

/** Why an edit cannot be made exactly. Thrown inside this folder only; `realizeEdits` returns it. */
export interface EditRefusal {
  readonly code:
    | "alias-in-the-way"
    | "merge-key-in-the-way"
    | "unexpected-type"
    | "unsupported-layout"
    | "comment-in-the-way"
    | "tag-in-the-way";
  readonly message: string;
  readonly why: string;
  readonly advice: string;
  readonly span: Span;
  readonly related: readonly { readonly message: string; readonly span: Span }[];
}

/** Carries a refusal out of a deep recursion to `realizeEdits`, the only place that catches it. */
export class RefusedEdit extends Error {
  readonly refusal: EditRefusal;

  constructor(refusal: Omit<EditRefusal, "related"> & { readonly related?: EditRefusal["related"] }) {
    super(refusal.message);
    this.refusal = { related: [], ...refusal };
  }
}

/** The layout is legal YAML but nothing this engine can edit without touching more than it should. */
export function unsupportedLayout(span: Span, message: string): RefusedEdit {
  return new RefusedEdit({
    code: "unsupported-layout",
    message,
    why: "An edit here could not be made without rewriting text that has to stay as it is.",
    advice: "Write this part in plain block style and run again.",
    span,
  });
}
