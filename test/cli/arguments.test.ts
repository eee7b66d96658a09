import { describe, expect, test } from "vitest";
import { patchInvocation } from "../../src/cli/patch/invocation.ts";
import { PATCH_OPTIONS } from "../../src/cli/patch/options.ts";
import { readArguments } from "../../src/cli/read-arguments.ts";
import type { OptionSpec, RawOptions } from "../../src/cli/shared/command.ts";
import type { PatchInvocation } from "../../src/commands/invocation.ts";
import { Failure } from "../../src/kernel/failure.ts";
import { type DecisionFlag, PROFILES } from "../../src/profile/built-in.ts";

function raw(...args: readonly string[]): RawOptions {
  const request = readArguments(args, "gpuify");
  if (request.kind === "text") throw new Error("that is help");
  return request.raw;
}

function invoke(...args: readonly string[]): PatchInvocation {
  const options = raw(...args);
  return patchInvocation(options, options.paths.length > 0 ? options.paths : ["a.yaml"]);
}

/** Message and advice of the usage error that the arguments are. */
function usage(...args: readonly string[]): string {
  try {
    invoke(...args);
  } catch (error) {
    if (error instanceof Failure && error.exitCode === 2) return `${error.message}; ${error.advice ?? ""}`;
    throw error;
  }
  throw new Error(`${args.join(" ")} is no mistake`);
}

function help(...args: readonly string[]): string {
  const request = readArguments(args, "gpuify");
  if (request.kind !== "text") throw new Error("that is no help");
  return request.text;
}

describe("help", () => {
  test("shows examples first, then every option of patch", () => {
    expect.hasAssertions();
    for (const text of [help("--help"), help("patch", "--help")]) {
      expect(text.startsWith("Examples:\n")).toBe(true);
      for (const option of PATCH_OPTIONS) expect(text).toContain(option.long);
    }
  });

  test("uses the name that the program was called by", () => {
    const request = readArguments(["--help"], "kubectl gpuify");
    expect(request.kind === "text" && request.text).toContain("kubectl gpuify -p training");
    expect(request.kind === "text" && request.text).toContain("Usage: kubectl gpuify");
  });

  test("begins with an example that changes no cluster, and sends no live object back as it was read", () => {
    const [, first = "", ...others] = help("--help").split("\n\n")[0]?.split("\n") ?? [];
    expect(first).toMatch(/gpuify .*\.yaml/);
    expect(first).not.toContain("kubectl");
    const live = others.filter((line) => line.includes("kubectl get"));
    expect(live.length).toBeGreaterThan(0);
    for (const line of live) expect(line).toContain("--strip-live");
  });

  test("names nothing that does not work yet", () => {
    expect.hasAssertions();
    for (const later of ["plan", "kustomize"]) expect(help("--help")).not.toContain(later);
  });
});

describe("mistakes", () => {
  test.each([
    [["--gpsu", "2"], 'there is no option "--gpsu"; did you mean "--gpus"?'],
    [["-p", "training", "--gpu", "2"], "did you mean --gpus 2?"],
    [["-p", "training", "--gpus", "0.5"], "counted, not divided"],
    [["-p", "training", "--gpus", "500m"], "counted, not divided"],
    [["-p", "training", "--gpus", "-1"], "too small; the smallest value is 1"],
    [["-p", "training", "--gpus", "two"], "is not a whole number"],
    [["-p", "training", "--gpus", "0"], "`-p bursty` takes GPUs away"],
    [["-p", "training", "--gpus", "1000"], "per pod"],
    [["-p", "training", "--gpus", "99999999999999999999"], "too large"],
    [["-p", "training", "--shm", "16gb"], "did you mean --shm 16Gi?"],
    [["-p", "training", "--shm", "512m"], "did you mean --shm 512Mi?"],
    [["-p", "bursty", "--cpu", "lots"], "is not a quantity"],
    [["-p", "bursty", "--cpu", "0"], "must be more than nothing"],
    [["-p", "bursty", "--memory", "-1Gi"], "must be more than nothing"],
    [["-p", "bursty", "--burst", "0.5"], "is not a factor"],
    [["-p", "bursty", "--replicas", "5", "--max-replicas", "3"], "is less than --replicas 5"],
    [["-p", "bursty", "--no-autoscale", "--burst", "3"], "that --no-autoscale leaves out"],
    [["-p", "continuous", "--rollout", "inplace"], "did you mean --rollout in-place?"],
    [["-p", "continuous", "--kubernetes-version", "34"], "give it as 1.34"],
    [["-p", "continuous", "--kubernetes-version", "1.3"], "did you mean 1.30?"],
    [["-p", "continuous", "--kubernetes-version", "1.99"], "is not a version that there is"],
    [["-p", "continuous", "--fail-on", "info"], "is none of error, warning"],
    [["-p", "continuous", "-o", "jsno"], "did you mean -o json?"],
    [["-p", "continuous", "-o", "yaml", "-o", "json"], "two formats for standard output"],
    [["-p", "continuous", "-o", "json="], "names no file"],
    [["-p", "continuous", "-o", "json=a", "-o", "yaml=a"], 'names "a" twice'],
    [["-p", "continuous", "--report", "-"], "writes a file"],
    [["-p", "continuous", "--select", "foo/web"], "makes pods; the kinds are Pod, "],
    [["-p", "continuous", "--select", "ingress/web"], "is no kind that makes pods"],
    [["-p", "continuous", "--select", "deploi/web"], 'did you mean "deploy"?'],
    [["-p", "continuous", "--select", "deploy/"], "is not KIND or KIND/NAME"],
    [["-p", "continuous", "--all", "--select", "deploy/web"], "give one of them"],
    [["-p", "continuous", "-l", "a=b,c d"], '"c d" is not a label requirement'],
    [["-p", "continuous", "-l", "a in (b"], "is not a label requirement"],
    [["-p", "continuous", "-l", "a=-b"], '"-b" is not a label value'],
    [["-p", "continuous", "-n", ""], "--namespace needs a value"],
    [["-p", "continuous", "--gpu"], "argument missing"],
    [["-p", "continuous", "--stdin-filename", "a.yaml"], "which is not read"],
    [["-p", "continuous", "--exclude", "+(a*)+(a*)b"], "--exclude: extended globs such as the `+(` in"],
    [["-p", "continuous", "--exclude", "{a,b}".repeat(9)], "stand for more than 256 globs"],
    [["-p", "continuous", "--exclude", "a[b"], "--exclude: the `[` in `a[b` is not closed"],
    [["-p", "continuous", "--exclude", "a".repeat(5000)], "has more than 4096 characters"],
    [["-p", "continuous", "--select", "deploy/{1..300}"], "--select: the braces in"],
    [["-p", "continuous", "--role", "{1..300}"], "--role: the braces in"],
    [["-p", "continuous", "--exclude", "!a"], "cannot take back"],
    [["shw", "models"], 'did you mean the command "show"?'],
    [["-q", "patch", "--check", "."], "write it first: gpuify patch"],
  ])("%j: %s", (args, expected) => {
    expect(usage(...args)).toContain(expected);
  });

  test.each([
    [["-w", "-"], "standard input is no file"],
    [["-w", "-o", "yaml"], "--write and --output exclude each other"],
    [["-w", "--output-dir", "x"], "--write and --output-dir exclude each other"],
    [["-w", "--diff"], "--write and --diff exclude each other"],
    [["-w", "--check"], "--write and --check exclude each other"],
    [["-w", "--diff", "--check"], "--write and --diff exclude each other"],
    [["--output-dir", "x", "--check"], "--output-dir and --check exclude each other"],
    [["-o", "json", "--diff"], "--output and --diff exclude each other"],
    [["--output-dir", "x", "-"], "add --stdin-filename PATH"],
  ])("%j exclude each other", (args, expected) => {
    expect(usage("-p", "continuous", ...args)).toContain(expected);
  });
});

describe("flags without effect", () => {
  const values: Readonly<Partial<Record<DecisionFlag, string>>> = {
    shm: "1Gi",
    cpu: "1",
    memory: "1Gi",
    rollout: "keep",
    "keep-off": "preferred",
    "kubernetes-version": "1.34",
    topology: "2x4",
    mig: "1g.10gb",
    queue: "team",
  };
  const flags = [...new Set(PROFILES.flatMap((profile) => profile.flags))];

  const none = { name: "none", flags: ["platform", "kubernetes-version"] };
  const rows: readonly { name: string; flags: readonly string[] }[] = [...PROFILES, none];

  test.each(rows.map((profile) => [profile.name, profile] as const))(
    "are refused with -p %s, and say why",
    (name, profile) => {
      expect.hasAssertions();
      for (const flag of flags) {
        const spec = PATCH_OPTIONS.find((option: OptionSpec) => option.long === `--${flag}`);
        if (spec === undefined) throw new Error(`--${flag} is no option`);
        const args = ["-p", name, `--${flag}`, ...(spec.value === undefined ? [] : [values[flag] ?? "2"])];
        if (flag === "gpu") args.splice(3, 1, "l4");
        if (profile.flags.includes(flag)) expect(invoke(...args).request.profile).toBe(name);
        else
          expect(usage(...args)).toMatch(
            new RegExp(`^--${flag} has no effect with -p ${name}: (?!${name} has no use)`),
          );
      }
    },
  );
});

describe("what the options mean", () => {
  test("selections take kubectl's names, groups and globs", () => {
    const args = ["deploy/web", "JOBS/train-*", "sts", "deployments.apps/x", "cj/n", "*/a"].flatMap(
      (text) => ["--select", text],
    );
    expect(invoke("-p", "continuous", ...args).request.scope.select).toEqual([
      { kind: "Deployment", name: "web" },
      { kind: "Job", name: "train-*" },
      { kind: "StatefulSet", name: null },
      { kind: "Deployment", name: "x" },
      { kind: "CronJob", name: "n" },
      { kind: "*", name: "a" },
    ]);
  });

  test("label selectors have all of kubectl's operators", () => {
    const text = "a=b,c==d,e!=f,g in (x, y),h notin (z),app.kubernetes.io/name, !old,empty=";
    expect(invoke("-p", "continuous", "-l", text).request.scope.labels).toEqual([
      { key: "a", operator: "=", values: ["b"] },
      { key: "c", operator: "=", values: ["d"] },
      { key: "e", operator: "!=", values: ["f"] },
      { key: "g", operator: "in", values: ["x", "y"] },
      { key: "h", operator: "notin", values: ["z"] },
      { key: "app.kubernetes.io/name", operator: "exists", values: [] },
      { key: "old", operator: "!exists", values: [] },
      { key: "empty", operator: "=", values: [""] },
    ]);
  });

  test("every flag reaches the request, and what is not given is not there", () => {
    const bursty =
      "-p bursty -c web --replicas 2 --max-replicas 9 --burst 2.5 --cpu 500m --memory 1Gi --parallelism 3 --shards 4 --force --release-replicas --platform gke --kubernetes-version v1.33.1";
    expect(invoke(...bursty.split(" ")).request.flags).toEqual({
      container: "web",
      replicas: 2,
      maxReplicas: 9,
      burst: 2.5,
      cpu: "500m",
      memory: "1Gi",
      parallelism: 3,
      shards: 4,
      force: true,
      releaseReplicas: true,
      platform: "gke",
      kubernetesMinor: 33,
    });
    const continuous = "-p continuous --gpus 2 --gpu l4 --vendor nvidia --spot --shm 1Gi --rollout in-place";
    expect(invoke(...continuous.split(" ")).request.flags).toEqual({
      gpus: 2,
      gpu: "l4",
      vendor: "nvidia",
      spot: true,
      shm: "1Gi",
      rollout: "in-place",
    });
    expect(invoke("-p", "bursty", "--no-autoscale").request.flags).toEqual({ noAutoscale: true });
  });

  test("-f and paths go together, and the last of a repeated option counts", () => {
    const options = raw("-p", "bursty", "a.yaml", "-f", "b.yaml", "--filename=c.yaml", "-p", "training");
    expect(options.paths).toEqual(["a.yaml"]);
    expect(options.values.get("--filename")).toEqual(["b.yaml", "c.yaml"]);
    expect(options.values.get("--profile")).toBe("training");
  });

  test("formats go to files and to standard output", () => {
    expect(invoke("-p", "bursty").delivery).toEqual({
      kind: "formats",
      targets: [{ format: "yaml", file: null }],
    });
    expect(invoke("-p", "bursty", "-o", "yaml", "-o", "json=a=b.json").delivery).toEqual({
      kind: "formats",
      targets: [
        { format: "yaml", file: null },
        { format: "json", file: "a=b.json" },
      ],
    });
    expect(invoke("-p", "bursty", "--diff", "--check").delivery).toEqual({
      kind: "preview",
      diff: true,
      check: true,
    });
  });
});
