/**
 * What a table has under a name that comes from outside; undefined where it has none. Every object also answers to
 * `constructor` and `toString`, which a manifest may well name.
 */
export function ownOf<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
