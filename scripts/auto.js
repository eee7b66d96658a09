// Measures `--profile auto` on the workloads of the corpus that were labelled by hand (fixtures/auto/labels.json).
//
//   npm run auto -- [--part tuning|held-out|fresh] [--show wrong|missed|all] [--thresholds]
import { join } from "node:path";
import { importBundled } from "./corpus/bundle.js";

const { main } = await importBundled(join(import.meta.dirname, "auto/main.ts"));
process.exitCode = await main(process.argv.slice(2), join(import.meta.dirname, ".."));
