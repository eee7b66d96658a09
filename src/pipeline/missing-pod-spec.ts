import { kindOf } from "../k8s/kinds.ts";
import { type KubeObject, objectTitle } from "../k8s/object.ts";
import { templatePathsOf } from "../k8s/pod-set.ts";
import { type Diagnostic, INFORMED, REFUSED } from "../kernel/diagnostic.ts";
import { matchesAnyGlob } from "../kernel/glob/name-glob.ts";
import type { Scope } from "../patch/selection/scope.ts";
import { landmark } from "../yaml/access.ts";
import { locate } from "../yaml/source.ts";

/**
 * Objects of a workload kind without a pod spec, such as the patches of a kustomize overlay: a note when they
 * are merely in the stream, an error when they were selected, because then the user expects a change.
 */
export function missingPodSpec(withoutPodSpec: readonly KubeObject[], scope: Scope): readonly Diagnostic[] {
  return withoutPodSpec.map((object): Diagnostic => {
    const isSelected = scope.select.some(
      ({ kind, name }) =>
        matchesAnyGlob(kind.toLowerCase(), object.kind.toLowerCase()) &&
        name !== null &&
        matchesAnyGlob(name, object.name),
    );
    const row = kindOf(object);
    const [template = []] = row === null ? [] : templatePathsOf(object.root, row);
    const path = [...template, "spec"];
    const { span } = landmark(object.root, path);
    return {
      code: "no-pod-spec",
      ...(isSelected ? REFUSED : INFORMED),
      message:
        row?.bases === undefined && row?.drives === undefined
          ? `${objectTitle(object)} has no pod spec, so there is nothing a profile could change`
          : `${objectTitle(object)} describes no pods itself, so there is nothing a profile could change: its operator takes them from another object`,
      location: locate(object.source, span, { document: object.document.index }),
    };
  });
}
