// Writes docs/catalog.md from the catalog, docs/rules.md from the rules, docs/codes.md from the codes and docs/kinds.md from
// the kinds that make pods: npm run docs
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { importBundled } from "./corpus/bundle.js";

const { catalogPage } = await importBundled(join(import.meta.dirname, "docs/page.ts"));
const { rulesPage } = await importBundled(join(import.meta.dirname, "docs/rules-page.ts"));
const { codesPage } = await importBundled(join(import.meta.dirname, "docs/codes-page.ts"));
const { kindsPage } = await importBundled(join(import.meta.dirname, "docs/kinds-page.ts"));
const folder = join(import.meta.dirname, "..", "docs");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "catalog.md"), catalogPage());
writeFileSync(join(folder, "rules.md"), rulesPage());
writeFileSync(join(folder, "codes.md"), codesPage());
writeFileSync(join(folder, "kinds.md"), kindsPage());
