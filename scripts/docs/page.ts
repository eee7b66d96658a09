import { catalogDocument } from "../../src/gpu/catalog/document.ts";
import { leftOutChapter } from "./left-out.ts";
import { machinesChapter } from "./machines.ts";
import { migChapter } from "./mig.ts";
import { modelsChapter, selectionChapter } from "./models.ts";
import { namesChapter } from "./names.ts";
import { capacityChapter, labelsChapter, podsChapter } from "./nodes.ts";
import { platformsChapter } from "./platforms.ts";
import { sourcesChapter } from "./sources.ts";

const INTRODUCTION = `# The catalog

<!-- Written by \`npm run docs\` from src/gpu: do not change it here. -->

Everything gpuify knows of accelerators on Kubernetes: platforms, models, resources, labels and taints. Each row says
where it was read, when, and how sure that is:

- \`source-code\`: the program that writes or reads the string has it;
- \`official\`: the vendor's documentation has it;
- \`sample\`: it was seen in manifests of the vendor's;
- \`secondary\`: somebody else says so.

Selectors, annotations and runtime classes are written from rows of the first two alone. The others are only
recognised, but for a toleration where nothing better is documented. \`gpuify show models\` and
\`gpuify show platforms\` print the same, one in full with its sources.`;

/** The page `docs/catalog.md`, from the catalog as it is. Pure: the same catalog gives the same bytes. */
export function catalogPage(): string {
  const catalog = catalogDocument();
  const chapters = [
    platformsChapter,
    modelsChapter,
    selectionChapter,
    machinesChapter,
    migChapter,
    namesChapter,
    labelsChapter,
    podsChapter,
    capacityChapter,
    leftOutChapter,
    sourcesChapter,
  ];
  return `${[INTRODUCTION, ...chapters.map((write) => write(catalog))].join("\n\n")}\n`;
}
