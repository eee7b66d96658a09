import { type KubeObject, objectTitle } from "../../k8s/object.ts";
import { someOf } from "../../kernel/words.ts";

/** How many objects a message lists before it only counts. */
const LISTED = 20;

/** `Deployment/web (namespace shop), StatefulSet/db and 3 more`. */
export function listTitles(objects: readonly KubeObject[]): string {
  const titles = objects.map((object) =>
    object.namespace === null
      ? objectTitle(object)
      : `${objectTitle(object)} (namespace ${object.namespace})`,
  );
  return someOf(titles, LISTED);
}
