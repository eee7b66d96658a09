import { NEWEST_KNOWN_MINOR, OLDEST_KNOWN_MINOR } from "../../k8s/version.ts";
import type { OptionSpec } from "../shared/command.ts";
import { FORCE_EXCLUDE, INPUT, NO_COLOR, OUTPUT, PATH_OPTIONS } from "../shared/shared-options.ts";

const CHECKS = "What is checked:";
const FIXES = "Fixing:";
const VERDICT = "What fails:";

/** The options of `gpuify lint`. */
export const LINT_OPTIONS: readonly OptionSpec[] = [
  ...PATH_OPTIONS,
  FORCE_EXCLUDE,
  {
    long: "--stdin-filename",
    value: "PATH",
    group: INPUT,
    help: "name of standard input in messages and for the config",
  },
  { long: "--strict", group: INPUT, help: "templates below a folder are errors, not counted notes" },

  {
    long: "--platform",
    value: "NAME",
    group: CHECKS,
    help: "where the manifests are applied, where the config does not say it (gke, eks-karpenter, aks …)",
  },
  {
    long: "--kubernetes-version",
    value: "VERSION",
    group: CHECKS,
    help: `whose schema and rules count, 1.${OLDEST_KNOWN_MINOR} to 1.${NEWEST_KNOWN_MINOR} (default: 1.${NEWEST_KNOWN_MINOR})`,
  },
  {
    long: "--schema-location",
    value: "PATH",
    many: true,
    group: CHECKS,
    help: "JSON Schemas or CustomResourceDefinitions of custom resources; {{.Group}}, {{.ResourceKind}} … as in kubeconform",
  },
  { long: "--only", value: "RULE", many: true, group: CHECKS, help: "look for this rule and no other" },
  { long: "--config", value: "FILE", group: CHECKS, help: "this gpuify.yaml, not the nearest one" },
  { long: "--no-config", group: CHECKS, help: "no gpuify.yaml" },

  { long: "--fix", group: FIXES, help: "mend in place what can be mended without changing behaviour" },
  {
    long: "--unsafe-fixes",
    group: FIXES,
    help: "with --fix: also what changes behaviour (rollouts, retries)",
  },
  { long: "--dry-run", group: FIXES, help: "with --fix: print a diff, write nothing" },

  {
    long: "--fail-on",
    value: "SEVERITY",
    group: VERDICT,
    help: "exit 1 for findings from error (default), warning or info on; none: for no finding",
  },
  { long: "--max-warnings", value: "N", group: VERDICT, help: "exit 1 also for more warnings than N" },
  { long: "--baseline", value: "FILE", group: VERDICT, help: "only findings that FILE does not have count" },
  { long: "--update-baseline", group: VERDICT, help: "with --baseline: write what is found now into FILE" },

  {
    long: "--output",
    short: "-o",
    value: "FORMAT[=FILE]",
    many: true,
    group: OUTPUT,
    help: "pretty, compact, json, sarif, github, gitlab or junit; one on standard output, others in files",
  },
  { long: "--quiet", short: "-q", group: OUTPUT, help: "only errors, and no summary" },
  NO_COLOR,
];
