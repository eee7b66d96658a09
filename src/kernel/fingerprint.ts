/**
 * A short name for a text: 16 hexadecimal digits that are the same on every machine, in every version. No defence
 * against somebody who wants two texts to have one name (FNV-1a over UTF-16 code units, two lanes of 32 bits).
 */
export function fingerprint(text: string): string {
  let low = 0x811c9dc5;
  let high = 0xc9dc5118;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ (code + index), 0x01000193);
  }
  return hex(low) + hex(high ^ (low >>> 13));
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
