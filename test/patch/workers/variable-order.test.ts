import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import type { ProfileBody } from "../../../src/config/types.ts";
import { changesOf, errorsOf, run, textAfter } from "../../pipeline/run.ts";
import { job } from "../manifests.ts";

type Variable = { readonly name: string; readonly value?: string; readonly valueFrom?: object };

/** The variables of a Job's container after two equal runs. */
function variables(env: readonly string[], body: ProfileBody = {}): readonly Variable[] {
  const container = env.length === 0 ? "" : `env:\n${env.map((one) => `- ${one}`).join("\n")}`;
  const options = {
    profile: "own",
    config: { profiles: { own: { extends: "training", workers: 4, ...body } } },
  } as const;
  const first = run(job({ pod: "restartPolicy: Never", container }), options);
  expect(errorsOf(first)).toEqual([]);
  const text = textAfter(first);
  expect(changesOf(run(text, options)), "the second run changes nothing").toEqual([]);
  const found = parseAllDocuments(text)
    .map((document) => document.toJS())
    .find(({ kind }) => kind === "Job");
  return found.spec.template.spec.containers[0].env;
}

/** What the kubelet makes of them: each knows those above it; a name that it does not know stays as text. */
function expanded(env: readonly Variable[]): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const { name, value } of env) {
    let text = "";
    for (let at = 0; at < (value?.length ?? 0); at++) {
      const rest = value?.slice(at) ?? "";
      const [reference, named] = /^\$\(([^)]*)\)/.exec(rest) ?? [];
      if (rest.startsWith("$$")) {
        text += "$";
        at++;
      } else if (reference !== undefined) {
        text += known.get(named ?? "") ?? reference;
        at += reference.length - 1;
      } else text += rest[0];
    }
    known.set(name, value === undefined ? `<${name}>` : text);
  }
  return known;
}

describe("variables are where $(NAME) finds them", () => {
  it("a profile's own come behind those of the workers, each behind what it refers to", () => {
    const env = [
      { name: "URL", value: "tcp://$(HOST):$(MASTER_PORT)" },
      { name: "HOST", value: "$(MASTER_ADDR)" },
    ];
    const found = variables([], { env });
    expect(expanded(found).get("URL")).toBe("tcp://<JOB_NAME>-0.web:29500");
    expect(found.map(({ name }) => name).slice(-2)).toEqual(["HOST", "URL"]);
  });

  it("those that the manifest refers to come in front, with what they refer to themselves", () => {
    const found = expanded(
      variables([
        '{name: WORLD_SIZE, value: "$(NNODES)"}',
        '{name: RANK, value: "$(NODE_RANK)"}',
        '{name: URL, value: "tcp://$(PET_MASTER_ADDR):$(MASTER_PORT)"}',
      ]),
    );
    expect(found.get("WORLD_SIZE")).toBe("4");
    expect(found.get("RANK")).toBe("<NODE_RANK>");
    expect(found.get("URL")).toBe("tcp://<JOB_NAME>-0.web:29500");
  });

  it("a profile's own that the manifest refers to come in front too", () => {
    const manifest = ["{name: A, value: a}", "{name: MASTER_ADDR, value: $(JOB_NAME)-0.web}"];
    const found = variables(manifest, { env: [{ name: "JOB_NAME", value: "web" }] });
    expect(expanded(found).get("MASTER_ADDR")).toBe("web-0.web");
  });

  it("what the profile says over a value of the manifest counts as reference", () => {
    const found = variables(['{name: SIZE, value: "1"}'], { env: [{ name: "SIZE", value: "$(NNODES)" }] });
    expect(expanded(found).get("SIZE")).toBe("4");
  });

  it("one in front that only repeats a variable further down repeats its value", () => {
    const found = variables(['{name: WORLD_SIZE, value: "$(NNODES)"}', '{name: PET_NNODES, value: "4"}']);
    expect(expanded(found).get("WORLD_SIZE")).toBe("4");
    const source = "{fieldRef: {fieldPath: \"metadata.labels['batch.kubernetes.io/job-completion-index']\"}}";
    const ranks = variables([
      '{name: RANK, value: "$(NODE_RANK)"}',
      `{name: PET_NODE_RANK, valueFrom: ${source}}`,
    ]);
    expect(expanded(ranks).get("RANK")).toBe("<NODE_RANK>");
  });

  it("an escaped reference is none", () => {
    const found = variables(['{name: TEXT, value: "$$(NNODES)"}']);
    expect(found[0]?.name).toBe("TEXT");
    expect(variables(['{name: TEXT, value: "$$$(NNODES)"}'])[0]?.name).toBe("NNODES");
  });
});

describe("a variable of the config's that refers to what comes later", () => {
  const patched = (own: readonly { name: string; value: string }[], env: readonly string[]) => {
    const container = `env:\n${env.map((one) => `- ${one}`).join("\n")}`;
    const config = { rules: [{ match: { kind: "Job" }, profile: "training", env: own }] };
    const outcome = run(job({ container }), { config });
    expect(errorsOf(outcome)).toEqual([]);
    expect(changesOf(run(textAfter(outcome), { config }))).toEqual([]);
    return {
      text: textAfter(outcome),
      told: outcome.diagnostics.filter(({ code }) => code === "variable-refers-below"),
    };
  };

  it.each([
    ["$(B)", "{name: B, value: b}"],
    ["p-$(B)", "{name: B, value: b}"],
    ["$(B)", "{name: B, valueFrom: {secretKeyRef: {name: s, key: k}}}"],
    ["p-$(B)", "{name: B, valueFrom: {secretKeyRef: {name: s, key: k}}}"],
  ])("is written as the config says it (%s), and what cannot find it is told: %s", (value, later) => {
    const { text, told } = patched([{ name: "C", value }], ['{name: E, value: "$(C)"}', later]);
    expect(text).toMatch(new RegExp(`name: C\\s+value: ${value.replace(/[$()]/g, "\\$&")}`));
    expect(told).toMatchObject([
      {
        severity: "warning",
        message: 'E of container "main" refers to $(C), which stands below it',
        advice: "Move E below C in the manifest.",
      },
    ]);
  });

  it("in the place of the manifest's own is told too", () => {
    const { told } = patched([{ name: "E", value: "$(B)" }], ["{name: E, value: a}", "{name: B, value: b}"]);
    expect(told.map(({ location }) => location?.path)).toEqual(["spec.template.spec.containers[0].env[0]"]);
  });

  it("is no matter where it finds it, or where the config has nothing to do with it", () => {
    const own = [{ name: "C", value: "$(B)" }];
    expect(patched(own, ["{name: B, value: b}"]).told).toEqual([]);
    expect(patched(own, ['{name: X, value: "$(Y)"}', "{name: Y, value: y}"]).told).toEqual([]);
  });
});

describe("a variable of the config's that contradicts", () => {
  const said = (container: string, value: string) => {
    const env = [{ name: "NNODES", value }];
    const config = { profiles: { own: { extends: "training" as const, workers: 4, env } } };
    const { diagnostics } = run(job({ container }), { profile: "own", config });
    return diagnostics.find(({ code }) => code === "workers-variable-contradicts");
  };

  it("is blamed on the config, not on the container", () => {
    expect.hasAssertions();
    for (const container of ["", 'env: [{name: NNODES, value: "2"}]']) {
      const found = said(container, "8");
      expect(found?.message).toContain('gpuify.yaml (config profile own) sets NNODES to "8"');
      expect(found?.advice).toContain("from `env` in gpuify.yaml");
    }
  });

  it("is none where it agrees", () => expect(said("", "4")).toBeUndefined());

  it("of defaults gives way to the manifest's, which is blamed then", () => {
    const config = {
      defaults: { env: [{ name: "NNODES", value: "8" }] },
      profiles: { own: { extends: "training" as const, workers: 4 } },
    };
    const text = job({ container: 'env: [{name: NNODES, value: "2"}]' });
    const { diagnostics } = run(text, { profile: "own", config });
    const found = diagnostics.find(({ code }) => code === "workers-variable-contradicts");
    expect(found?.message).toContain('container "main" sets NNODES to "2"');
  });
});
