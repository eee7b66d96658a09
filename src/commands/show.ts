import type { CatalogDocument } from "../gpu/document.ts";
import { EXIT, Failure } from "../kernel/failure.ts";
import { nearest } from "../kernel/suggest.ts";

/** What `gpuify show` was asked for. */
export interface ShowRequest {
  /** `profiles`, `models` or `platforms`; anything else is a usage error. */
  readonly topic: string;
  /** One of the topic's names, or null for the list. */
  readonly name: string | null;
  readonly format: "text" | "json";
}

const TOPICS: readonly string[] = ["profiles", "models", "platforms"];

/** The list of a topic, or one entry in full. Throws a Failure with `EXIT.usage` for names that do not exist. */
export async function runShow(request: ShowRequest): Promise<{ readonly text: string }> {
  switch (request.topic) {
    case "profiles":
      return { text: await showProfiles(request) };
    case "models":
      return { text: await showModels(request) };
    case "platforms":
      return { text: await showPlatforms(request) };
    default:
      throw unknown("topic", request.topic, TOPICS);
  }
}

async function showProfiles({ name, format }: ShowRequest): Promise<string> {
  const [{ PROFILE_TEXTS }, show] = await Promise.all([
    import("../output/show-profiles.ts"),
    import("../output/show.ts"),
  ]);
  if (name === null) return format === "json" ? show.asJson(PROFILE_TEXTS) : show.profileList(PROFILE_TEXTS);
  const profile = PROFILE_TEXTS.find((candidate) => candidate.name === name);
  if (profile === undefined)
    throw unknown(
      "profile",
      name,
      PROFILE_TEXTS.map((candidate) => candidate.name),
    );
  return format === "json" ? show.asJson(profile) : show.profileDetail(profile);
}

async function showModels({ name, format }: ShowRequest): Promise<string> {
  const [catalog, show, { unknownModel }] = await Promise.all([
    loadDocument(),
    import("../output/show.ts"),
    import("../gpu/problems.ts"),
  ]);
  if (name === null) return format === "json" ? show.asJson(catalog.models) : show.modelList(catalog);
  const model = catalog.models.find((candidate) => candidate.name === name);
  if (model === undefined) {
    const problem = unknownModel(name, catalog.models);
    throw new Failure(EXIT.usage, problem.message, asClause(problem.advice));
  }
  return format === "json" ? show.asJson(show.modelData(model, catalog)) : show.modelDetail(model, catalog);
}

async function showPlatforms({ name, format }: ShowRequest): Promise<string> {
  const [catalog, show] = await Promise.all([loadDocument(), import("../output/show.ts")]);
  if (name === null) return format === "json" ? show.asJson(catalog.platforms) : show.platformList(catalog);
  const found = catalog.platforms.filter((candidate) => isMeant(candidate.name, name));
  if (found.length === 0)
    throw unknown("platform", name, ["generic", ...catalog.platforms.map((candidate) => candidate.name)]);
  if (format === "text") return found.map((platform) => show.platformDetail(platform, catalog)).join("\n");
  const data = found.map((platform) => show.platformData(platform, catalog));
  return show.asJson(name === "generic" ? data : data[0]);
}

/** `generic` means one platform per vendor: all of them are shown. */
function isMeant(platform: string, name: string): boolean {
  return name === "generic" ? platform.startsWith("generic-") : platform === name;
}

async function loadDocument(): Promise<CatalogDocument> {
  const { catalogDocument } = await import("../gpu/document.ts");
  return catalogDocument();
}

function unknown(what: string, name: string, legal: readonly string[]): Failure {
  const guess = nearest(name, legal);
  const suggestion = guess === undefined ? "" : `did you mean "${guess}"? `;
  return new Failure(
    EXIT.usage,
    `unknown ${what} "${name}"`,
    `${suggestion}the ${what}s are ${legal.join(", ")}`,
  );
}

/** Advice beside a manifest is a sentence; behind the program's name it goes on in lower case. */
function asClause(sentence = ""): string {
  const clauses = sentence.replace(/\.$/, "").replace("? The ", "? the ");
  return `${clauses[0]?.toLowerCase() ?? ""}${clauses.slice(1)}`;
}
