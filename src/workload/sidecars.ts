import type { ContainerView } from "../k8s/workload.ts";
import { matchesGlob } from "../kernel/glob/name-glob.ts";
import { memoized } from "../kernel/memoized.ts";
import { parseImage } from "../program/command/image-name.ts";
import { type SidecarRow, sidecars } from "./data/tables.ts";

/** What kind of helper a container is by its name or image, or null. */
export function sidecarOf(container: Pick<ContainerView, "name" | "image">): string | null {
  return sidecarRow(container)?.what ?? null;
}

/** What is known of a helper by its name or image; null for every other container. */
export const sidecarRow = memoized(rowOf);

function rowOf(container: Pick<ContainerView, "name" | "image">): SidecarRow | null {
  const image = container.image === null ? "" : (parseImage(container.image)?.name ?? "");
  const row = sidecars().find(
    ({ names, images }) =>
      names.some((glob) => matchesGlob(glob, container.name)) ||
      images.some((glob) => matchesGlob(glob, image)),
  );
  return row ?? null;
}
