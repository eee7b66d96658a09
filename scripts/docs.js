// Writes docs/catalog.md from the catalog and docs/rules.md from the rules: npm run docs
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { importBundled } from "./corpus/bundle.js";

const { catalogPage } = await importBundled(join(import.meta.dirname, "docs/page.ts"));
const { rulesPage } = await importBundled(join(import.meta.dirname, "docs/rules-page.ts"));
const folder = join(import.meta.dirname, "..", "docs");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "catalog.md"), catalogPage());
writeFileSync(join(folder, "rules.md"), rulesPage());
