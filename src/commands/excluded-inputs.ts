import type { InputFile, InputSet } from "../io/ports.ts";
import type { PatchInvocation } from "./invocation.ts";
import type { Policies } from "./policies.ts";

/** Inputs without what a config leaves out: of those that are named only on demand, because a hook names them all. */
export function withoutExcluded(
  { files }: InputSet,
  policies: Pick<Policies, "excluded"> | null,
  ofNamed: PatchInvocation["namedExcluded"],
): { readonly files: readonly InputFile[]; readonly namedOut: readonly InputFile[] } {
  const isOut = ({ name, named }: InputFile): boolean =>
    policies?.excluded.has(name) === true && (!named || ofNamed === "skip");
  return {
    files: files.filter((file) => !isOut(file)),
    namedOut: files.filter((file) => file.named && isOut(file)),
  };
}
