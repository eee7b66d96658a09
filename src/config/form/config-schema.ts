import { NEWEST_KNOWN_MINOR, OLDEST_KNOWN_MINOR } from "../../k8s/version.ts";
import type { JsonSchema } from "../../schema/json-schema.ts";
import type { Config, LintConfig, ProfileBody } from "../types.ts";
import { BODY } from "./body.ts";
import { OWN_KIND } from "./kinds.ts";
import { keys, listOf, mapOf, oneOf, references, section, text, written } from "./kit.ts";
import { KUBERNETES_VERSION, LINT_RULE, OBJECT_NAME, OWN_NAME, RESOURCE_NAME } from "./names.ts";
import { PLATFORM } from "./platform.ts";
import { PROFILE, RULE } from "./rule.ts";

const LINT = keys<LintConfig>(
  {
    rules: mapOf(
      oneOf(
        { off: "not looked for", info: "worth knowing", warning: "told", error: "told, and the run fails" },
        { description: "The severity.", examples: ["off", "warning"] },
      ),
      LINT_RULE,
      {
        description: "The severity of each message, by rule name or message code.",
        examples: [{ "gpu-no-memory-limit": "off" }],
      },
    ),
    baseline: text({
      description:
        "A file of findings that are let through, relative to this file's folder; `gpuify lint --baseline FILE --update-baseline` writes it.",
      examples: ["lint.json"],
    }),
  },
  {},
  {
    description: "Settings of `gpuify lint`, and of what `gpuify patch` says.",
    examples: [{ rules: { "gpu-no-memory-limit": "off" } }],
  },
);

const DEFAULTS = keys<ProfileBody>(
  references(BODY),
  {},
  {
    description: "What fills gaps in every profile; weaker than what a manifest says.",
    examples: [{ gpu: { model: "l4" } }],
  },
);

const TOP = keys<Config>(
  {
    platform: text({
      description: "Where the manifests are applied: a platform of the catalog, or one of `platforms`.",
      examples: ["generic", "gke", "eks", "aks"],
    }),
    kubernetesVersion: written(
      {
        description: `Version of the cluster's Kubernetes; without it manifests are checked against 1.${NEWEST_KNOWN_MINOR}, and what is written works from 1.${OLDEST_KNOWN_MINOR} on.`,
        examples: ["1.34"],
      },
      KUBERNETES_VERSION,
    ),
    extends: text({
      description:
        "Another config that this one builds on, relative to this file's folder: what it says counts where this one is silent.",
      examples: ["../gpuify.yaml"],
    }),
    exclude: section(
      listOf(text({ description: "A glob.", examples: ["charts/**/templates/**"] }, { maxLength: 500 }), {
        description:
          "Globs, relative to this file's folder, of what a walk leaves out, and with `--force-exclude` of what is named.",
        examples: [["charts/**/templates/**"]],
      }),
    ),
    defaults: section(DEFAULTS),
    profiles: section(
      mapOf(PROFILE, OWN_NAME, {
        description: "Profiles of one's own, by name.",
        examples: [{ "llm-serving": { extends: "continuous", gpu: { model: "h100", count: 8 } } }],
      }),
    ),
    platforms: section(
      mapOf(PLATFORM, OWN_NAME, {
        description: "How our own admins label and taint their machines, by name.",
        examples: [
          { "our-metal": { extends: "generic", models: { h100: { labels: { "acme.io/gpu": "hopper" } } } } },
        ],
      }),
    ),
    deviceClasses: section(
      mapOf(
        oneOf(
          {
            gpu: "a claim for this class is a claim for GPUs",
            other: "other devices, such as network devices, but no GPUs",
          },
          { description: "What the device class provides.", examples: ["gpu", "other"] },
        ),
        OBJECT_NAME,
        {
          description:
            "Device classes of resource claims (DRA) that gpuify does not know, by name: whether they provide GPUs.",
          examples: [{ "gpu.example.com": "gpu" }],
        },
      ),
    ),
    resources: section(
      mapOf(
        oneOf(
          {
            gpu: "a container that asks for it has a GPU",
            other: "another device, such as a network device, but no GPU",
          },
          { description: "What the resource is.", examples: ["gpu", "other"] },
        ),
        RESOURCE_NAME,
        {
          description: "Extended resources that gpuify does not know, by name: whether they are GPUs.",
          examples: [{ "nvidia.com/gpu-a100": "gpu", "nvidia.com/cx7": "other" }],
        },
      ),
    ),
    kinds: section(
      listOf(OWN_KIND, {
        description: "Custom resources that make pods and that gpuify does not know.",
        examples: [
          [
            {
              group: "ml.acme.io",
              kind: "Trainer",
              podSets: [{ role: "worker", at: "spec.workers[].template" }],
            },
          ],
        ],
      }),
    ),
    rules: section(
      listOf(RULE, {
        description: "Which workloads get which profile: the first rule that matches a workload counts.",
        examples: [[{ match: { kind: "Job", path: "jobs/**" }, profile: "training" }]],
      }),
    ),
    lint: section(LINT),
  },
  {},
  {
    description: "Which manifests get which GPU profile, and what the cluster's machines are called.",
    examples: [{ platform: "gke", rules: [{ match: { kind: "Job" }, profile: "training" }] }],
  },
);

/** The form of `gpuify.yaml`; `schemas/gpuify.schema.json` is this with the names of rules and codes, printed. */
export const CONFIG_SCHEMA: JsonSchema & { readonly $id: string } = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "https://unpkg.com/gpuify/schemas/gpuify.schema.json",
  title: "gpuify.yaml",
  ...TOP,
  definitions: BODY,
};
