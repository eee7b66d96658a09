import { counted } from "../../kernel/words.ts";
import type { ManifestModel } from "../../pipeline/size/manifest-models.ts";
import { visibleLine } from "../visible.ts";
import { wrap } from "../wrap.ts";

/** Where a model is loaded, as the heading of its table. */
export function manifestTitle(model: ManifestModel): readonly string[] {
  const { asks, found } = model;
  const stated = found.kind === "known" ? found.question.stated : null;
  const gpus = stated === null ? null : stated.tensor * stated.pipeline;
  const asking = asks === 0 ? "asks for no GPU" : `asks for ${counted(asks, "GPU")}`;
  const dividing = gpus === null ? "" : `; the program splits the model over ${gpus}`;
  return [wrap(placeText(model)), wrap(`${asking}${dividing}`)];
}

/** Programs whose model is unknown, with the reason. */
export function unknownLines(models: readonly ManifestModel[]): readonly string[] {
  return models.flatMap((model) =>
    model.found.kind === "unknown"
      ? [
          wrap(placeText(model)),
          wrap(visibleLine(`the model of ${model.program} is unknown, because ${model.found.why}`)),
        ]
      : [],
  );
}

function placeText({ file, line, object, container }: ManifestModel): string {
  return visibleLine(`${file}:${line} ${object}, container ${container}`);
}
