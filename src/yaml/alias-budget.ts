/**
 * From how many nodes on that exist through aliases only a document is a bomb, when it has few of its own: a few
 * lines can stand for billions. kubectl's reader (go-yaml v2 `allowedAliasRatio`) has a limit of the same kind.
 */
const MANY_REPEATED = 100_000;
const REPEATED_PER_OWN = 10;

/**
 * Counts, while a document is read, how many nodes it stands for with its aliases written out. `Node` is what an anchor
 * is known by: a node of the tree, or the event that begins it.
 */
export class AliasBudget<Node extends object> {
  /** Nodes of an anchored collection; what was counted before it, as a negative number, while it is open. */
  readonly #sizes = new Map<Node, number>();
  #own = 0;
  #repeated = 0;

  /** A node that is written. */
  count(): void {
    this.#own++;
  }

  /** An anchored collection begins; it has been counted. */
  open(node: Node): void {
    this.#sizes.set(node, -(this.#own + this.#repeated));
  }

  /** An anchored collection ends. */
  close(node: Node): void {
    this.#sizes.set(node, this.#own + this.#repeated + (this.#sizes.get(node) ?? 0) + 1);
  }

  /** An alias of `target`; says what is wrong with it: it stands in its own target, or it is one too many. */
  repeat(target: Node): "alias-loop" | "excessive-aliases" | null {
    const size = this.#sizes.get(target) ?? 1;
    if (size < 0) return "alias-loop";
    this.#repeated += size;
    const isMany = this.#repeated > MANY_REPEATED && this.#repeated > this.#own * REPEATED_PER_OWN;
    return isMany ? "excessive-aliases" : null;
  }
}
