/** Manifests for the tests: small, with the parts that a test is about passed in. */

const indent = (text: string, columns: number): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? line : " ".repeat(columns) + line))
    .join("\n");

const lines = (...parts: readonly (string | undefined)[]): string =>
  `${parts.filter((part) => part !== undefined && part !== "").join("\n")}\n`;

export interface Parts {
  /** Fields of the container beside name and image. */
  readonly container?: string;
  /** Fields of the pod spec. */
  readonly pod?: string;
  /** Fields of the spec of the workload. */
  readonly spec?: string;
  /** Fields of the pod template's metadata. */
  readonly podMetadata?: string;
  /** Further items of `containers`. */
  readonly more?: string;
  readonly metadata?: string;
}

function podSpec(parts: Parts): string {
  return lines(
    parts.pod,
    "containers:",
    "- name: main",
    "  image: registry.example/app:1",
    parts.container === undefined ? undefined : indent(parts.container, 2),
    parts.more,
  );
}

function template(parts: Parts): string {
  return lines(
    "template:",
    parts.podMetadata === undefined ? undefined : `  metadata:\n${indent(parts.podMetadata, 4)}`,
    "  spec:",
    indent(podSpec(parts), 4),
  );
}

function object(apiVersion: string, kind: string, spec: string, parts: Parts): string {
  return lines(
    `apiVersion: ${apiVersion}`,
    `kind: ${kind}`,
    "metadata:",
    parts.metadata === undefined ? "  name: web" : indent(parts.metadata, 2),
    "spec:",
    indent(spec, 2),
  );
}

export const deployment = (parts: Parts = {}): string =>
  object("apps/v1", "Deployment", lines(parts.spec, template(parts)), parts);

export const statefulSet = (parts: Parts = {}): string =>
  object("apps/v1", "StatefulSet", lines(parts.spec, template(parts)), parts);

export const daemonSet = (parts: Parts = {}): string =>
  object("apps/v1", "DaemonSet", lines(parts.spec, template(parts)), parts);

export const job = (parts: Parts = {}): string =>
  object("batch/v1", "Job", lines(parts.spec, template({ pod: "restartPolicy: Never", ...parts })), parts);

export const cronJob = (parts: Parts = {}): string =>
  object(
    "batch/v1",
    "CronJob",
    lines(
      'schedule: "0 3 * * *"',
      "jobTemplate:",
      "  spec:",
      indent(lines(parts.spec, template({ pod: "restartPolicy: Never", ...parts })), 4),
    ),
    parts,
  );

export const pod = (parts: Parts = {}): string => object("v1", "Pod", podSpec(parts), parts);

/** Container fields that ask for GPUs as limits. */
export const gpus = (count: number | string, resource = "nvidia.com/gpu"): string =>
  `resources:\n  limits:\n    ${resource}: ${count}`;
