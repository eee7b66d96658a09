import { loadWholeCatalog } from "../../gpu/catalog/whole-catalog.ts";
import type { Ports } from "../../io/ports.ts";
import { EXIT, type ExitCode, Failure } from "../../kernel/failure.ts";
import { counted, someOf } from "../../kernel/words.ts";
import { formatDiagnostics } from "../../output/diagnostics.ts";
import type { Paint } from "../../output/paint.ts";
import { asJson } from "../../output/show/data.ts";
import { lines } from "../../output/show/layout.ts";
import { explainLines } from "../../output/size/explain.ts";
import { sizeData, sizesData } from "../../output/size/json.ts";
import { manifestTitle, unknownLines } from "../../output/size/manifests.ts";
import { legend, sizeLines } from "../../output/size/text.ts";
import { visible } from "../../output/visible.ts";
import { explain } from "../../pipeline/explain.ts";
import { type LoadedFile, readFiles } from "../../pipeline/input/load.ts";
import { ALWAYS } from "../../pipeline/input/relevance.ts";
import { withRenderAdvice } from "../../pipeline/input/unreadable.ts";
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
 * One table for each model that the containers of manifests load; unknown ones are listed with the reason, and
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
  const all = readFiles(inputs.files, ALWAYS);
  const wrong = all.filter(({ problems }) => problems.length > 0);
  const named = wrong.filter(({ input }) => input.named);
  if (named.length > 0) {
    await tellProblems(named, ports, paint);
    return EXIT.input;
  }
  if (wrong.length > 0)
    ports.writeStderr(
      `skipped ${counted(wrong.length, "file")} that cannot be read as manifests: ${someOf(
        wrong.map(({ input }) => input.name),
        5,
      )}\n`,
    );
  const files = all.filter((file) => !wrong.includes(file));
  const { catalog } = loadWholeCatalog();
  const models = manifestModels(files, catalog, request.concurrency);
  if (models.length === 0)
    throw new Failure(
      EXIT.usage,
      "no container in these manifests starts a program that is known to load a model",
      "name the model: gpuify size MODEL",
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

async function tellProblems(
  files: readonly LoadedFile[],
  ports: Pick<Ports, "writeStderr">,
  paint: () => Promise<Paint>,
): Promise<void> {
  const problems = files.flatMap((file) => file.problems.map((one) => withRenderAdvice(one, RENDERED)));
  const sources = new Map(files.map(({ input, source }) => [input.name, source]));
  const told = await explain(problems);
  ports.writeStderr(formatDiagnostics(told, (file) => sources.get(file) ?? null, await paint()));
}

/** The command that reads a rendered chart. */
const RENDERED = "gpuify size -f -";

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
  const sized = answered.flatMap(({ model, answer }) => {
    const proofs = answer !== null && detail === "explained" ? proofsOf(answer) : null;
    return answer === null ? [] : [sizeData(answer, where(model), proofs)];
  });
  const unknown = answered.flatMap(({ model }) =>
    model.found.kind === "unknown" ? [{ in: where(model), reason: model.found.why }] : [],
  );
  return asJson(sizesData(sized, unknown));
}
