// Writes src/k8s/schema/data/ from the OpenAPI definitions of Kubernetes.
//
//   npm run schema -- [FOLDER]     the folder with v1.NN.json; ../shared/kubernetes-openapi unless told
import { join } from "node:path";
import { importBundled } from "./corpus/bundle.js";

const { main } = await importBundled(join(import.meta.dirname, "schema/main.ts"));
process.exitCode = main(process.argv.slice(2), join(import.meta.dirname, ".."));
