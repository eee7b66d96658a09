import type { ContainerView } from "../k8s/workload.ts";
import { memoized } from "../kernel/memoized.ts";
import { matchesGlob } from "../kernel/name-glob.ts";
import { SIDECARS, type SidecarRow } from "./data/sidecars.ts";

/** What kind of helper a container is by its name or image, or null. */
export function sidecarOf(container: Pick<ContainerView, "name" | "image">): string | null {
  return sidecarRow(container)?.what ?? null;
}

/** What is known of a helper by its name or image; null for every other container. */
export const sidecarRow = memoized(rowOf);

function rowOf(container: Pick<ContainerView, "name" | "image">): SidecarRow | null {
  const image = container.image === null ? "" : imageName(container.image);
  const row = SIDECARS.find(
    ({ names, images }) =>
      names.some((glob) => matchesGlob(glob, container.name)) ||
      images.some((glob) => matchesGlob(glob, image)),
  );
  return row ?? null;
}

/** `registry.io:5000/team/app:1.2@sha256:…` → `app`. */
function imageName(image: string): string {
  const repository = image.split("@", 1)[0] ?? "";
  const last = repository.slice(repository.lastIndexOf("/") + 1);
  return last.split(":", 1)[0] ?? "";
}
