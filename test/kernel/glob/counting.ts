/** How often letters were read. */
export interface Reads {
  count: number;
}

/** A text that counts how often one of its letters is read. */
export function counting(text: string, reads: Reads): ArrayLike<string> {
  return new Proxy([...text], {
    get(letters, key, receiver) {
      if (typeof key === "string" && /^\d+$/.test(key)) reads.count++;
      return Reflect.get(letters, key, receiver);
    },
  });
}
