// Writes src/k8s/schema/data/published/ from the CustomResourceDefinitions that projects publish.
//
//   npm run crds -- [FOLDER]     the folder with index.jsonl and the definitions; ../shared/kinds/crds unless told
import { join } from "node:path";
import { importBundled } from "./corpus/bundle.js";

const { main } = await importBundled(join(import.meta.dirname, "crds/main.ts"));
process.exitCode = main(process.argv.slice(2), join(import.meta.dirname, ".."));
