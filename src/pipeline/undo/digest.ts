import { encodeText } from "../../yaml/source.ts";

/** What tells a text from every other. */
export interface Digest {
  /** In UTF-16 code units, as offsets count. */
  readonly length: number;
  /** SHA-256 of the UTF-8 bytes, as `sha256sum` prints it. */
  readonly sha256: string;
}

/** The digest of a text, a byte order mark included. */
export async function digestOf(text: string): Promise<Digest> {
  // A copy, because the API does not take a view of a buffer that may be shared.
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(encodeText(text))));
  return {
    length: text.length,
    sha256: Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join(""),
  };
}

/** True where both are of the same text. */
export function sameDigest(a: Digest, b: Digest): boolean {
  return a.length === b.length && a.sha256 === b.sha256;
}
