import { lazy } from "../../kernel/lazy.ts";
import { platformFiles, vendorFile } from "../files/files.ts";
import type { PlatformFile } from "../files/platform-file.ts";
import { provenanceOf } from "../files/sourced.ts";
import type { OmittedRow } from "../rows.ts";

/** What the notes name but no selector may be made of, with the reason: it is told when somebody asks for it. */
export const omittedRows: () => readonly OmittedRow[] = lazy(() =>
  platformFiles().flatMap((file) => [
    ...unlabelled(file),
    ...(file.omitted ?? []).flatMap((row) =>
      row.models.map((model) => ({ model, platform: file.name, reason: row.reason, ...provenanceOf(row) })),
    ),
  ]),
);

/** Models without a label of the vendor's components, where those select all models. */
function unlabelled({ name, models }: PlatformFile): readonly OmittedRow[] {
  if (models?.way !== "components" || models.only !== undefined) return [];
  return models.vendors.flatMap((vendor) =>
    (vendorFile(vendor).models?.unlabelled ?? []).map((row) => ({ ...row, platform: name })),
  );
}
