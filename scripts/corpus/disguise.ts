/** Ways in which a file can come from somebody's editor without meaning anything else. */
export const DISGUISES = {
  none: (text: string) => text,
  crlf: (text: string) => text.replace(/\r?\n/g, "\r\n"),
  bom: (text: string) => `\uFEFF${text.replace(/^\uFEFF/, "")}`,
  "no-final-newline": (text: string) => text.replace(/\s+$/, ""),
  "last-comment": (text: string) => `${text.replace(/\n?$/, "\n")}# the end`,
} as const;

export type DisguiseName = keyof typeof DISGUISES;

/** Bytes in a disguise; what is not UTF-8 stays as it is. */
export function disguised(bytes: Uint8Array, name: DisguiseName): Uint8Array {
  if (name === "none") return bytes;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return new TextEncoder().encode(DISGUISES[name](text));
  } catch {
    return bytes;
  }
}
