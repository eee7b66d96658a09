/** Public images and commands by which each program of the tables is known, and near names that are others. */
export interface Examples {
  readonly images: readonly string[];
  readonly commands: readonly string[];
  /** Images and commands (with a space) that must not be taken for it. */
  readonly others: readonly string[];
}

/** An entry of the tables of examples. */
export const row = (
  images: readonly string[],
  commands: readonly string[],
  others: readonly string[],
): Examples => ({ images, commands, others });
