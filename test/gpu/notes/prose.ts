/** Keys of the notes that tell how a value is known: compared by themselves, or weighed. */
export const EVIDENCE: Readonly<Record<string, string>> = {
  source: "ids of sources; those of the catalog's rows are checked against the notes by id",
  confidence: "weighs the values beside it",
  memory_confidence: "weighs memory_gib",
};

/** Keys of the notes whose values are sentences for the reader, and no facts of their own. */
export const PROSE: Readonly<Record<string, string>> = {
  title: "a heading; the catalog has its own",
  note: "explains the value beside it; where a platform's note is all it has, it is compared with the remarks",
  intel_notes: "explains Intel's resources",
  meaning: "explains a resource; the catalog has its kind and vendor",
  caveat: "explains a resource",
  naming: "explains how a name is made; resource_name is compared",
  only_if: "explains a resource",
  vendor_component: "explains a resource",
  when: "explains a taint",
  condition: "explains a taint",
  where: "explains an annotation",
  mechanism: "explains that the platform tolerates by itself",
  emit: "advice; what is written is compared with the taints and labels beside it",
  ambiguity: "advice",
  limits: "advice",
  autoscaling_hazard: "advice",
  type: "the form of a value",
  unit: "the unit of a value",
  format: "the form of a value",
  example: "an example of a value",
};

/** True for a value of such a key, or of a key that ends in `_note`. What is compared all the same is no prose. */
export function isProse(path: readonly string[]): boolean {
  const key = path.at(-1) ?? "";
  return key in PROSE || key.endsWith("_note") || path.includes("intel_notes");
}

/** True for a value that tells how another is known. */
export function isEvidence(path: readonly string[]): boolean {
  return path.some((key) => key in EVIDENCE);
}
