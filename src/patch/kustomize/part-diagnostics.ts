import type { CodeAs } from "../../kernel/codes/code.ts";
import {
  type Advice,
  type DiagnosticText,
  INFORMED,
  REFUSED,
  type Refusal,
  WARNED,
} from "../../kernel/diagnostic.ts";
import type { Location } from "../../kernel/span.ts";

/** A decision that a patch of a kustomization makes, which gpuify reads and never edits. */
export function refuseInPart(location: Location, text: DiagnosticText<CodeAs<"error">>): Refusal {
  return { ...REFUSED, ...text, location };
}

/** What a patch of a kustomization does to a change. */
export function warnInPart(location: Location, text: DiagnosticText<CodeAs<"error" | "warning">>): Advice {
  return { ...WARNED, ...text, location };
}

/** Worth knowing about a patch of a kustomization. */
export function informInPart(location: Location, text: DiagnosticText): Advice {
  return { ...INFORMED, ...text, location };
}

/** The two ways to change what a patch says. */
export function changeThePart(file: string): string {
  const folder = file.slice(0, file.lastIndexOf("/") + 1) || ".";
  return `Change it in ${file}, or patch the kustomize output: \`kubectl kustomize ${folder} | gpuify -p PROFILE -\`.`;
}
