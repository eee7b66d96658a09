import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { deployment, gpuify } from "./program.ts";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A repository with files, as users have one. */
function repository(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "gpuify-config-")));
  made.push(root);
  mkdirSync(join(root, ".git"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const web = deployment("web");
const annotated = (name: string, ...lines: readonly string[]) =>
  deployment(name).replace(
    `  name: ${name}\nspec:`,
    `  name: ${name}\n  annotations:\n${lines.map((line) => `    ${line}\n`).join("")}spec:`,
  );
const CONFIG = `platform: gke
exclude: [vendor]
profiles:
  serving: { extends: continuous, gpu: { model: l4, count: 2 }, labels: { team: search } }
rules:
  - match: { kind: Deployment, path: "apps/**" }
    profile: serving
`;

describe("no profile from anywhere", () => {
  test("is a usage error that says what there is", async () => {
    const run = await gpuify(["--no-config", "web.yaml"], { cwd: repository({ "web.yaml": web }) });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("no profile is given");
    expect(run.stderr).toContain("-p continuous  always computing");
  });

  test("is told beside the annotation that was mistyped", async () => {
    const text = annotated("web", "gpuify.dev/profle: continuous");
    const run = await gpuify(["web.yaml"], { cwd: repository({ "web.yaml": text }) });
    expect([run.code, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toContain("Did you mean gpuify.dev/profile?");
    expect(run.stderr).toContain("error[no-profile]");
  });

  test("is a warning where a config has rules, but none for the input: it passes through", async () => {
    const cwd = repository({ "gpuify.yaml": CONFIG, "web.yaml": web });
    const run = await gpuify(["web.yaml"], { cwd });
    expect([run.code, run.stdout]).toEqual([0, web]);
    expect(run.stderr).toContain("warning[no-rule-matches]: no rule of gpuify.yaml names a workload");
    expect((await gpuify(["--fail-on", "warning", "--check", "web.yaml"], { cwd })).code).toBe(1);
    const selected = await gpuify(["--select", "deploy/web", "web.yaml"], { cwd });
    expect([selected.code, selected.stdout]).toEqual([2, ""]);
  });

  test("a name that nobody has gets a suggestion, also from the config", async () => {
    const cwd = repository({ "gpuify.yaml": CONFIG, "apps/web.yaml": web });
    expect((await gpuify(["-p", "contineous", "apps/web.yaml"], { cwd })).stderr).toContain(
      'did you mean "continuous"?',
    );
    const run = await gpuify(["-p", "servng", "apps/web.yaml"], { cwd });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain(
      'did you mean "serving"? the profiles are continuous, bursty, training, serving, auto, none',
    );
  });
});

describe("a config by another name", () => {
  test.each(["gpuify.yml", ".gpuify.yaml", ".gpuify.yml"])(
    "is told, with a profile and without: %s",
    async (name) => {
      const cwd = repository({ [name]: CONFIG, "apps/web.yaml": web });
      const given = await gpuify(["-p", "continuous", "apps/web.yaml"], { cwd });
      expect(given.stderr).toContain(`warning[misnamed-config]: found ${name}, which is not read`);
      const none = await gpuify(["apps/web.yaml"], { cwd });
      expect(none).toMatchObject({ code: 2, stdout: "" });
      expect(none.stderr).toContain(`found ${name}, which is not read: the name is gpuify.yaml`);
      expect(
        (await gpuify(["-p", "continuous", "--no-config", "apps/web.yaml"], { cwd })).stderr,
      ).not.toContain("misnamed");
    },
  );
});

describe("what a config leaves out", () => {
  test("is said where nothing is left", async () => {
    const cwd = repository({
      "gpuify.yaml": `exclude: ["**"]\n${CONFIG.replace(/^exclude.*\n/m, "")}`,
      "web.yaml": web,
    });
    const run = await gpuify(["--check", "."], { cwd });
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/0 files were read; `exclude` of the config leaves out (?:one|2) more/);
  });
});

describe("`extends` that leads nowhere is told at its place", () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      "no file",
      { "gpuify.yaml": "platform: gke\nextends: nope.yaml\n" },
      "gpuify.yaml:2:10: error[broken-extends]",
    ],
    [
      "no config in a folder",
      { "gpuify.yaml": "extends: a\n", "a/b": "" },
      "gpuify.yaml:1:10: error[broken-extends]",
    ],
    [
      "a circle",
      { "gpuify.yaml": "extends: a.yaml\n", "a.yaml": "extends: gpuify.yaml\n" },
      "a.yaml:1:10: error[broken-extends]",
    ],
  ])("%s", async (_, files, expected) => {
    const cwd = repository({ ...files, "web.yaml": web });
    const run = await gpuify(["-p", "continuous", "web.yaml"], { cwd });
    expect([run.code, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toContain(expected);
  });
});

describe("a file that a config of strangers leads to is not read, and its lines are in no message", () => {
  const SECRET = "token: s3cret\n";

  /** A machine with a secret, and a repository on it. */
  function machine(config: string, secret: string): { readonly cwd: string; readonly secret: string } {
    const outside = repository({ [secret]: SECRET, "repo/gpuify.yaml": config, "repo/web.yaml": web });
    rmSync(join(outside, ".git"), { recursive: true });
    mkdirSync(join(outside, "repo/.git"));
    return { cwd: join(outside, "repo"), secret: join(outside, secret) };
  }

  const told = async (cwd: string, ...args: readonly string[]) => {
    const run = await gpuify([...args, "web.yaml"], { cwd });
    expect([run.code, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).not.toContain("s3cret");
    return run.stderr;
  };

  test.each([
    ["outside of the repository", "extends: ../home/hosts.yml\n", "home/hosts.yml"],
    ["without a name of YAML, outside", "extends: ../etc/passwd\n", "etc/passwd"],
    ["that does not exist, outside", "extends: ../etc/nothing.yaml\n", "etc/passwd"],
  ])("%s", async (_, config, file) => {
    expect.hasAssertions();
    const { cwd } = machine(config, file);
    for (const args of [["-p", "continuous"], ["lint"]])
      expect(await told(cwd, ...args)).toMatch(
        /^gpuify.yaml:1:10: error\[broken-extends\]: gpuify.yaml extends "[^"]*", which is outside its repository$/m,
      );
  });

  test("through a link, as a base and as the config itself", async () => {
    const { cwd, secret } = machine("extends: base.yaml\n", "home/hosts.yml");
    symlinkSync(secret, join(cwd, "base.yaml"));
    expect(await told(cwd, "-p", "continuous")).toContain("is outside its repository");
    rmSync(join(cwd, "gpuify.yaml"));
    symlinkSync(secret, join(cwd, "gpuify.yaml"));
    expect(await told(cwd, "-p", "continuous")).toContain("gpuify.yaml:1:1: error[");
  });

  test("inside the repository, where it is no YAML by its name", async () => {
    const { cwd } = machine("extends: notes.txt\n", "x");
    writeFileSync(join(cwd, "notes.txt"), SECRET);
    expect(await told(cwd, "-p", "continuous")).toContain(
      'extends "notes.txt", which is not a .yaml or .yml file',
    );
  });

  test("without a repository: only what is a map is quoted", async () => {
    const { cwd } = machine("extends: ../home/key.yaml\n", "home/key.yaml");
    rmSync(join(cwd, ".git"), { recursive: true });
    writeFileSync(join(cwd, "../home/key.yaml"), "s3cret\n");
    expect(await told(cwd, "-p", "continuous")).toContain("a config is a map of keys, not text");
    writeFileSync(join(cwd, "../home/key.yaml"), "platfrom: gke\n");
    const run = await gpuify(["-p", "continuous", "web.yaml"], { cwd });
    expect([run.code, run.stderr.includes("1 | platfrom: gke")]).toEqual([2, true]);
  });

  test("that has no end, or is a pipe", async () => {
    const { cwd } = machine("platform: gke\n", "x");
    rmSync(join(cwd, "gpuify.yaml"));
    symlinkSync("/dev/zero", join(cwd, "gpuify.yaml"));
    expect(await told(cwd, "-p", "continuous")).toContain("it is a pipe or a device, not a file");
    expect(await told(cwd, "-p", "continuous", "--config", "/dev/zero")).toContain("it has more than 1 MiB");
  });
});

describe("the nearest gpuify.yaml", () => {
  test("gives workloads their profile by its rules, from any folder", async () => {
    const cwd = repository({
      "gpuify.yaml": CONFIG,
      "apps/a/web.yaml": web,
      "other/db.yaml": deployment("db"),
    });
    for (const [from, path] of [
      [cwd, "."],
      [cwd, "apps/a/web.yaml"],
      [join(cwd, "apps"), "a"],
    ] as const) {
      const run = await gpuify([path, "-q"], { cwd: from });
      expect(run.code, run.stderr).toBe(0);
      expect(run.stdout).toContain("nvidia.com/gpu: 2");
      expect(run.stdout).toContain("cloud.google.com/gke-accelerator: nvidia-l4");
      expect(run.stdout).toContain("team: search");
    }
    const all = await gpuify([".", "--check"], { cwd });
    expect(all).toMatchObject({ code: 1, stdout: "apps/a/web.yaml\n" });
  });

  test("counts for standard input by the name that it is given", async () => {
    const cwd = repository({ "gpuify.yaml": CONFIG });
    const named = await gpuify(["--stdin-filename", "apps/web.yaml", "-"], { cwd, input: web });
    expect(named.stdout).toContain("nvidia.com/gpu: 2");
    const nameless = await gpuify(["-"], { cwd, input: web });
    expect(nameless.stdout).toBe(web);
    expect(nameless.stderr).toContain("no-rule-matches");
  });

  test("leaves what it excludes out of walks, and reads it where it is named", async () => {
    const cwd = repository({
      "gpuify.yaml": CONFIG,
      "apps/web.yaml": web,
      "apps/vendor/broken.yaml": "a: [",
      "apps/vendor/web.yaml": deployment("other"),
    });
    expect(await gpuify(["--strict", "--check", "."], { cwd })).toMatchObject({
      code: 1,
      stdout: "apps/web.yaml\n",
    });
    expect((await gpuify(["--check", "apps/vendor/web.yaml"], { cwd })).code).toBe(1);
  });

  test("is not asked with --no-config, and another one with --config", async () => {
    const cwd = repository({
      "gpuify.yaml": CONFIG,
      "ci/other.yaml": "rules:\n  - match: { name: web }\n    profile: training\n",
      "apps/web.yaml": web,
    });
    expect((await gpuify(["--no-config", "apps/web.yaml"], { cwd })).code).toBe(2);
    const run = await gpuify(["--config", "ci/other.yaml", "apps/web.yaml", "-q"], { cwd });
    expect(run.stdout).toContain("nvidia.com/gpu: 1");
    expect(run.stdout).not.toContain("gke-accelerator");
    expect(await gpuify(["--config", "no.yaml", "apps/web.yaml"], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the config "no.yaml" does not exist'),
    });
    expect((await gpuify(["--config", "a", "--no-config", "apps/web.yaml"], { cwd })).code).toBe(2);
  });

  test("is told with line and column where it is wrong, before any manifest is read", async () => {
    const cwd = repository({
      "gpuify.yaml": CONFIG.replace("profile: serving", "profile: servin"),
      "apps/web.yaml": "a: [",
    });
    const run = await gpuify(["apps/web.yaml"], { cwd });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain("gpuify.yaml:7:14: error[unknown-profile]");
    expect(run.stderr).toContain("did you mean `serving`");
  });

  test("builds on the one that it extends", async () => {
    const cwd = repository({
      "gpuify.yaml": CONFIG,
      "apps/gpuify.yaml": "extends: ..\ndefaults: { spot: true }\n",
      "apps/web.yaml": web,
    });
    const run = await gpuify(["apps/web.yaml", "-q"], { cwd });
    expect(run.stdout, run.stderr).toContain("nvidia.com/gpu: 2");
    expect(run.stdout).toContain('cloud.google.com/gke-spot: "true"');
    const circle = repository({
      "gpuify.yaml": "extends: a\n",
      "a/gpuify.yaml": "extends: ..\n",
      "web.yaml": web,
    });
    expect(await gpuify(["-p", "continuous", "web.yaml"], { cwd: circle })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("gpuify.yaml → a/gpuify.yaml → gpuify.yaml"),
    });
  });

  test("may name machines of the admins' own", async () => {
    const cwd = repository({
      "gpuify.yaml": `platform: our-metal
platforms:
  our-metal:
    extends: generic
    models: { h100: { labels: { acme.io/gpu: hopper } } }
    taints: [{ key: acme.io/gpu, effect: NoSchedule }]
`,
      "web.yaml": web,
    });
    const run = await gpuify(["-p", "continuous", "--gpu", "h100", "web.yaml", "--explain"], { cwd });
    expect(run.stdout).toContain("acme.io/gpu: hopper");
    expect(run.stdout).toContain("- key: acme.io/gpu");
    expect(run.stderr).toContain("source: config");
    const back = await gpuify(["-p", "bursty", "--no-autoscale", "-q", "-"], { cwd, input: run.stdout });
    expect(back.stdout).not.toContain("acme.io/gpu: hopper\n      ");
    expect(back.stdout).not.toContain("- key: acme.io/gpu");
  });
});

describe("annotations", () => {
  const two = annotated(
    "web",
    "gpuify.dev/profile: continuous",
    'gpuify.dev/gpus: "2"',
    "gpuify.dev/gpu: l4",
  );

  test("are enough to say what a workload gets", async () => {
    const run = await gpuify(["--platform", "gke", "-", "-q"], { input: two });
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout).toContain("nvidia.com/gpu: 2");
    expect(run.stdout).toContain("gke-accelerator: nvidia-l4");
  });

  test("beat flags, which is told, and yield to them with --override", async () => {
    const run = await gpuify(["-p", "continuous", "--gpus", "4", "-"], { input: two });
    expect(run.stdout).toContain("nvidia.com/gpu: 2");
    expect(run.stderr).toContain("--gpus 4 does not count for Deployment/web");
    expect(
      (await gpuify(["-p", "continuous", "--gpus", "4", "--override", "-"], { input: two })).stdout,
    ).toContain("nvidia.com/gpu: 4");
  });

  test("of unknown names are warned about, wrong values refused where they are", async () => {
    const odd = annotated("web", "gpuify.dev/gpu-count: two", "gpuify.dev/profile: continuous");
    expect((await gpuify(["-"], { input: odd })).stderr).toContain(
      "gpuify reads no annotation gpuify.dev/gpu-count",
    );
    const wrong = await gpuify(["-p", "continuous", "-"], {
      input: annotated("web", "gpuify.dev/gpus: two"),
    });
    expect(wrong).toMatchObject({ code: 3, stdout: "" });
    expect(wrong.stderr).toContain(
      '-:6:22: error[annotation-invalid]: gpuify.dev/gpus: "two" is no number of GPUs',
    );
  });
});

describe("auto and none", () => {
  test("auto takes a known server for continuous, and says why", async () => {
    const server = web.replace(/image: .*/, "image: vllm/vllm-openai:v0.11.0");
    const run = await gpuify(["-p", "auto", "-"], { input: server });
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain("Deployment/web is taken for continuous");
    expect(run.stderr).toMatch(/vLLM/);
    expect(run.stdout).toContain("nvidia.com/gpu: 1");
  });

  test("none takes out what places a pod on GPU nodes, and leaves the GPU", async () => {
    const placed = await gpuify(["-p", "continuous", "--platform", "gke", "--gpu", "l4", "-q", "-"], {
      input: web,
    });
    const run = await gpuify(["-p", "none", "-"], { input: placed.stdout });
    expect(run.stdout).not.toContain("nodeSelector");
    expect(run.stdout).toContain("nvidia.com/gpu: 1");
    expect(run.stderr).toContain("its pods still ask for an accelerator");
  });
});

test("a factor of a rule beside replicas of the defaults gives the same in the next run", async () => {
  const config = `defaults: { replicas: 3 }
rules:
  - match: { kind: Deployment }
    profile: bursty
    burst: 2
`;
  const cwd = repository({ "gpuify.yaml": config, "web.yaml": web.replace("  replicas: 2\n", "") });
  expect((await gpuify(["-w", "web.yaml"], { cwd })).code).toBe(0);
  const again = await gpuify(["--check", "web.yaml"], { cwd });
  expect([again.code, again.stdout], again.stderr).toEqual([0, ""]);
});
