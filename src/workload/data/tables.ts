import { lazy } from "../../kernel/lazy.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { data as mentioning } from "./mentioning-kinds.yaml";
import { data as nodes } from "./node-kinds.yaml";
import { data as helpers } from "./sidecars.yaml";

/** A helper container that never does a pod's own work, told by its name or its image. */
export interface SidecarRow {
  readonly what: string;
  /** Globs of container names. */
  readonly names: readonly string[];
  /** Globs of image names: the last part of the repository, without registry, tag and digest. */
  readonly images: readonly string[];
  /** When it ends where nobody tells it to; `unsaid` where nobody says so, or some run once. */
  readonly ends: "never" | "with-the-work" | "unsaid";
  readonly source: string;
}

/** Helper containers; the first row that fits counts. */
export function sidecars(): readonly SidecarRow[] {
  return (helpers() as { readonly sidecars: readonly SidecarRow[] }).sidecars;
}

/** A kind whose objects say what nodes carry: a node, or what makes nodes or describes them. Paths start at its top. */
export interface NodeKindRow {
  /** Without version; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly labels: FieldPath;
  readonly taints: FieldPath;
  /** Conditions on labels that are written like those of a node affinity; absent where the kind has none. */
  readonly requirements?: FieldPath;
  /** The label whose value is the object's own name. */
  readonly nameLabel?: string;
  /**
   * Which labels its nodes may have beside those written: `none`, `known` ones that the platform writes (nothing makes a
   * node for a label that neither it nor the object knows), or `any`.
   */
  readonly others: "none" | "known" | "any";
  /** The nodes have these taints and no more; false where the platform adds to them. */
  readonly hasAllTaints: boolean;
  /** Tolerations that pods get from it when they are admitted through a queue. */
  readonly queueTolerations?: FieldPath;
}

/** Kinds whose objects say what nodes carry. */
export function nodeKinds(): readonly NodeKindRow[] {
  return (nodes() as { readonly kinds: readonly NodeKindRow[] }).kinds;
}

interface MentioningFile {
  readonly groups: readonly { readonly group: string; readonly kinds?: readonly string[] }[];
  readonly keysWithoutPods: readonly string[];
}

/** True for a kind, by API group without version, whose objects may name accelerators and make no pod that has one. */
export function onlyMentions(group: string, kind: string): boolean {
  const { groups } = mentioning() as MentioningFile;
  return groups.some((row) => row.group === group && (row.kinds?.includes(kind) ?? true));
}

/** Keys under which nothing is asked for: reports of a controller, input of charts, what tests expect. */
export const keysWithoutPods: () => ReadonlySet<string> = lazy(
  () => new Set((mentioning() as MentioningFile).keysWithoutPods),
);
