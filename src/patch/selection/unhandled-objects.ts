import type { Catalog } from "../../gpu/types.ts";
import { annotationsOf, objectTitle } from "../../k8s/object.ts";
import type { Workload } from "../../k8s/workload.ts";
import type { Advice, Diagnostic, Refusal } from "../../kernel/diagnostic.ts";
import { someOf } from "../../kernel/words.ts";
import type { UnhandledObject } from "../../workload/unhandled-accelerators.ts";
import { askPhrase, kindPhrase, listedAsks } from "../../workload/unhandled-words.ts";
import { landmark } from "../../yaml/access.ts";
import { locate } from "../../yaml/source.ts";
import { inform, refuse } from "../shared/diagnostics.ts";
import { hasUnknownAccelerator } from "./accelerated.ts";
import { SKIP_ANNOTATION } from "./skip.ts";

/** How many objects a message names before it only counts. */
const NAMED = 5;

/** Without those whose own annotation says that they are to be left alone: nobody has to be told of them. */
export function withoutSkipped(unhandled: readonly UnhandledObject[]): readonly UnhandledObject[] {
  return unhandled.filter(({ object }) => !annotationsOf(object).has(SKIP_ANNOTATION));
}

/** Without patches of objects that ask for a GPU themselves; a patch that gives its object the GPU stays. */
export function withoutRepeatedParts(unhandled: readonly UnhandledObject[]): readonly UnhandledObject[] {
  const whole = new Set(
    unhandled.filter(({ object }) => object.role !== "part").map(({ object }) => objectTitle(object)),
  );
  return unhandled.filter(({ object }) => object.role !== "part" || !whole.has(objectTitle(object)));
}

/** One note an object: it asks for a GPU, and a run over GPU workloads does nothing for it. */
export function unhandledDiagnostics(unhandled: readonly UnhandledObject[]): readonly Advice[] {
  return unhandled.map(({ object, asks }) => {
    const [first, second] = asks;
    const what = first === undefined || second !== undefined ? listedAsks(object, asks) : askPhrase(first);
    return inform({ object }, first?.path ?? [], {
      code: "gpu-in-unhandled-kind",
      message: `${objectTitle(object)} asks for ${what} but is not patched: gpuify does not handle ${kindPhrase(object)} yet`,
      advice: "Set its node selector, tolerations and shared memory by hand.",
    });
  });
}

/**
 * True where an object that cannot be handled may be the one that is meant instead. A workload with a resource that
 * reads like an accelerator's asks for one too, whoever makes it.
 */
export function mayMeanUnhandled(
  workload: Workload,
  unhandled: readonly UnhandledObject[],
  catalog: Catalog,
): boolean {
  if (unhandled.length === 0) return false;
  return !hasUnknownAccelerator(workload, { catalog });
}

/**
 * A bare profile means the workload with the GPU. Where only objects that cannot be handled have one, nobody can tell
 * that the workloads beside them, which ask for none, are meant: a database would get a GPU.
 */
export function unclearBeside(
  unhandled: readonly UnhandledObject[],
  candidates: readonly Workload[],
): Refusal | null {
  const [first, ...rest] = unhandled;
  const [only, second] = candidates;
  if (first === undefined || only === undefined) return null;
  const title = objectTitle(only.object);
  const [verb, way] =
    second === undefined
      ? ["asks", `To patch ${title} anyway, pass --select ${title}.`]
      : ["ask", "Name those you mean with --select KIND/NAME, -l or -n, or pass --all."];
  const asking = listed(
    unhandled.map(({ object, asks }) => `${objectTitle(object)} with ${listedAsks(object, asks)}`),
  );
  const silent = listed(candidates.map(({ object }) => objectTitle(object)));
  const others = rest.length === 0 ? "the object that does" : "the objects that do";
  const problem = refuse(first, first.asks[0]?.path ?? [], {
    code: "ambiguous-scope",
    message: `it is not clear which workload to patch: ${silent} ${verb} for no GPU, and gpuify does not yet handle ${others}: ${asking}`,
    why: "The workload with the GPU would stay unchanged, and a database or proxy next to it could get one.",
    advice: way,
  });
  return rest.length === 0 ? problem : { ...problem, related: placesOf(rest.slice(0, NAMED - 1)) };
}

function placesOf(unhandled: readonly UnhandledObject[]): NonNullable<Diagnostic["related"]> {
  return unhandled.map(({ object, asks: [ask] }) => {
    const { span } = landmark(object.root, ask?.path ?? []);
    const location = locate(object.source, span, { document: object.document.index });
    return { message: `the GPU of ${objectTitle(object)}`, location };
  });
}

/** Overlays repeat objects: the same words are said once. */
function listed(phrases: readonly string[]): string {
  return someOf([...new Set(phrases)], NAMED);
}
