import { type KubeObject, objectTitle } from "../k8s/object.ts";
import { type Advice, type Diagnostic, INFORMED, REFUSED } from "../kernel/diagnostic.ts";
import { hasWildcard } from "../kernel/glob/name-glob.ts";
import { counted, someOf } from "../kernel/words.ts";
import type { Scope } from "../patch/selection/scope.ts";
import { locate } from "../yaml/source.ts";
import { type Decided, madeAmong } from "./decide-all.ts";
import { generatedTwice } from "./generated-twice.ts";
import type { LoadedFile } from "./input/load.ts";
import { isWorkloadPart } from "./kustomize/mark-parts.ts";
import { resolvePath } from "./kustomize/paths.ts";
import { filesPatchedBy, type KustomizeTree } from "./kustomize/tree.ts";
import type { ResolvedRun } from "./resolve-run.ts";

/** How many bases or overlays a message lists before it only counts. */
const LISTED = 3;

/** What kustomize has to do with a run, in the order in which it is told. */
export function kustomizeDiagnostics(
  { files, objects, request, kustomize }: Pick<ResolvedRun, "files" | "objects" | "request" | "kustomize">,
  decided: readonly Decided[],
): readonly Diagnostic[] {
  const tree = kustomize?.tree ?? null;
  return [
    ...partDiagnostics(files, objects, { scope: request.scope, tree }),
    ...overlayDiagnostics(decided, tree),
    ...generatedTwice(decided, kustomize),
  ];
}

/** What the diagnostics of parts stand on. */
interface PartContext {
  readonly scope: Scope;
  /** Null where no kustomization is known. */
  readonly tree: KustomizeTree | null;
}

/**
 * Parts of workloads that were left alone, one for each file; an error where the user named the file, or selected a part
 * whose object is not in the input.
 */
function partDiagnostics(
  files: readonly LoadedFile[],
  objects: readonly KubeObject[],
  { scope, tree }: PartContext,
): readonly Diagnostic[] {
  const whole = objects.filter(({ role }) => role !== "part");
  const isThere = new Set(whole.map(keyOf));
  return files.flatMap((file) => {
    const parts = file.documents.flatMap((document) => document.objects.filter(isWorkloadPart));
    const selected = parts.find((part) => isSelected(part, scope) && !isThere.has(keyOf(part)));
    const part = selected ?? parts[0];
    if (part === undefined) return [];
    const isExpected = file.input.named || selected !== undefined;
    return [partDiagnostic(part, basesOf(part, whole, tree), isExpected ? "refused" : "left-alone")];
  });
}

/** Where the object of a part is, or may be; null for a file that no kustomization names as a patch. */
function basesOf(
  part: KubeObject,
  whole: readonly KubeObject[],
  tree: KustomizeTree | null,
): readonly string[] | null {
  const file = resolvePath(part.source.name);
  if (tree === null || tree.roles.get(file) !== "patch") return null;
  const built = filesPatchedBy(tree, file);
  const holding = new Set(
    whole.filter((object) => keyOf(object) === keyOf(part)).map(({ source }) => resolvePath(source.name)),
  );
  // Not all that is built together is in the input, and a patch with a target need not have its object's name.
  const known = built.filter((path) => holding.has(path));
  return known.length > 0 ? known : built;
}

function keyOf({ kind, name }: KubeObject): string {
  return `${kind}/${name}`;
}

function isSelected({ kind, name }: KubeObject, { select }: Scope): boolean {
  return select.some(
    (one) => one.name === name && !hasWildcard(one.kind) && one.kind.toLowerCase() === kind.toLowerCase(),
  );
}

function partDiagnostic(
  part: KubeObject,
  bases: readonly string[] | null,
  outcome: "refused" | "left-alone",
): Diagnostic {
  const file = part.source.name;
  const title = objectTitle(part);
  const what =
    bases !== null
      ? `${file} is a kustomize patch for ${title}`
      : `${title} in ${file} lacks fields that every object of its kind has and looks like a patch`;
  const way =
    bases !== null && bases.length > 0
      ? `Patch the base instead (${someOf(bases, LISTED)})`
      : "Patch the object that it is merged into";
  return {
    ...(outcome === "refused" ? REFUSED : INFORMED),
    code: "kustomize-part",
    message: outcome === "refused" ? `${what}, not a complete object` : `${what}; it is left alone`,
    advice: `${way}, or patch the kustomize output: \`kubectl kustomize DIR | gpuify -p PROFILE -\`.`,
    location: locate(part.source, part.root.span, { document: part.document.index }),
  };
}

/** Says of each changed workload that several overlays build how many do: the change is for all of them. */
function overlayDiagnostics(decided: readonly Decided[], tree: KustomizeTree | null): readonly Advice[] {
  if (tree === null) return [];
  return madeAmong(decided).flatMap(({ workload: { object }, decision }): Advice[] => {
    const overlays = tree.overlays.get(resolvePath(object.source.name)) ?? [];
    const isChanged = decision.operations.length + decision.generated.length > 0;
    if (overlays.length < 2 || !isChanged) return [];
    return [
      {
        code: "kustomize-overlays",
        severity: "info",
        category: "advice",
        message: `${counted(overlays.length, "overlay")} build ${objectTitle(object)} from ${object.source.name} and all of them get the change: ${someOf(overlays, LISTED)}`,
        location: locate(object.source, object.root.span, { document: object.document.index }),
      },
    ];
  });
}
