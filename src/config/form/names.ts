import type { JsonSchema } from "../../schema/json-schema.ts";

/** Forms of names, as patterns for editors. Tests compare them with what Kubernetes itself takes. */

const SUBDOMAIN = "[a-z0-9](?:[-a-z0-9]{0,251}[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]{0,251}[a-z0-9])?)*";
const NAME = "[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";

/** Key of a label, a taint or an annotation. */
export const LABEL_KEY = {
  pattern: `^(?:(?=[^/]{1,253}/)${SUBDOMAIN}/)?${NAME}$`,
  patternErrorMessage:
    "the key of a label (up to 63 letters, digits, `-`, `_` and `.`, behind a domain and `/` or alone)",
  maxLength: 317,
} as const satisfies JsonSchema;

/** Name of an extended resource, which has a domain (kubernetes.io: extended resources). */
export const RESOURCE_NAME = {
  pattern: `^(?=[^/]{1,253}/)${SUBDOMAIN}/${NAME}$`,
  patternErrorMessage: "an extended resource (a domain, `/` and up to 63 letters, digits, `-`, `_` and `.`)",
  maxLength: 317,
} as const satisfies JsonSchema;

/** Value of a label or a taint. */
export const LABEL_VALUE = {
  pattern: `^(?:${NAME})?$`,
  patternErrorMessage: "the value of a label (up to 63 letters, digits, `-`, `_` and `.`, or none)",
} as const satisfies JsonSchema;

/** Name of an object such as a PriorityClass. */
export const OBJECT_NAME = {
  pattern: `^${SUBDOMAIN}$`,
  patternErrorMessage: "a name in Kubernetes (lower-case letters, digits, `-` and `.`)",
  maxLength: 253,
} as const satisfies JsonSchema;

/** Name of a container. */
export const CONTAINER_NAME = {
  pattern: "^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$",
  patternErrorMessage: "the name of a container (lower-case letters, digits and `-`)",
} as const satisfies JsonSchema;

/** Roles of a workload: names and globs. */
export const ROLE_NAMES = {
  pattern: "^[^\\s,]+(?: *, *[^\\s,]+)*$",
  patternErrorMessage: "names of roles with commas between them",
} as const satisfies JsonSchema;

/** Name that users give to a profile, a platform or a GPU model. */
export const OWN_NAME = {
  pattern: "^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$",
  patternErrorMessage: "a name of up to 63 letters, digits, `-`, `_` and `.`",
} as const satisfies JsonSchema;

/** Name of an environment variable, as the API server takes it (any printable ASCII but `=`). */
export const ENV_NAME = {
  pattern: "^[ -<>-~]+$",
  patternErrorMessage: "the name of an environment variable",
} as const satisfies JsonSchema;

/** An amount of Kubernetes, not negative. */
export const QUANTITY = {
  pattern: "^\\+?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3}|[numkMGTPE]|[KMGTPE]i)?$",
  patternErrorMessage: "a quantity as Kubernetes writes it",
} as const satisfies JsonSchema;

/** A version of Kubernetes. */
export const KUBERNETES_VERSION = {
  pattern: "^v?1\\.[2-5]\\d(?:\\.\\d+)?(?:[-+].*)?$",
  patternErrorMessage: "a version of Kubernetes, such as 1.34",
} as const satisfies JsonSchema;

/** Name of a rule of the linter, or another code. */
export const LINT_RULE = {
  pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*$",
  patternErrorMessage: "the name of a rule or a code (lower-case words with `-` between them)",
} as const satisfies JsonSchema;

/** A part of a GPU, as `nvidia-smi mig -lgip` names it. */
export const MIG_PROFILE = {
  pattern: "^\\d+g\\.\\d+gb(?:[-+.][a-z0-9.+]+)?$",
  patternErrorMessage: "a MIG profile in lower case",
} as const satisfies JsonSchema;
