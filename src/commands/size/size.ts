import { loadWholeCatalog } from "../../gpu/catalog/whole-catalog.ts";
import type { Ports } from "../../io/ports.ts";
import { EXIT, type ExitCode, Failure } from "../../kernel/failure.ts";
import type { Paint } from "../../output/paint.ts";
import { asJson } from "../../output/show/data.ts";
import { lines } from "../../output/show/layout.ts";
import { explainLines } from "../../output/size/explain.ts";
import { sizeData, sizesData, trainingData } from "../../output/size/json.ts";
import { furtherLine, legend, sizeLines } from "../../output/size/text.ts";
import { trainingLines } from "../../output/size/training.ts";
import { visible } from "../../output/visible.ts";
import { CONFIG_ADVICE, findWeights } from "../../pipeline/size/find-weights.ts";
import { gpuChoices } from "../../pipeline/size/gpu-choices.ts";
import { proofOfSize, proofOfTraining, proofsOf } from "../../pipeline/size/proofs.ts";
import { sizeTable } from "../../pipeline/size/size-table.ts";
import { trainingTable } from "../../pipeline/size/training-table.ts";
import type { GpuChoice } from "../../pipeline/size/types.ts";
import type { Weights } from "../../program/weights/types.ts";
import { narrowingOf } from "../show/narrowing.ts";
import { sizeManifests } from "./manifests.ts";
import type { SaidModel, SizeRequest } from "./request.ts";

/** What sizing asks of the world. */
type SizePorts = Pick<Ports, "readInputs" | "readText" | "writeStdout" | "writeStderr">;

/**
 * `gpuify size`: the GPUs that hold a model, what training takes, or the same of the models that manifests load; returns
 * the exit code. `paint` is for standard error.
 * @throws Failure with `EXIT.usage` for names that do not exist, and for models whose size is not known.
 */
export async function runSize(
  request: SizeRequest,
  ports: SizePorts,
  paint: () => Promise<Paint>,
): Promise<ExitCode> {
  switch (request.kind) {
    case "training":
      ports.writeStdout(visible(await trainingText(request, ports)));
      return EXIT.ok;
    case "model":
      ports.writeStdout(visible(await modelText(request, ports)));
      return EXIT.ok;
    case "manifests":
      return await sizeManifests(request, await choicesOf(request), ports, paint);
    default:
      return request satisfies never;
  }
}

async function modelText(
  request: Extract<SizeRequest, { readonly kind: "model" }>,
  ports: SizePorts,
): Promise<string> {
  const weights = await weightsOfModel(request.model, request.load, ports);
  const answer = sizeTable(
    { asked: request.model.name, weights, load: request.load, stated: null },
    await choicesOf(request),
  );
  const proofs = request.detail === "explained" ? proofsOf(answer) : null;
  if (request.format === "json") return asJson(sizesData([sizeData(answer, null, proofs)], []));
  return lines([
    ...sizeLines(answer),
    ...legend([answer]),
    ...(proofs === null ? furtherLine(answer, request) : explainLines(answer, proofs)),
  ]);
}

async function trainingText(
  request: Extract<SizeRequest, { readonly kind: "training" }>,
  ports: SizePorts,
): Promise<string> {
  const weights = await weightsOfModel(request.model, {}, ports);
  const answer = trainingTable(weights, request.method);
  const proofs =
    request.detail === "explained" ? [...proofOfSize(weights), proofOfTraining(request.method)] : null;
  if (request.format === "json") return asJson(trainingData(answer, proofs));
  return lines(trainingLines(answer, proofs));
}

async function weightsOfModel(
  { name, params, config }: SaidModel,
  flags: { readonly dtype?: string | null; readonly quantization?: string | null; readonly program?: string },
  ports: SizePorts,
): Promise<Weights> {
  const text = config === null ? null : await ports.readText(config);
  if (config !== null && text === null)
    throw new Failure(EXIT.usage, `the config "${config}" does not exist`, CONFIG_ADVICE);
  const { dtype, quantization, program } = flags;
  return findWeights({
    model: name,
    params,
    config: config === null || text === null ? null : { file: config, text },
    dtype,
    quantization,
    program,
  });
}

async function choicesOf({
  platform,
  gpu,
}: Pick<SizeRequest, "platform" | "gpu">): Promise<readonly GpuChoice[]> {
  const { platforms } = narrowingOf({ vendor: null, platform });
  return gpuChoices(loadWholeCatalog(), { platforms, gpu });
}
