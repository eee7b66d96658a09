import { describe, expect, it } from "vitest";
import { growthOf, PROPORTION, workOf } from "../../work.ts";
import { checkerOf, fixture, mapOf, schemaOf, told } from "./helpers.ts";

const training = schemaOf(fixture("definitions.yaml"), { apiVersion: "acme.io/v1", kind: "Training" });
const jobset = schemaOf(fixture("catalog/jobset.x-k8s.io/jobset_v1alpha2.json"), {
  apiVersion: "jobset.x-k8s.io/v1alpha2",
  kind: "JobSet",
});

const HEAD = "apiVersion: acme.io/v1\nkind: Training\nmetadata: {name: a}\n";

/** What is told of a Training whose spec has these lines besides what it needs. */
function spec(...lines: readonly string[]): readonly string[] {
  return told(
    training,
    `${HEAD}spec:\n  workers: 2\n  image: a/b:1\n${lines.map((line) => `  ${line}\n`).join("")}`,
  );
}

describe("a CustomResourceDefinition's schema", () => {
  it.each([
    ["no more than it needs; what has a default may be missing", []],
    ["a port by number and by name", ["port: 8080"]],
    ["a port as text", ['port: "http"']],
    ["null for what takes it", ["seed: null"]],
    [
      "null for what does not: it counts as absent",
      ["deadline: null", "labels: ~", "store: ", "hosts: null"],
    ],
    ["null in a map of texts", ["labels: {a: null, b: x}"]],
    ["fields where they are preserved", ["extra: {depth: 1, other: {x: [1]}}", "anything: [1, {a: b}]"]],
    ["a number of 64 bits", ["seed: 9223372036854775807"]],
    ["a time", ["deadline: 2026-01-31T08:00:00Z"]],
    ["a time with an offset", ['deadline: "2026-01-31T08:00:00.123+02:00"']],
    [
      "an embedded object with any metadata",
      ["pod: {apiVersion: v1, kind: Pod, metadata: {name: x, labels: {a: b}}, spec: {x: 1}}"],
    ],
    ["one of two", ["store: {s3: {bucket: x}}"]],
  ])("takes %s", (_, lines) => {
    expect(spec(...lines)).toEqual([]);
  });

  it("takes any metadata, and asks nothing of the status", () => {
    const text = `${HEAD.replace("{name: a}", "{name: a, creationTimestamp: null, labels: {a: b}}")}spec: {workers: 1, image: a}\nstatus: {}\n`;
    expect(told(training, text)).toEqual([]);
    expect(told(training, `${text.replace("{}", "{phase: 1}")}`)).toEqual([
      'schema-wrong-type status.phase «1» `phase` must be text, found the number 1 | put it in quotes: "1"',
    ]);
  });

  it.each([
    [
      "an unknown field, at its key",
      ["labls: {a: b}"],
      [
        "schema-unknown-field spec.labls «labls» `labls` is no field of `spec` in its schema | did you mean `labels`?",
      ],
    ],
    [
      "an unknown field also where it is null",
      ["labls: null"],
      [
        "schema-unknown-field spec.labls «labls» `labls` is no field of `spec` in its schema | did you mean `labels`?",
      ],
    ],
    [
      "a field from above",
      ["extra: {}", "store: {s3: {workers: 1}}"],
      [
        "schema-unknown-field spec.store.s3.workers «workers» `workers` is no field of `s3` in its schema | it is a field of `spec`: check the indentation",
      ],
    ],
    [
      "a field from below",
      ["bucket: x"],
      [
        "schema-unknown-field spec.bucket «bucket» `bucket` is no field of `spec` in its schema | it is a field of `spec.store.s3`: move it there",
      ],
    ],
    [
      "any field of an object that names none",
      ["nothing: {a: 1}"],
      ["schema-unknown-field spec.nothing.a «a» `a` is no field of `nothing` in its schema | take it out"],
    ],
    [
      "what is known within what is preserved",
      ["extra: {depth: x}"],
      [
        'schema-wrong-type spec.extra.depth «x» `depth` must be a whole number, found the text "x" | write a whole number, without quotes',
      ],
    ],
    [
      "text for a number",
      ['seed: "7"'],
      [
        'schema-wrong-type spec.seed «"7"» `seed` must be a whole number, found the text "7" | write 7 without quotes',
      ],
    ],
    [
      "a fraction for a whole number",
      ["seed: 1.5"],
      [
        "schema-wrong-type spec.seed «1.5» `seed` must be a whole number, found the number 1.5 | write a whole number, without quotes",
      ],
    ],
    [
      "what YAML 1.1 reads as something else, as it is written",
      ["labels: {a: yes, b: 010}"],
      [
        'schema-wrong-type spec.labels.a «yes» `a` must be text, found the boolean true | put it in quotes: "yes"',
        'schema-wrong-type spec.labels.b «010» `b` must be text, found the number 8 | put it in quotes: "010"',
      ],
    ],
    [
      "a flag for a port",
      ["port: true"],
      [
        'schema-wrong-type spec.port «true» `port` must be a whole number or text, found the boolean true | put it in quotes: "true"',
      ],
    ],
    [
      "a block of the wrong kind, at its key",
      ["labels:", "  - a"],
      [
        "schema-wrong-type spec.labels «labels» `labels` must be a map, found a list | write its fields below it",
      ],
    ],
    [
      "null in a list",
      ["hosts: [a, null]"],
      [
        "schema-wrong-type spec.hosts[1] «null» `hosts[1]` must be text, found null | give it a value, or take it out",
      ],
    ],
    [
      "the same twice in a set",
      ["hosts: [a, b, a]"],
      ["schema-wrong-value spec.hosts[2] «a» `hosts[2]` is the same as `hosts[0]` | take one out"],
    ],
    [
      "a number at an exclusive limit",
      ["rate: 0"],
      ["schema-out-of-range spec.rate «0» `rate` must be more than 0, found 0 | change the number"],
    ],
    [
      "a number of more bits",
      ["seed: 99999999999999999999"],
      [
        "schema-out-of-range spec.seed «99999999999999999999» `seed` is a number of 64 bits, and 100000000000000000000 does not fit | write a smaller number",
      ],
    ],
    [
      "no time",
      ["deadline: tomorrow"],
      [
        'schema-wrong-form spec.deadline «tomorrow» `deadline` must be a time, found the text "tomorrow" | write one such as 2026-01-31T08:00:00Z',
      ],
    ],
    [
      "none of two",
      ["store: {}"],
      [
        "schema-missing-field spec.store.s3 «store» `store` has none of `s3` or `pvc`, and one is required | give one of `s3` or `pvc` a value",
      ],
    ],
    [
      "both of two",
      ["store: {s3: {}, pvc: {}}"],
      [
        "schema-wrong-form spec.store «{s3: {}, pvc: {}}» `store` is not as the schema wants it | it fits several forms of which it may have only one: take out what belongs to the others",
      ],
    ],
    [
      "an embedded object without its kind",
      ["pod: {apiVersion: v1, odd: 1}"],
      [
        "schema-missing-field spec.pod.kind «pod» `pod` has no `kind`, which is required | give `kind` a value",
        "schema-unknown-field spec.pod.odd «odd» `odd` is no field of `pod` in its schema | take it out",
      ],
    ],
    [
      "what JSON cannot say",
      ["rate: .nan"],
      [
        'schema-wrong-type spec.rate «.nan» JSON has no number ".nan", and the API server reads JSON | write another value',
      ],
    ],
  ])("finds %s", (_, lines, expected) => {
    expect(spec(...lines)).toEqual(expected);
  });

  it("finds what is missing, at the object that lacks it", () => {
    expect(told(training, `${HEAD}spec:\n  image: a\n`)).toEqual([
      "schema-missing-field spec.workers «spec» `spec` has no `workers`, which is required | give `workers` a value",
    ]);
    expect(told(training, HEAD)).toEqual([
      "schema-missing-field spec «apiVersion» the object has no `spec`, which is required | give `spec` a value",
    ]);
    expect(told(training, `${HEAD}spec:\n  image: a\n  workers:\n`)).toEqual([
      "schema-missing-field spec.workers «workers» `workers` is required, and null counts as absent | give `workers` a value",
    ]);
  });

  it("finds fields beside the spec that the kind does not have", () => {
    expect(told(training, `${HEAD}spec: {image: a, workers: 1}\nworkers: 1\n`)).toEqual([
      "schema-unknown-field workers «workers» `workers` is no field of Training in its schema | it is a field of `spec`: move it there",
    ]);
  });

  it("finds patterns and limits that do not hold", () => {
    expect(told(training, `${HEAD}spec: {image: "A B", workers: 0}\n`)).toEqual([
      'schema-wrong-form spec.image «"A B"» `image` does not match the pattern of its schema, found the text "A B" | it must match `^[a-z0-9./:-]+$`',
      "schema-out-of-range spec.workers «0» `workers` must be at least 1, found 0 | change the number",
    ]);
  });

  it("follows aliases and merge keys to where a value is written", () => {
    const text = `${HEAD}spec:\n  <<: &base {image: a, workers: x}\n  labels: &l {a: 1}\n  extra: {again: *l}\n`;
    expect(told(training, text)).toEqual([
      'schema-wrong-type spec.workers «x» `workers` must be a whole number, found the text "x" | write a whole number, without quotes',
      'schema-wrong-type spec.labels.a «1» `a` must be text, found the number 1 | put it in quotes: "1"',
    ]);
  });

  it("finds a version that is not served", () => {
    expect.hasAssertions();
    for (const [version, served] of [
      ["v1alpha1", "`acme.io/v1`"],
      ["v2", "`acme.io/v1`"],
    ] as const) {
      const schema = schemaOf(fixture("definitions.yaml"), {
        apiVersion: `acme.io/${version}`,
        kind: "Training",
      });
      expect(told(schema, `apiVersion: acme.io/${version}\nkind: Training\n`)).toEqual([
        `schema-not-served apiVersion «acme.io/${version}» the definition of Training does not serve \`acme.io/${version}\` | it serves ${served}: check the fields, they may differ`,
      ]);
    }
  });

  it("finds fields whose names kubectl reads otherwise", () => {
    expect(spec("labels: {on: 1, 0x10: 2}").map((line) => line.split(" `")[0])).toEqual([
      "schema-wrong-type spec.labels.true «1»",
      'schema-wrong-type spec.labels["16"] «2»',
    ]);
  });

  it("leaves names of JavaScript alone", () => {
    const found = spec(
      "labels: {constructor: x, __proto__: x, toString: z}",
      "__proto__: 1",
      "constructor: 2",
    );
    expect(found.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "schema-unknown-field spec.__proto__",
      "schema-unknown-field spec.constructor",
    ]);
  });
});

describe("a JSON Schema", () => {
  const object = (...lines: readonly string[]): string =>
    [
      "apiVersion: jobset.x-k8s.io/v1alpha2",
      "kind: JobSet",
      "metadata: {name: a}",
      "spec:",
      ...lines,
      "",
    ].join("\n");

  it("judges unknown fields to the letter", () => {
    expect(told(jobset, `${object("  suspend: true")}other: 1\n`, "JobSet")).toEqual([]);
    expect(told(jobset, object("  suspended: true"), "JobSet")).toEqual([
      "schema-unknown-field spec.suspended «suspended» `suspended` is no field of `spec` in its schema | did you mean `suspend`?",
    ]);
  });

  it("is read as Kubernetes means it", () => {
    const text = object(
      "  ttlSecondsAfterFinished: null",
      "  failurePolicy: {restartStrategy: recreate, maxRestarts: 3000000000}",
      "  replicatedJobs:",
      "  - {name: a, template: {spec: {x: 1}}}",
      "  - name: a",
      "    template:",
    );
    expect(told(jobset, text, "JobSet")).toEqual([
      "schema-wrong-value spec.failurePolicy.restartStrategy «recreate» `restartStrategy` cannot be `recreate` | did you mean `Recreate`? It may be `Recreate` or `BlockingRecreate`",
      "schema-out-of-range spec.failurePolicy.maxRestarts «3000000000» `maxRestarts` is a number of 32 bits, and 3000000000 does not fit | write a smaller number",
      "schema-wrong-value spec.replicatedJobs[1] «name» `replicatedJobs[1]` has the same `name` as `replicatedJobs[0]` | items are told apart by that: change one, or take it out",
      "schema-missing-field spec.replicatedJobs[1].template «template» `template` is required, and null counts as absent | give `template` a value",
    ]);
  });

  it("may be of an older draft, and refer to its own parts", () => {
    const schema = JSON.stringify({
      $schema: "http://json-schema.org/draft-04/schema#",
      id: "https://example.org/x.json",
      definitions: {
        port: { type: "integer", minimum: 0, exclusiveMinimum: true, maximum: 65535, format: "unheard-of" },
        tree: {
          type: "object",
          properties: { below: { $ref: "#/definitions/tree" } },
          additionalProperties: false,
        },
        "a/b": { type: "string" },
      },
      properties: {
        port: { $ref: "#/definitions/port" },
        tree: { $ref: "#/definitions/tree" },
        odd: { $ref: "#/definitions/a~1b" },
        pair: { type: "array", items: [{ type: "string" }, { type: "integer" }], additionalItems: false },
        either: { oneOf: [{ type: "string" }, { type: "integer" }], nullable: true },
        ahead: { type: "string", pattern: "^(?!x)" },
        one: { const: "a" },
        both: { dependencies: { a: ["b"] } },
        not: { not: { required: ["x"] } },
        names: { propertyNames: { pattern: "^[a-z]+$" }, patternProperties: { "^n": { type: "number" } } },
      },
    });
    const judge = (text: string) =>
      told(schemaOf(schema, { apiVersion: "a.io/v1", kind: "A" }), text, "A").map(
        (line) => line.split(" |")[0],
      );
    expect(
      judge(
        "{port: 1, tree: {below: {below: {}}}, odd: x, pair: [a, 1], either: null, ahead: xy, one: a, names: {nn: 1, m: x}}",
      ),
    ).toEqual([]);
    expect(
      judge(
        "{port: 0, tree: {below: {blow: {}}}, odd: 1, pair: [1, 1, 2], either: [], one: b, both: {a: 1}, not: {x: 1}, names: {M: 1, nn: x}}",
      ),
    ).toEqual([
      "schema-out-of-range port «0» `port` must be more than 0, found 0",
      "schema-unknown-field tree.below.blow «blow» `blow` is no field of `below` in its schema",
      "schema-wrong-type odd «1» `odd` must be text, found the number 1",
      "schema-out-of-range pair «[1, 1, 2]» `pair` has more than 2 items",
      "schema-wrong-type pair[0] «1» `pair[0]` must be text, found the number 1",
      "schema-wrong-type either «[]» `either` must be text or a whole number, found a list",
      "schema-wrong-value one «b» `one` cannot be `b`",
      "schema-missing-field both.b «both» `both` has no `b`, which is required beside `a`",
      "schema-wrong-form not «{x: 1}» `not` is not as the schema wants it",
      "schema-wrong-form names.M «M» the key `M` in `names` is not as the schema wants it",
      'schema-wrong-type names.nn «x» `nn` must be a number, found the text "x"',
    ]);
  });

  it("is made ready once", async () => {
    const big = schemaOf(
      JSON.stringify({
        properties: Object.fromEntries(
          Array.from({ length: 2000 }, (_, i) => [`f${i}`, { type: "string", pattern: "^a+$" }]),
        ),
      }),
      { apiVersion: "a.io/v1", kind: "A" },
    );
    const map = mapOf("f1: aaa");
    const check = checkerOf(big, "A");
    const first = await workOf(() => checkerOf(big, "A")(map));
    expect(await workOf(() => check(map))).toBeLessThan(first / 10);
  });

  it("does not let a pattern of a stranger take for ever", async () => {
    const schema = JSON.stringify({
      properties: { a: { type: "string", pattern: "^(a+)+$" } },
      patternProperties: { "^(b|b)*$": { type: "string" } },
    });
    const ready = schemaOf(schema, { apiVersion: "a.io/v1", kind: "A" });
    const telling = (length: number) => () =>
      told(ready, `a: ${"a".repeat(length)}!\n${"b".repeat(length)}c: 1\n`);
    expect(telling(200)()).toHaveLength(1);
    expect(await growthOf(200, telling)).toBeLessThan(PROPORTION);
  });
});
