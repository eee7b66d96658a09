/** Oldest minor version whose API is known: what is written where nobody names a version works from there on. */
export const OLDEST_KNOWN_MINOR = 29;
/** Newest minor version whose API is known: manifests are judged by it where nobody names a version. */
export const NEWEST_KNOWN_MINOR = 36;

/** Oldest minor version that can be meant: what lies before it (end of life in 2022) is a lost zero, as in `1.3`. */
const OLDEST = 20;
/** Newest that can be meant: three come a year, so this one is years ahead of any cluster. */
const NEWEST = 59;

/** A version of Kubernetes, or why it is none; `meant` is one that may have been meant. */
type ReadVersion =
  | { readonly ok: true; readonly minor: number }
  | { readonly ok: false; readonly reason: string; readonly meant: string | null };

/** Reads `1.34`, `v1.34.2` or `1.34.2-gke.100`; null for text that looks like no version of Kubernetes at all. */
export function readVersion(text: string): ReadVersion | null {
  const minor = /^v?1\.(\d{1,3})(?:\.\d+)?(?:[-+].*)?$/.exec(text)?.[1];
  if (minor === undefined) return null;
  const number = Number(minor);
  if (number >= OLDEST && number <= NEWEST) return { ok: true, minor: number };
  const isLostZero = /^[2-5]$/.test(minor);
  return {
    ok: false,
    reason:
      number < OLDEST ? "is older than any cluster that has these APIs" : "is not a version that there is",
    meant: isLostZero ? `1.${minor}0` : null,
  };
}
