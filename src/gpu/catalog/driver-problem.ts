import { listed } from "../../kernel/words.ts";
import type { PlatformRow } from "../rows.ts";
import type { CatalogDiagnostic, Vendor } from "../types.ts";

/** The resource depends on the kernel driver of the node, and neither a model nor the pod tells which it is. */
export function driverDecides(
  vendor: Vendor,
  platform: PlatformRow,
  possible: readonly string[],
): CatalogDiagnostic {
  return {
    code: "resource-depends-on-driver",
    message: `the GPUs of ${vendor} on ${platform.name} are ${listed(possible, "or")}: the kernel driver of the node decides which`,
    advice:
      "Name the model with --gpu MODEL (`gpuify show models` lists them), or write the resource that the nodes offer into the manifest, or under `platforms` into gpuify.yaml.",
  };
}
