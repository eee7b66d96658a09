import type { JsonMap } from "../edit/operation.ts";
import { isJsonMap } from "../k8s/json.ts";
import { annotationsOf, type KubeObject } from "../k8s/object.ts";

/**
 * What a chart's file is called in the stream that Helm 3.21 and 4 give to a post-renderer: Helm sorts what comes back into
 * files by it, takes it out again, and makes up a name where it is missing.
 * Source: helm/helm pkg/action/action.go (annotateAndMerge, splitAndDeannotate).
 */
const FILE_NAME = "postrenderer.helm.sh/postrender-filename";

/** A new object beside one of a chart belongs to the same file of the chart. */
export function inSameChartFile(object: JsonMap, owner: KubeObject): JsonMap {
  const name = annotationsOf(owner).get(FILE_NAME);
  const { metadata } = object;
  if (name === undefined || !isJsonMap(metadata)) return object;
  const annotations = isJsonMap(metadata.annotations) ? metadata.annotations : {};
  return { ...object, metadata: { ...metadata, annotations: { ...annotations, [FILE_NAME]: name } } };
}

/**
 * The comment by which Helm tells the file of a document: `# Source: chart/templates/web.yaml`; null without one. `head` is
 * what stands before the document's content.
 * Source: helm/helm pkg/action/action.go (renderResources).
 */
export function sourceComment(head: string): string | null {
  return /^# Source: \S.*$/m.exec(head)?.[0].trimEnd() ?? null;
}
