import type { TextEdit } from "../../../src/edit/text-edit.ts";
import type { Finding } from "../../../src/lint/finding.ts";
import type { LintExtras } from "../../../src/output/lint/extras.ts";
import { PLAIN } from "../../../src/output/paint.ts";
import { lintManifests } from "../../../src/pipeline/lint.ts";
import { fixEdits } from "../../../src/pipeline/lint-fix.ts";
import type { LintOutcome } from "../../../src/pipeline/lint-types.ts";
import { toolsFor } from "../../lint/kit.ts";

/** Rules that these tests stand on, so that new ones do not change what is found here. */
const ONLY = ["gpu-limit-missing", "yaml-invalid", "suppression-unused", "suppression-without-reason"];

/** A file of a run; one that only a walk came by is not named. */
export interface KitFile {
  readonly name: string;
  readonly text: string | Uint8Array;
  readonly walked?: true;
}

/** Lints files with a few rules. */
export function lintFiles(files: readonly KitFile[]): LintOutcome {
  const inputs = files.map(({ name, text, walked }) => ({
    name,
    bytes: typeof text === "string" ? new TextEncoder().encode(text) : text,
    named: walked !== true,
  }));
  return lintManifests(inputs, toolsFor({ only: ONLY }));
}

/** What formats get with an outcome. */
export function extrasOf(outcome: LintOutcome): LintExtras {
  return { version: "1.2.3", editsOf: fixEdits(outcome), paint: PLAIN };
}

/** A pod in which `gpu-limit-missing` finds something, at `nvidia.com/gpu`. */
export function pod(name: string, before = ""): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: main
      image: app:1
      resources:
        requests:
${before}          nvidia.com/gpu: 1
`;
}

/** The same as a single line of JSON, wider than any screen. */
export function wideJson(): string {
  const labels = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`label-${index}`, "🚀 value"]),
  );
  const resources = { requests: { "nvidia.com/gpu": 1 } };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "wide", annotations: labels },
    spec: { containers: [{ name: "main", image: "app:1", resources }] },
  });
}

/** What no format may stumble over. */
export const NASTY =
  "50%\r\n::error file=x::pwned ]]> <b>&\"quoted\" 'single' \u0000\u001b[31m\u{1F680}\ud800 [a](b) {0} %0A\ttab, a:b";

/** File names that mean something to one format or another. */
export const NASTY_NAMES = [
  "./dir with space/ü,a=b:c%20#?.yaml",
  "C:\\Users\\Jörg\\pod.yaml",
  "/abs/pöd.yaml",
  "../up.yaml",
  "-",
  "a\n::error::b]]>&\"'<c>.yaml",
];

/** One run with everything in it that is hard to write. */
export function nastyOutcome(): LintOutcome {
  const outcome = lintFiles([
    ...NASTY_NAMES.map((name, index) => ({ name, text: pod(`p${index}`) })),
    { name: "bom-crlf.yaml", text: `\uFEFF${pod("bom").replaceAll("\n", "\r\n")}` },
    { name: "bom-first.json", text: `\uFEFF${wideJson()}` },
    { name: "latin.yaml", text: Uint8Array.from([0x61, 0x0a, 0x62, 0xff]) },
    { name: "broken.yaml", text: "apiVersion: v1\nkind: Pod\nmetadata: {\n" },
    { name: "named-template.yaml", text: "apiVersion: v1\nkind: Pod\nspec: {{ .Values.x }}\n" },
    {
      name: "walked-template.yaml",
      text: "apiVersion: v1\nkind: Pod\nspec: {{ .Values.x }}\n",
      walked: true,
    },
    { name: "clean.yaml", text: "apiVersion: v1\nkind: Pod\nmetadata:\n  name: clean\n" },
    { name: "nothing.yaml", text: "a: 1\n" },
    {
      name: "suppressed.yaml",
      text: pod("quiet", `          # gpuify-ignore gpu-limit-missing: ]]> "meant" & 100% {0}\n`),
    },
    { name: "no-reason.yaml", text: pod("quiet", "          # gpuify-ignore gpu-limit-missing\n") },
  ]);
  const [first, second] = outcome.findings;
  if (first === undefined || second === undefined) throw new Error("nothing was found");
  const nasty: Finding = {
    ...first,
    severity: "info",
    message: NASTY,
    advice: NASTY,
    related: [{ message: NASTY, location: second.location }],
    fingerprint: "nasty",
    fix: { safety: "unsafe", title: NASTY, operations: first.fix?.operations ?? [] },
  };
  const known = { finding: { ...second, fingerprint: "known" }, kind: "baseline", reason: "" } as const;
  const warned = { ...second, severity: "warning", fingerprint: "warned" } as const;
  return {
    ...outcome,
    findings: [nasty, ...outcome.findings, warned],
    suppressed: [...outcome.suppressed, known],
  };
}

/** A finding whose fix has these edits, whatever the edit engine would make. */
export function editing(edits: readonly TextEdit[]): LintExtras["editsOf"] {
  return ({ fix }) => (fix === null ? null : edits);
}
