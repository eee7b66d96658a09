import { describe, expect, test } from "vitest";
import { objectsIn } from "../../src/k8s/object.ts";
import {
  isPlaceholder,
  isPlaceholderAt,
  placeholderOver,
  placeholdersIn,
} from "../../src/k8s/placeholder.ts";
import { readDocument } from "../../src/yaml/read.ts";
import { decodeSource } from "../../src/yaml/source.ts";
import { formatPath } from "../../src/yaml/tree.ts";

function objectOf(text: string) {
  const source = decodeSource("test.yaml", new TextEncoder().encode(text));
  if ("severity" in source) throw new Error(source.message);
  const span = { start: 0, end: text.length };
  const read = readDocument(text, span);
  if (!read.ok) throw new Error(read.reason);
  const [object] = objectsIn(source, { index: 0, span, root: read.root, aliases: read.aliases }, 0);
  if (object === undefined) throw new Error("no object");
  return object;
}

describe("isPlaceholder", () => {
  test.each([
    `\${NAME}`,
    `\${NAME:-x}`,
    `\${NAME:=default value}`,
    `\${NAME-}`,
    `\${NAME:?is not set}`,
    `\${NAME/a/b}`,
    `\${NAME:0:3}`,
    `\${NAME^^}`,
    `registry/\${IMAGE}:\${TAG:-latest}`,
    `\${OUTER:-\${INNER}}`,
    `\${{REPLICAS}}`,
    "@NAME@",
    "v@MAJOR@.@MINOR@",
  ])("%s is one", (text) => expect(isPlaceholder(text)).toBe(true));

  test.each([
    "$NAME",
    "$(NAME)",
    `\${}`,
    `\${1}`,
    `\${schema.spec.name}`,
    `$\${`,
    "{{ .Values.x }}",
    "user@host",
    "image@sha256:0123",
    "a @ b @ c",
    "@",
    "",
  ])("%s is none", (text) => expect(isPlaceholder(text)).toBe(false));

  test("takes time in proportion to the text", () => {
    expect.hasAssertions();
    for (const part of [`\${A:`, "@A ", `\${A:-\${`, "@@", `\${{A`])
      expect(isPlaceholder(part.repeat(100_000))).toBe(false);
  });
});

const OBJECT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: \${NAME}
  annotations: {a: "\${A}"}
  labels: &labels
    env: \${LABEL_ENV}
    command: \${LABEL_COMMAND}
    annotations: \${LABEL_ANNOTATIONS}
spec:
  replicas: \${REPLICAS}
  template:
    metadata:
      labels: *labels
      annotations:
        b: \${B}
    spec:
      containers:
      - name: main
        command: [sh, -c, "echo \${SHELL_VARIABLE}"]
        args: ["\${ARG}"]
        env: [{name: X, value: "\${X}"}]
        livenessProbe: {exec: {command: ["\${PROBE}"]}}
        resources:
          limits: {"\${RESOURCE}": 1, memory: "@MEMORY@"}
`;

describe("placeholdersIn", () => {
  test("gives values, and not what belongs to a shell or another program", () => {
    expect(placeholdersIn(objectOf(OBJECT)).map(({ path }) => formatPath(path))).toEqual([
      "metadata.name",
      "metadata.labels.env",
      "metadata.labels.command",
      "metadata.labels.annotations",
      "spec.replicas",
      "spec.template.spec.containers[0].resources.limits.memory",
    ]);
  });

  test.each(["ConfigMap", "Secret"])("leaves out the data of a %s", (kind) => {
    const text = `apiVersion: v1\nkind: ${kind}\nmetadata: {name: "@N@"}\ndata: {a: "\${A}"}\nstringData: {b: "\${B}"}\n`;
    expect(placeholdersIn(objectOf(text)).map(({ path }) => formatPath(path))).toEqual(["metadata.name"]);
  });
});

describe("isPlaceholderAt", () => {
  const container = ["spec", "template", "spec", "containers", 0];
  test.each([
    [["spec", "replicas"], true],
    [["spec"], false],
    [["spec", "template", "metadata", "labels", "env"], true],
    [[...container, "resources", "limits", `\${RESOURCE}`], true],
    [[...container, "args", 0], false],
    [["spec", "template", "metadata", "annotations", "b"], false],
    [["spec", "missing"], false],
    [[], false],
  ])("%j: %s", (path, expected) => expect(isPlaceholderAt(objectOf(OBJECT), path)).toBe(expected));
});

test("placeholderOver finds the one that a place belongs to", () => {
  const line = `a: [\${ONE}, x-\${TWO:-2}]`;
  expect(placeholderOver(line, 5)).toEqual({ start: 4, text: `\${ONE}` });
  expect(placeholderOver(line, line.indexOf("{TWO"))).toEqual({ start: 14, text: `\${TWO:-2}` });
  expect(placeholderOver(line, 0)).toBeNull();
});
