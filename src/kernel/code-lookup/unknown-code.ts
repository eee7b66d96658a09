import { nearest } from "../suggest.ts";

export const WHERE_CODES_ARE_LISTED = "`gpuify show rules` and `gpuify show codes` list them.";

/** What is said of a name that neither a rule nor a code has; `guess` is the advice where one is spelled like it. */
export function unknownCode(
  name: string,
  names: readonly string[],
): { readonly message: string; readonly guess: string | undefined } {
  const similar = nearest(name, names);
  return {
    message: `no rule or code is named "${name}"`,
    guess: similar === undefined ? undefined : `Did you mean "${similar}"? ${WHERE_CODES_ARE_LISTED}`,
  };
}
