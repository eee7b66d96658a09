import { loadWholeCatalog } from "../../gpu/catalog/whole-catalog.ts";
import type { Ports } from "../../io/ports.ts";
import { EXIT, type ExitCode, Failure } from "../../kernel/failure.ts";
import { formatDiagnostics } from "../../output/diagnostics.ts";
import type { Paint } from "../../output/paint.ts";
import { asJson } from "../../output/show/data.ts";
import { lines } from "../../output/show/layout.ts";
import { explainLines } from "../../output/size/explain.ts";
import { sizeData } from "../../output/size/json.ts";
import { manifestTitle, unknownLines } from "../../output/size/manifests.ts";
import { legend, sizeLines } from "../../output/size/text.ts";
import { visible } from "../../output/visible.ts";
import { explain } from "../../pipeline/explain.ts";
import { loadFiles } from "../../pipeline/input/load.ts";
import { type ManifestModel, manifestModels } from "../../pipeline/size/manifest-models.ts";
import { proofsOf } from "../../pipeline/size/proofs.ts";
import { sizeTable } from "../../pipeline/size/size-table.ts";
import type { GpuChoice, SizeTable } from "../../pipeline/size/types.ts";
import type { SizeRequest } from "./request.ts";

type ManifestRequest = Extract<SizeRequest, { readonly kind: "manifests" }>;

/** A model of a manifest, and the GPUs for it; null where the model is not known. */
interface Answered {
  readonly model: ManifestModel;
  readonly answer: SizeTable | null;
}

/**
 * One table for each model that the containers of manifests load; those that are not known are told with the reason, and
 * make the exit code 3 where no other is there.
 * @throws Failure (usage) where no container loads a model.
 */
export async function sizeManifests(
  request: ManifestRequest,
  choices: readonly GpuChoice[],
  ports: Pick<Ports, "readInputs" | "writeStdout" | "writeStderr">,
  paint: () => Promise<Paint>,
): Promise<ExitCode> {
  const inputs = await ports.readInputs(request.inputs);
  const files = loadFiles(inputs.files, { strict: true });
  const problems = files.flatMap((file) => file.problems);
  if (problems.length > 0) {
    const sources = new Map(files.map(({ input, source }) => [input.name, source]));
    const told = await explain(problems);
    ports.writeStderr(formatDiagnostics(told, (file) => sources.get(file) ?? null, await paint()));
    return EXIT.input;
  }
  const { catalog } = await loadWholeCatalog();
  const models = manifestModels(files, catalog, request.concurrency);
  if (models.length === 0)
    throw new Failure(
      EXIT.usage,
      "no container of these manifests starts a program that is known to load a model",
      "name the model itself: gpuify size MODEL",
    );
  const answered = models.map((model): Answered => {
    const { found } = model;
    return { model, answer: found.kind === "known" ? sizeTable(found.question, choices) : null };
  });
  ports.writeStdout(
    visible(request.format === "json" ? jsonOf(answered, request) : textOf(answered, request)),
  );
  return answered.every(({ answer }) => answer === null) ? EXIT.input : EXIT.ok;
}

function textOf(answered: readonly Answered[], { detail }: ManifestRequest): string {
  const tables = answered.flatMap(({ answer }) => answer ?? []);
  const blocks = answered.flatMap(({ model, answer }) => {
    if (answer === null) return [];
    const explained = detail === "explained" ? explainLines(answer, proofsOf(answer)) : [];
    return [[...manifestTitle(model), ...sizeLines(answer), ...explained]];
  });
  const unknown = unknownLines(answered.flatMap(({ model }) => model));
  return lines([
    ...blocks.flatMap((block, index) => (index === 0 ? block : ["", ...block])),
    ...legend(tables),
    ...(unknown.length > 0 && blocks.length > 0 ? [""] : []),
    ...unknown,
  ]);
}

function jsonOf(answered: readonly Answered[], { detail }: ManifestRequest): string {
  const where = ({ file, line, object, container, program, asks }: ManifestModel) => ({
    file,
    line,
    object,
    container,
    program,
    asksForGpus: asks,
  });
  return asJson({
    models: answered.flatMap(({ model, answer }) =>
      answer === null
        ? []
        : [sizeData(answer, where(model), detail === "explained" ? proofsOf(answer) : null)],
    ),
    unknown: answered.flatMap(({ model }) =>
      model.found.kind === "unknown" ? [{ in: where(model), reason: model.found.why }] : [],
    ),
  });
}
