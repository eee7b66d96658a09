/** A path below the working folder, which is the config's, as rules see it; null for what is elsewhere. */
export function pathBelow(file: string): string | null {
  if (file === "-" || file.startsWith("/") || /^[A-Za-z]:/.test(file)) return null;
  const parts = file.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
  return parts.length === 0 || parts.includes("..") ? null : parts.join("/");
}
