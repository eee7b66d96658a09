import { describe, expect, it } from "vitest";
import type { ProfileBody } from "../../src/config/types.ts";
import { errorsOf, run, textAfter } from "../pipeline/run.ts";

/** Values that people, templates and generators leave where a map, a list or a word belongs. */
const ODD = [
  "",
  "~",
  "[]",
  "{}",
  "foo",
  '""',
  "[null]",
  "[[a]]",
  "{a: }",
  "{team: }",
  "{team: [x]}",
  "{team: 1}",
  "*shared",
  "{<<: *shared}",
  "[*shared]",
  "[{name: A}]",
  "[{name: A, value: {x: y}}]",
  "[{name: A, value: 1, valueFrom: {}}]",
  "[{name: }]",
  "[{key: team}]",
  "!!str x",
  "&own {team: q}",
  "0",
] as const;

const BODY: ProfileBody = {
  nodeSelector: { team: "a" },
  labels: { team: "a" },
  annotations: { team: "a" },
  tolerations: [{ key: "team", operator: "Exists" }],
  env: [
    { name: "A", value: "1" },
    { name: "B", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
  ],
  priorityClassName: "p",
  runtimeClassName: "kata",
  schedulerName: "s",
};

const FIELDS = [
  "nodeSelector",
  "labels",
  "annotations",
  "tolerations",
  "env",
  "priorityClassName",
  "metadata",
  "selector",
] as const;

function manifest(field: (typeof FIELDS)[number], value: string): string {
  const say = (name: string, other: string) => `${name}: ${name === field ? value : other}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, annotations: &shared {team: z}}
spec:
  ${say("selector", "{}")}
  template:
    ${field === "metadata" ? `metadata: ${value}` : `metadata: {${say("labels", "{}")}, ${say("annotations", "{}")}}`}
    spec:
      ${say("nodeSelector", "{}")}
      ${say("tolerations", "[]")}
      ${say("priorityClassName", "x")}
      containers:
      - name: main
        image: app
        ${say("env", "[]")}
        resources: {limits: {nvidia.com/gpu: 1}}
`;
}

describe.each(FIELDS)("an odd %s", (field) => {
  it.each(ODD)("is edited once or refused at its place, never a bug: %j", (value) => {
    expect.hasAssertions();
    const text = manifest(field, value);
    for (const base of ["continuous", "training", "bursty"])
      for (const by of ["profile", "defaults"]) {
        const config = {
          ...(by === "defaults" && { defaults: BODY }),
          profiles: { own: { extends: base, ...(by === "profile" && BODY) } },
        };
        const once = run(text, { profile: "own", config });
        if (errorsOf(once).length > 0) {
          const errors = once.diagnostics.filter(({ severity }) => severity === "error");
          expect(errors.every(({ location }) => location?.line !== undefined)).toBe(true);
          continue;
        }
        const again = run(textAfter(once), { profile: "own", config });
        expect(errorsOf(again)).toEqual([]);
        expect(textAfter(again)).toBe(textAfter(once));
      }
  });
});
