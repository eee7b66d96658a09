import type { ConfigRule, Match, OwnProfile } from "../types.ts";
import { BODY } from "./body.ts";
import { anyOf, asInApi, keys, mapOf, references, text } from "./kit.ts";
import { LABEL_KEY, OWN_NAME } from "./names.ts";

/** Longest glob that is read: a longer one is no glob, and would take long to compare. */
const GLOB = { maxLength: 500 } as const;

function glob(description: string, ...examples: readonly string[]) {
  return anyOf(text({ description, examples }, GLOB), { description, examples });
}

function values(description: string, example: Readonly<Record<string, string>>) {
  return mapOf(
    asInApi<string>({
      description: "A glob.",
      examples: Object.values(example),
      type: "string",
      minLength: 1,
      ...GLOB,
    }),
    LABEL_KEY,
    { description, examples: [example] },
  );
}

const MATCH = keys<Match>(
  {
    kind: glob("Kinds of workloads.", "Job", "*"),
    name: glob("Names of workloads.", "train-*"),
    namespace: glob("Namespaces.", "team-a-*"),
    labels: values("Labels of the workload.", { tier: "web" }),
    annotations: values("Annotations of the workload.", { "acme.io/owner": "vision" }),
    path: glob("Paths of files, relative to this file's folder.", "jobs/**", "serving/*.yaml"),
  },
  {},
  {
    description: "Conditions that must all hold. Text is a glob; a list means any of them.",
    examples: [{ kind: "Job", name: "train-*" }],
  },
);

/** Which workloads get which profile. */
export const RULE = keys<ConfigRule>(
  {
    match: MATCH,
    profile: text({
      description: "A built-in profile, one of `profiles`, `auto` or `none`.",
      examples: ["continuous", "bursty", "training", "auto", "none"],
    }),
    ...references(BODY),
  },
  { match: true, profile: true },
  {
    description: "Which workloads get which profile, and what else holds for them.",
    examples: [{ match: { kind: "Job" }, profile: "training" }],
  },
);

/** A profile of the user's own. */
export const PROFILE = keys<OwnProfile>(
  {
    extends: text(
      {
        description: "A built-in profile (continuous, bursty or training), or another of one's own.",
        examples: ["continuous", "bursty", "training"],
      },
      OWN_NAME,
    ),
    ...references(BODY),
  },
  { extends: true },
  {
    description: "A profile of one's own.",
    examples: [{ extends: "continuous", gpu: { model: "h100", count: 8 }, shm: "16Gi" }],
  },
);
