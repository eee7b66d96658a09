import { isStdin, slashed, wellFormed } from "../names.ts";

/**
 * Where a file is, as SARIF says it. A path that was named relative stays relative, to the folder in which gpuify was
 * run: GitHub resolves it against the repository's root, and viewers ask for `%SRCROOT%`. An absolute path is a `file:`
 * URI, which GitHub makes relative to the checkout. Standard input without a name is `stdin`, and is said to be it.
 */
export function artifactLocation(file: string): object {
  if (isStdin(file)) return { uri: slashed(file), description: { text: "standard input" } };
  const uri = uriOf(file);
  return uri.startsWith("file:") ? { uri } : { uri, uriBaseId: "%SRCROOT%" };
}

function uriOf(file: string): string {
  const path = encoded(slashed(file));
  if (file.startsWith("\\\\")) return `file:${path}`;
  if (/^[A-Za-z]:[\\/]/.test(file)) return `file:///${file.charAt(0)}:${path.slice("c%3A".length)}`;
  return path.startsWith("/") ? `file://${path.replace(/^\/+/, "/")}` : path;
}

/** Percent-encoded, but for the slashes. A colon too: in the first part of a relative path it would end a scheme. */
function encoded(path: string): string {
  return wellFormed(path).split("/").map(encodeURIComponent).join("/");
}
