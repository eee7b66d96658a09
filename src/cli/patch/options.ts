import { NEWEST_KNOWN_MINOR, OLDEST_KNOWN_MINOR } from "../../k8s/version.ts";
import { MANIFEST_FORMATS_HELP } from "../../output/manifests/formats.ts";
import type { OptionSpec } from "../shared/command.ts";
import {
  DELIVERY_OPTIONS,
  FORCE_EXCLUDE,
  INPUT,
  NO_COLOR,
  ONLY_WARNINGS,
  OUTPUT,
  PATH_OPTIONS,
  STRICT,
} from "../shared/shared-options.ts";

/** The option by which Helm's post-renderer is told from other runs. */
export const POST_RENDERER = "--post-renderer";

const SCOPE = "Which workloads (the only one, or those that ask for a GPU, unless said):";
const GPU = "GPUs (continuous, training):";
const CPU = "CPUs (bursty):";
const AMOUNTS = "CPU and memory of the container that computes:";
const WHERE = "Where it runs:";

/** The options of `gpuify patch`. */
export const PATCH_OPTIONS: readonly OptionSpec[] = [
  {
    long: "--profile",
    short: "-p",
    value: "NAME",
    group: SCOPE,
    help: "continuous, bursty, training, auto, none, or one of gpuify.yaml",
  },
  { long: "--all", group: SCOPE, help: "every workload of the input" },
  {
    long: "--select",
    value: "KIND[/NAME]",
    many: true,
    group: SCOPE,
    help: "these workloads; globs, short kinds (deploy/web, job/train-*)",
  },
  {
    long: "--selector",
    short: "-l",
    value: "LABELS",
    group: SCOPE,
    help: "those with these labels (app=web,tier!=db, env in (a,b), !old)",
  },
  { long: "--namespace", short: "-n", value: "NAME", group: SCOPE, help: "those in this namespace" },
  {
    long: "--container",
    short: "-c",
    value: "NAME",
    group: SCOPE,
    help: "the container that computes, where it is not obvious",
  },
  {
    long: "--role",
    value: "NAME",
    many: true,
    group: SCOPE,
    help: "these roles of workloads with several (worker, decode-*)",
  },
  {
    long: "--allow-empty",
    group: SCOPE,
    help: "no error if the selection matches nothing or standard input is empty",
  },

  {
    long: "--gpus",
    value: "N",
    group: GPU,
    help: "GPUs per pod (what it has, else what its command asks for, else 1)",
  },
  {
    long: "--gpu",
    value: "MODEL",
    group: GPU,
    help: "model: h100, l4, mi300x … (`gpuify show models`); auto: the smallest that fits the model in the command",
  },
  { long: "--vendor", value: "NAME", group: GPU, help: "nvidia, amd, intel, habana, google or aws" },
  { long: "--mig", value: "PROFILE", group: GPU, help: "a part of a GPU, such as 1g.10gb" },
  { long: "--topology", value: "SHAPE", group: GPU, help: "shape of a TPU slice, such as 2x4" },
  { long: "--spot", group: GPU, help: "on spot machines" },
  { long: "--shm", value: "SIZE", group: GPU, help: "size limit of /dev/shm, such as 16Gi" },
  { long: "--workers", value: "N", group: GPU, help: "pods of a Job that work together (training)" },
  { long: "--one-per-node", group: GPU, help: "put each of these pods on its own node (training)" },
  { long: "--queue", value: "NAME", group: GPU, help: "LocalQueue of Kueue that admits the Job (training)" },
  {
    long: "--rollout",
    value: "keep|in-place",
    group: GPU,
    help: "in-place: replace pod by pod, without spare GPUs (continuous)",
  },

  {
    long: "--keep-off",
    value: "required|preferred|none",
    group: CPU,
    help: "keep CPU pods off GPU nodes: always, while there is room elsewhere, or not (by platform)",
  },
  { long: "--replicas", value: "N", group: CPU, help: "replicas, and the autoscaler's minimum" },
  { long: "--max-replicas", value: "N", group: CPU, help: "the autoscaler's maximum" },
  {
    long: "--burst",
    value: "FACTOR",
    group: CPU,
    help: "maximum as a multiple of the replicas (4)",
  },
  { long: "--no-autoscale", group: CPU, help: "no autoscaler" },
  {
    long: "--release-replicas",
    group: CPU,
    help: "leave the number of replicas to the autoscaler",
  },
  { long: "--parallelism", value: "N", group: CPU, help: "parallel pods of a Job with several completions" },
  {
    long: "--shards",
    value: "N",
    group: CPU,
    help: "make a Job Indexed with N completions; the program must shard",
  },
  { long: "--force", group: CPU, help: "grow even where a shared volume or a missing autoscaler forbids it" },

  { long: "--cpu", value: "QUANTITY", group: AMOUNTS, help: "CPU request, such as 500m" },
  { long: "--memory", value: "QUANTITY", group: AMOUNTS, help: "memory request; with a GPU the limit too" },

  { long: "--platform", value: "NAME", group: WHERE, help: "gke, eks, aks … (`gpuify show platforms`)" },
  {
    long: "--kubernetes-version",
    value: "1.N",
    group: WHERE,
    help: `the cluster's version; without it only what works from 1.${OLDEST_KNOWN_MINOR} on is written, and checked against 1.${NEWEST_KNOWN_MINOR}`,
  },

  ...PATH_OPTIONS,
  FORCE_EXCLUDE,
  STRICT,
  { long: "--config", value: "FILE", group: INPUT, help: "this gpuify.yaml for all inputs, not the nearest" },
  { long: "--no-config", group: INPUT, help: "no gpuify.yaml" },
  {
    long: "--unknown-kinds",
    value: "patch",
    group: SCOPE,
    help: "patch pods of custom resources that gpuify does not know, where they ask for a GPU",
  },
  {
    long: "--strip-live",
    group: INPUT,
    help: "remove what the cluster wrote into a workload (uid, resourceVersion, status, a Job's selector …)",
  },
  { long: "--override", group: INPUT, help: "flags win over the gpuify.dev/ annotations of workloads" },
  {
    long: "--stdin-filename",
    value: "PATH",
    group: INPUT,
    help: "path of standard input: for its config, path rules and messages",
  },

  ...DELIVERY_OPTIONS,
  {
    long: POST_RENDERER,
    group: OUTPUT,
    help: "as Helm wants it of a post-renderer: standard input to standard output, never empty, exit 0 or 1",
  },
  { long: "--keep-going", group: OUTPUT, help: "leave only files with errors as they are; exit 3" },
  {
    long: "--output",
    short: "-o",
    value: "FORMAT[=FILE]",
    many: true,
    group: OUTPUT,
    help: MANIFEST_FORMATS_HELP,
  },
  { long: "--explain", group: OUTPUT, help: "why each field changes, on standard error" },
  { long: "--report", value: "FILE", group: OUTPUT, help: "changes, edits and messages as JSON" },
  {
    long: "--fail-on",
    value: "error|warning",
    group: OUTPUT,
    help: "exit 1 from this severity on, for what this run brings about (default: error)",
  },
  ONLY_WARNINGS,
  NO_COLOR,
];
