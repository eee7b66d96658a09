import type { Span } from "../../kernel/span.ts";
import { at, items, text, textAt } from "../../yaml/access.ts";
import { readDocument } from "../../yaml/read.ts";
import { decodeSource, type Source } from "../../yaml/source.ts";
import { splitDocuments } from "../../yaml/split.ts";
import { isNullScalar, type YamlNode } from "../../yaml/tree.ts";
import type { ManifestInput } from "../input/manifest-input.ts";
import { folderOf, resolvePath } from "./paths.ts";

/** Which objects a patch with `target` is merged into. An absent field matches everything. */
export interface PatchTarget {
  readonly group: string | null;
  readonly version: string | null;
  /** The three are regular expressions that have to match the whole value. */
  readonly kind: string | null;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly labelSelector: string | null;
  readonly annotationSelector: string | null;
}

/** One patch of a kustomization: a file, or text that stands in the kustomization itself. */
export type PatchReference = { readonly target: PatchTarget | null } & (
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "inline"; readonly text: string; readonly span: Span }
);

/** A kustomization, as far as it says which files are objects and which are parts of them. All paths are resolved. */
export interface Kustomization {
  readonly source: Source;
  /** Its folder, without a slash at the end. */
  readonly folder: string;
  readonly isComponent: boolean;
  /** Files, and folders of other kustomizations. */
  readonly resources: readonly string[];
  readonly components: readonly string[];
  readonly patches: readonly PatchReference[];
  readonly namePrefix: string;
  readonly nameSuffix: string;
}

/** Reads a kustomization; null for what cannot be read, which kustomize itself will tell. */
export function readKustomization({
  name,
  bytes,
}: Pick<ManifestInput, "name" | "bytes">): Kustomization | null {
  const source = decodeSource(name, bytes);
  if ("severity" in source) return null;
  const document = splitDocuments(source.text).find(
    ({ content }) => source.text.slice(content.start, content.end).trim() !== "",
  );
  const read = document === undefined ? null : readDocument(source.text, document.content);
  if (read === null || !read.ok || read.root === null) return null;
  const { root } = read;
  const folder = resolvePath(folderOf(name));
  const paths = (field: string): readonly string[] =>
    items(at(root, [field])).flatMap((item) => {
      const path = text(item);
      return path === null || isRemote(path) ? [] : [below(folder, path)];
    });
  return {
    source,
    folder,
    isComponent: textAt(root, ["kind"]) === "Component",
    resources: [...paths("resources"), ...paths("bases")],
    components: paths("components"),
    patches: [
      ...items(at(root, ["patches"])).flatMap((patch) => patchIn(patch, folder)),
      ...items(at(root, ["patchesStrategicMerge"])).flatMap((patch) => strategicMerge(patch, folder)),
      ...items(at(root, ["patchesJson6902"])).flatMap((patch) => patchIn(patch, folder)),
    ],
    namePrefix: textAt(root, ["namePrefix"]) ?? "",
    nameSuffix: textAt(root, ["nameSuffix"]) ?? "",
  };
}

/** A repository or an archive, which kustomize fetches. */
function isRemote(path: string): boolean {
  return path.includes("://") || /^[\w.-]+@|\?ref=|^github\.com\//.test(path);
}

function below(folder: string, path: string): string {
  return resolvePath(folder === "" || path.startsWith("/") ? path : `${folder}/${path}`);
}

/** An entry of `patches` or `patchesJson6902`; older kustomizations list file names there too. */
function patchIn(patch: YamlNode, folder: string): readonly PatchReference[] {
  const name = text(patch);
  if (name !== null) return strategicMerge(patch, folder);
  const target = targetOf(at(patch, ["target"]));
  const path = textAt(patch, ["path"]);
  if (path !== null) return [{ kind: "file", path: below(folder, path), target }];
  const inline = at(patch, ["patch"]);
  const written = text(inline);
  return inline === null || written === null
    ? []
    : [{ kind: "inline", text: written, span: inline.span, target }];
}

/** A file name, or the text of a patch (kustomize tells them apart by trying to read the file). */
function strategicMerge(patch: YamlNode, folder: string): readonly PatchReference[] {
  const written = text(patch);
  if (written === null) return [];
  return written.includes("\n") || written.includes("{")
    ? [{ kind: "inline", text: written, span: patch.span, target: null }]
    : [{ kind: "file", path: below(folder, written), target: null }];
}

function targetOf(node: YamlNode | null): PatchTarget | null {
  if (node === null || isNullScalar(node)) return null;
  return {
    group: textAt(node, ["group"]),
    version: textAt(node, ["version"]),
    kind: textAt(node, ["kind"]),
    name: textAt(node, ["name"]),
    namespace: textAt(node, ["namespace"]),
    labelSelector: textAt(node, ["labelSelector"]),
    annotationSelector: textAt(node, ["annotationSelector"]),
  };
}
