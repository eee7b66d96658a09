// Runs gpuify over the corpus of real manifests and holds every result against an independent reader.
//
//   npm run corpus -- [--profile NAME]… [--sample N] [--only TEXT] [--show N] [--json FILE]
//                     [--kubectl] [--kustomize] [--joined]     ask real clients too
//                     [--switching]                            from profile to profile and back, nothing else
//                     [--lint]                                 what the linter finds, and whether its fixes hold
//                     [--patched]                              whether patch says what the linter finds in its output
//                     [--kinds]                                which pod sets with GPUs are patched, kind by kind
//                     [--programs]                             how many GPUs known programs ask for, beside what the manifests say
//                     [--flags '{"platform":"gke","gpu":"l4"}'] [--disguise crlf|bom|no-final-newline|last-comment]
//
// Exits 1 when a promise is broken or the engine refuses too much; the table says which.
import { join } from "node:path";
import { importBundled } from "./corpus/bundle.js";

const { main } = await importBundled(join(import.meta.dirname, "corpus/main.ts"));
process.exitCode = await main(process.argv.slice(2), join(import.meta.dirname, ".."));
