import { unknownModel } from "../../gpu/catalog/problems.ts";
import { asJson, modelData, modelsData } from "../../output/show/data.ts";
import { modelDetail } from "../../output/show/model.ts";
import { modelList } from "../../output/show/models.ts";
import { narrowingOf } from "./narrowing.ts";
import { asFailure, loadDocument, type ShowRequest, withoutEffect } from "./request.ts";

/** `gpuify show models`. */
export async function showModels(request: ShowRequest): Promise<string> {
  const { name, format } = request;
  const narrowing = narrowingOf(request);
  const catalog = await loadDocument();
  if (name === null)
    return format === "json" ? asJson(modelsData(catalog, narrowing)) : modelList(catalog, narrowing);
  const model = catalog.models.find((candidate) => candidate.name === name);
  if (model === undefined) throw asFailure(unknownModel(name, catalog.models));
  const { vendor, platforms } = narrowing;
  if (vendor !== null)
    throw withoutEffect(`--vendor narrows the list, and "${name}" is one model`, "leave --vendor out");
  return format === "json"
    ? asJson(modelData(model, catalog, platforms))
    : modelDetail(model, catalog, platforms);
}
