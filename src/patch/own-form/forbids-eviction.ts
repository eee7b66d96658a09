/** `safe-to-evict: "false"` and `do-not-disrupt: "true"` say the same thing. */
export function forbidsEviction(key: string, value: string): boolean {
  return value === (key.endsWith("safe-to-evict") ? "false" : "true");
}
