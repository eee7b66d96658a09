import { describe, expect, test } from "vitest";
import { tree } from "../io/tree.ts";
import { type Answer, gpuify } from "./program.ts";

interface Manifest {
  /** Lines above the annotation that gpuify does not know. */
  readonly comment?: string;
  /** Further lines of annotations. */
  readonly annotations?: string;
  /** The annotation that gpuify does not know, and warns about. */
  readonly unknown?: string;
  /** A line above the spec, where a rollout that needs a spare GPU is told. */
  readonly aboveSpec?: string;
  readonly name?: string;
}

function manifest({
  comment = "",
  annotations = "",
  unknown = '    gpuify.dev/gpuss: "2"\n',
  aboveSpec = "",
  name = "llm",
}: Manifest = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  annotations:
    team: search
${annotations}${comment}${unknown}${aboveSpec}spec:
  replicas: 2
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
      - name: main
        image: example.com/llm:v1
        resources:
          requests: {cpu: "1", memory: 1Gi}
          limits: {memory: 1Gi}
`;
}

const PATCH = ["-p", "continuous", "app.yaml"] as const;

async function run(args: readonly string[], text: string, rules?: string): Promise<Answer> {
  const config = rules === undefined ? {} : { "gpuify.yaml": `lint:\n  rules:\n${rules}` };
  return await gpuify(args, { cwd: tree({ ".git/HEAD": "", "app.yaml": text, ...config }) });
}

describe("a warning of patch", () => {
  test("is told where nobody says anything", async () => {
    const { code, stderr } = await run(PATCH, manifest());
    expect(stderr).toContain("app.yaml:7:23: warning[unknown-annotation]");
    expect(code).toBe(0);
  });

  test.each([
    ["the config", manifest(), "    unknown-annotation: off\n"],
    [
      "a comment above its line",
      manifest({ comment: "    # gpuify-ignore unknown-annotation: read by us\n" }),
      undefined,
    ],
    [
      "an annotation of its object",
      manifest({ annotations: "    gpuify.dev/ignore-unknown-annotation: read by us\n" }),
      undefined,
    ],
  ])("is silenced by %s", async (_, text, rules) => {
    const { code, stdout, stderr } = await run(PATCH, text, rules);
    expect(stderr).not.toContain("unknown-annotation");
    expect(stdout).toContain("nvidia.com/gpu");
    expect(code).toBe(0);
  });

  test("is not silenced by what is said of another object or another code", async () => {
    const other = manifest({ annotations: "    gpuify.dev/ignore-unknown-annotation: ours\n", name: "b" });
    const all = await run(["-p", "continuous", "--all", "app.yaml"], `${manifest()}---\n${other}`);
    expect(all.stderr.match(/warning\[unknown-annotation\]/g)).toHaveLength(1);
    const code = await run(PATCH, manifest({ comment: "    # gpuify-ignore annotation-not-text: ours\n" }));
    expect(code.stderr).toContain("warning[unknown-annotation]");
  });

  test("is an error where the config says so: exit 1, and the manifests come out all the same", async () => {
    const plain = await run(PATCH, manifest());
    const { code, stdout, stderr } = await run(PATCH, manifest(), "    unknown-annotation: error\n");
    expect(stderr).toContain("app.yaml:7:23: error[unknown-annotation]");
    expect(stdout).toBe(plain.stdout);
    expect(code).toBe(1);
  });

  test("is an info where the config says so, which --quiet leaves out", async () => {
    const rules = "    unknown-annotation: info\n";
    expect((await run(PATCH, manifest(), rules)).stderr).toContain("app.yaml:7:23: info[unknown-annotation]");
    expect((await run([...PATCH, "--quiet"], manifest(), rules)).stderr).not.toContain("unknown-annotation");
  });
});

describe("an object that no profile was for", () => {
  const skipped = (annotations = ""): string =>
    manifest({ annotations, unknown: '    gpuify.dev/skip: "yes"\n' });

  test("has what is told of it silenced too", async () => {
    expect((await run(PATCH, skipped())).stderr).toContain("app.yaml:7:22: info[skipped]");
    const silenced = [
      await run(PATCH, skipped("    gpuify.dev/ignore-skipped: ours\n")),
      await run(PATCH, skipped(), "    skipped: off\n"),
      await run(PATCH, skipped("    # gpuify-ignore skipped: ours\n")),
    ];
    for (const { code, stderr } of silenced) {
      expect(stderr).not.toContain("[skipped]");
      // It has no place, so nothing silences it.
      expect(stderr).toContain("warning[nothing-to-patch]");
      expect(code).toBe(0);
    }
    expect(silenced).toHaveLength(3);
  });

  test("has it silenced beside one that a profile was for", async () => {
    const left = (annotations = ""): string =>
      manifest({ annotations, unknown: '    gpuify.dev/gpus: "2"\n', name: "left" });
    const config = "rules:\n- {match: {name: llm}, profile: continuous}\n";
    const told = async (text: string): Promise<string> =>
      (
        await gpuify(["app.yaml"], {
          cwd: tree({ ".git/HEAD": "", "gpuify.yaml": config, "app.yaml": text }),
        })
      ).stderr;
    const ours = manifest({ unknown: "" });
    expect(await told(`${ours}---\n${left()}`)).toContain("warning[annotation-without-profile]");
    const ignoring = left("    gpuify.dev/ignore-annotation-without-profile: ours\n");
    expect(await told(`${ours}---\n${ignoring}`)).not.toContain("annotation-without-profile]");
  });
});

describe("a refusal", () => {
  const args = [...PATCH, "-c", "other"];

  test("stands whatever is said of it", async () => {
    const annotations = "    gpuify.dev/ignore-unknown-container: ours\n";
    const { code, stdout, stderr } = await run(
      args,
      manifest({ annotations }),
      "    unknown-container: off\n",
    );
    expect(stderr).toContain("error[unknown-container]");
    expect([code, stdout]).toEqual([3, ""]);
  });

  test.each([
    ["off", "the refusal unknown-container cannot be turned off"],
    ["warning", "the refusal unknown-container cannot be made a warning"],
  ])("that the config calls %s is a warning at the config's line", async (severity, message) => {
    const { code, stderr } = await run(
      ["lint", "app.yaml"],
      manifest(),
      `    unknown-container: ${severity}\n`,
    );
    expect(stderr).toContain(`gpuify.yaml:3:5: warning[no-effect]: ${message}`);
    expect(code).toBe(0);
  });

  test("that the config calls an error is one, and nothing is said", async () => {
    expect(
      (await run(["lint", "app.yaml"], manifest(), "    unknown-container: error\n")).stderr,
    ).not.toContain("gpuify.yaml");
  });

  test("is told apart from what is about the config or the run, which cannot be silenced either", async () => {
    const { stderr } = await run(
      ["lint", "app.yaml"],
      manifest(),
      "    no-effect: off\n    flag-unused: off\n",
    );
    expect(stderr).toContain("gpuify.yaml:3:5: warning[no-effect]: no-effect cannot be turned off");
    expect(stderr).toContain("gpuify.yaml:4:5: warning[no-effect]: flag-unused cannot be turned off");
  });
});

describe("a name that was given up", () => {
  const known = { unknown: "" };

  test("counts for the new one in the config, in comments and in annotations", async () => {
    expect((await run(PATCH, manifest(known))).stderr).toContain("warning[gpu-rollout-needs-spare]");
    const silenced = [
      await run(PATCH, manifest(known), "    rollout-needs-spare-gpus: off\n"),
      await run(
        PATCH,
        manifest({ ...known, aboveSpec: "# gpuify-ignore rollout-needs-spare-gpus: there is room\n" }),
      ),
      await run(
        PATCH,
        manifest({ ...known, annotations: "    gpuify.dev/ignore-rollout-needs-spare-gpus: room\n" }),
      ),
    ];
    for (const { code, stderr } of silenced) {
      expect(stderr).not.toContain("gpu-rollout-needs-spare]");
      expect(code).toBe(0);
    }
    expect(silenced).toHaveLength(3);
  });

  test("is a note of the new one in lint", async () => {
    const annotations = "    gpuify.dev/ignore-shm-above-memory-limit: ours\n";
    const text = manifest({ ...known, annotations });
    const { code, stdout, stderr } = await run(
      ["lint", "app.yaml"],
      text,
      "    rollout-needs-spare-gpus: off\n",
    );
    expect(stderr).toContain(
      "gpuify.yaml:3:5: info[unknown-rule]: rollout-needs-spare-gpus is now called gpu-rollout-needs-spare",
    );
    expect(stdout).toContain("info[suppression-unknown-rule]");
    expect(stdout).toContain("shm-above-memory-limit is now called shm-exceeds-memory");
    expect(code).toBe(0);
  });
});

describe("lint", () => {
  test("takes the codes of patch for known, neither unknown nor unused", async () => {
    const text = manifest({
      annotations: "    gpuify.dev/ignore-autoscaler-kept: ours\n",
      comment: "    # gpuify-ignore unknown-annotation: read by us\n",
    });
    const { code, stdout, stderr } = await run(["lint", "app.yaml"], text, "    autoscaler-kept: off\n");
    expect(stdout).not.toContain("suppression-");
    expect(stderr).not.toContain("gpuify.yaml");
    expect(code).toBe(0);
  });

  test("still warns of names that nothing has, and guesses among codes too", async () => {
    const text = manifest({ comment: "    # gpuify-ignore unknown-anotation: read by us\n" });
    const { stdout, stderr } = await run(["lint", "app.yaml"], text, "    autoscaler-keep: off\n");
    expect(stdout).toContain("warning[suppression-unknown-rule]");
    expect(stdout).toContain('Did you mean "unknown-annotation"?');
    expect(stderr).toContain(
      'gpuify.yaml:3:5: warning[unknown-rule]: no rule or code is named "autoscaler-keep"',
    );
    expect(stderr).toContain('Did you mean "autoscaler-kept"?');
  });
});
