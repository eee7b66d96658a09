import type { Diagnostic, DiagnosticText, Severity } from "../../kernel/diagnostic.ts";
import type { Location } from "../../kernel/span.ts";

/** A diagnostic about a place in a patch of a kustomization, which gpuify reads and never edits. */
export function noticeInPart(severity: Severity, location: Location, notice: DiagnosticText): Diagnostic {
  return { severity, category: severity === "error" ? "decision" : "advice", ...notice, location };
}

/** The two ways to change what a patch says. */
export function changeThePart(file: string): string {
  const folder = file.slice(0, file.lastIndexOf("/") + 1) || ".";
  return `Change it in ${file}, or patch the kustomize output: \`kubectl kustomize ${folder} | gpuify -p PROFILE -\`.`;
}
