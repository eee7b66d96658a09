import { EXIT, Failure } from "../kernel/failure.ts";
import { showModels } from "./show/models.ts";
import { showPlatforms } from "./show/platforms.ts";
import { showProfiles } from "./show/profiles.ts";
import { type ShowRequest, unknownName } from "./show/request.ts";

const TOPICS = { profiles: showProfiles, models: showModels, platforms: showPlatforms } as const;

/**
 * The list of a topic, or one entry in full.
 * @throws Failure with `EXIT.usage` for names that do not exist and flags that say nothing about the topic.
 */
export async function runShow(request: ShowRequest): Promise<{ readonly text: string }> {
  const { topic } = request;
  const names = Object.keys(TOPICS);
  if (topic === null)
    throw new Failure(EXIT.usage, "show needs a topic", `the topics are ${names.join(", ")}`);
  if (!isTopic(topic)) throw unknownName("topic", topic, names);
  return { text: await TOPICS[topic](request) };
}

function isTopic(topic: string): topic is keyof typeof TOPICS {
  return Object.hasOwn(TOPICS, topic);
}
