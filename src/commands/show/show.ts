import type { Ports } from "../../io/ports.ts";
import { EXIT, type ExitCode, Failure } from "../../kernel/failure.ts";
import { formatDiagnostics } from "../../output/diagnostics.ts";
import type { Paint } from "../../output/paint.ts";
import { explain } from "../../pipeline/explain.ts";
import { showModels } from "./models.ts";
import { showPlatforms } from "./platforms.ts";
import { type ConfigPorts, showProfiles } from "./profiles.ts";
import { type Shown, type ShowRequest, unknownName, withoutEffect } from "./request.ts";

const TOPICS = {
  profiles: showProfiles,
  models: withoutConfig(showModels),
  platforms: withoutConfig(showPlatforms),
  kinds: withoutConfig(async (request) => (await import("./kinds.ts")).showKinds(request)),
  rules: withoutConfig(async (request) => (await import("./codes.ts")).showRules(request)),
  codes: withoutConfig(async (request) => (await import("./codes.ts")).showCodes(request)),
} as const;

/** What showing asks of the world. */
type ShowPorts = ConfigPorts & Pick<Ports, "writeStdout" | "writeStderr">;

/**
 * `gpuify show`: the list of a topic, or one entry in full; returns the exit code. `paint` is for standard error.
 * @throws Failure with `EXIT.usage` for names that do not exist and flags that say nothing about the topic.
 */
export async function runShow(
  request: ShowRequest,
  ports: ShowPorts,
  paint: () => Promise<Paint>,
): Promise<ExitCode> {
  const { topic } = request;
  const names = Object.keys(TOPICS);
  if (topic === null)
    throw new Failure(EXIT.usage, "show needs a topic", `the topics are ${names.join(", ")}`);
  if (!isTopic(topic)) throw unknownName("topic", topic, names);
  const { text, diagnostics, sources } = await TOPICS[topic](request, ports);
  if (diagnostics.length > 0)
    ports.writeStderr(
      formatDiagnostics(await explain(diagnostics), (file) => sources.get(file) ?? null, await paint()),
    );
  if (text === null) {
    ports.writeStderr("nothing is shown: correct the config first, or leave it out with --no-config\n");
    return EXIT.usage;
  }
  ports.writeStdout(text);
  return EXIT.ok;
}

/** Topics that no config can have a say in. */
function withoutConfig(
  textOf: (request: ShowRequest) => Promise<string>,
): (request: ShowRequest) => Promise<Shown> {
  return async (request) => {
    const { topic, config, format } = request;
    if (config.kind !== "nearest")
      throw withoutEffect(
        `${config.kind === "named" ? "--config" : "--no-config"} says nothing about ${topic}`,
        "leave it out; it says whose profiles are shown",
      );
    if (format === "yaml") throw withoutEffect(`${topic} have no form in YAML`, "take -o json");
    return { text: await textOf(request), diagnostics: [], sources: new Map() };
  };
}

function isTopic(topic: string): topic is keyof typeof TOPICS {
  return Object.hasOwn(TOPICS, topic);
}
