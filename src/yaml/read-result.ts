import type { AliasNode, YamlNode } from "./tree.ts";

/** What reading one document gave: its tree, or the place and the reader's words for what is wrong. */
export type ReadResult =
  | {
      readonly ok: true;
      readonly root: YamlNode | null;
      readonly aliases: ReadonlyMap<YamlNode, readonly AliasNode[]>;
    }
  | {
      readonly ok: false;
      readonly offset: number;
      readonly reason: string;
      readonly problem: ReadFailureKind;
      readonly other?: number;
    };

/** Why a document has no tree. */
export type FailedRead = Extract<ReadResult, { readonly ok: false }>;

/**
 * `other` of a failed result is the offset of the first of two equal keys. `not-indented`: so many lines inside quotes and
 * brackets are not indented that the reader gave up, where kubectl may read on.
 */
export type ReadFailureKind =
  | "syntax"
  | "not-indented"
  | "duplicate-key"
  | "depth"
  | "several-documents"
  | "unknown-alias"
  | "alias-loop"
  | "excessive-aliases";
