import { objectsIn, objectTitle } from "../k8s/object.ts";
import type { Refusal } from "../kernel/diagnostic.ts";
import type { GeneratedObject } from "../patch/shared/decision.ts";
import { at, textAt } from "../yaml/access.ts";
import { readDocument } from "../yaml/read.ts";
import { decodeSource, locate, type Source } from "../yaml/source.ts";
import { splitDocuments } from "../yaml/split.ts";
import { type Decided, madeAmong } from "./decide-all.ts";
import type { KustomizeFacts } from "./kustomize/mark-parts.ts";
import { resolvePath } from "./kustomize/paths.ts";

/**
 * Objects that would be made although a file outside the input has them: kustomize builds both files together, and
 * refuses two objects of one name ("may not add resource with an already registered id").
 */
export function generatedTwice(
  decided: readonly Decided[],
  facts: KustomizeFacts | null,
): readonly Refusal[] {
  if (facts === null || facts.outside.size === 0) return [];
  return madeAmong(decided).flatMap(({ workload: { object }, decision }) => {
    const file = resolvePath(object.source.name);
    const builds = facts.tree.builds.filter((build) => build.has(file));
    const beside = [...facts.outside].filter(([path]) => builds.some((build) => build.has(path)));
    return decision.generated.flatMap(({ object: made }): Refusal[] => {
      const found = beside.find(([, text]) => hasObject(text, made));
      if (found === undefined) return [];
      const title = `${made.kind}/${nameOf(made)}`;
      return [
        {
          code: "kustomize-object-exists",
          severity: "error",
          category: "decision",
          message: `${found[1].name} already has ${title}, and gpuify would add another one to ${object.source.name} for ${objectTitle(object)}`,
          location: locate(object.source, object.root.span, { document: object.document.index }),
        },
      ];
    });
  });
}

function nameOf({ metadata }: GeneratedObject["object"]): string {
  const isMap = typeof metadata === "object" && metadata !== null && "name" in metadata;
  return isMap ? String(metadata.name) : "";
}

function hasObject(
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  made: GeneratedObject["object"],
): boolean {
  const source = decodeSource(name, bytes);
  if ("severity" in source) return false;
  return documentsOf(source).some(({ kind, root }) => {
    return kind === made.kind && textAt(at(root, ["metadata"]), ["name"]) === nameOf(made);
  });
}

function documentsOf(source: Source): ReturnType<typeof objectsIn> {
  return splitDocuments(source.text).flatMap(({ index, span, content }) => {
    const read = readDocument(source.text, content);
    return read.ok ? objectsIn(source, { index, span, root: read.root, aliases: read.aliases }, 0) : [];
  });
}
