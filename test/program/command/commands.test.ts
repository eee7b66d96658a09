import { describe, expect, it } from "vitest";
import { type Command, commandsOf } from "../../../src/program/command/commands.ts";
import {
  commandPattern,
  flagNames,
  type Position,
  runsAt,
  scriptWords,
} from "../../../src/program/command/patterns.ts";
import { workloadsOf } from "../../patch/decide.ts";
import { workload } from "../../patch/recognition/workload.ts";
import { growthOf, PROPORTION } from "../../work.ts";

function commands(command: readonly string[], args: readonly string[] = []): readonly Command[] {
  const container = workloadsOf(workload("Pod", { command, args }))[0]?.podSets[0].containers[0];
  if (container === undefined) throw new Error("no container");
  return commandsOf(container);
}

function runs(text: string, pattern: string, position: Position = "program"): boolean {
  const command = text.split(" ");
  return command.some((_, start) => runsAt(command, start, commandPattern(pattern), position));
}

describe("the commands of a container", () => {
  it("are command and args in one where no shell reads them", () => {
    expect(commands(["python", "train.py"], ["--epochs", "3"])).toEqual([
      ["python", "train.py", "--epochs", "3"],
    ]);
  });

  it("are those of a script, line by line, without comments, assignments and here-documents", () => {
    const script = [
      "set -e  # stop at errors",
      "export A=1 && cd /src",
      "B=2 exec python \\",
      "  serve.py --port 80 | tee log",
      "cat > x.py <<'EOF'",
      "torchrun never.py",
      "EOF",
      "while true; do sleep 5; done",
    ].join("\n");
    expect(commands(["/bin/bash", "-ec"], [script])).toEqual([
      ["set", "-e"],
      ["export", "A=1"],
      ["cd", "/src"],
      ["python", "serve.py", "--port", "80"],
      ["tee", "log"],
      ["cat"],
      ["true"],
      ["sleep", "5"],
    ]);
  });

  it.each(["<<A\n", "\n \n ", "a;(&|", " #"])("take work in proportion to a script of %j", async (part) => {
    const reading = (count: number) => () => commands(["sh", "-c"], [part.repeat(count)]);
    expect(await growthOf(5000, reading)).toBeLessThan(PROPORTION);
  });

  it("know a here-string from a here-document", () => {
    expect(
      commands(["sh", "-c"], ["grep x <<< word\ntorchrun a.py $((1<<3))\nb"]).map(([first]) => first),
    ).toEqual(["grep", "torchrun", "b"]);
  });

  it.each([
    [["sh", "-c", "--"], ["sleep 3"]],
    [["bash", "-exc"], ["sleep 3"]],
    [["/bin/sh"], ["-c", "sleep 3"]],
    [
      ["tini", "/bin/sh"],
      ["-x", "-c", "sleep 3"],
    ],
  ])("are found behind %j", (command, args) => {
    expect(commands(command, args)).toEqual([["sleep", "3"]]);
  });

  it("are the script's own name and arguments where a shell runs a file", () => {
    expect(commands(["bash", "train.sh", "-c", "cfg.yaml"])).toEqual([
      ["bash", "train.sh", "-c", "cfg.yaml"],
    ]);
  });
});

describe("a pattern", () => {
  it("is found by its last part of the path, word by word", () => {
    expect(runs("/opt/bin/vllm serve model", "vllm serve")).toBe(true);
    expect(runs("vllm bench serve", "vllm serve")).toBe(false);
    expect(runs("vllmx serve", "vllm serve")).toBe(false);
  });

  it("begins where a program can stand, not among arguments", () => {
    expect(runs("python -m vllm.entrypoints.openai.api_server", "vllm.entrypoints.*")).toBe(true);
    expect(runs("python manage.py migrate", "manage.py migrate")).toBe(true);
    expect(runs("client --server nginx", "nginx")).toBe(false);
    expect(runs("client connect nginx", "nginx")).toBe(false);
    expect(runs("client connect nginx", "nginx", "anywhere")).toBe(true);
  });

  it("is not the value of a flag, not even for what launchers start", () => {
    expect(runs("bench --backend tritonserver", "tritonserver", "anywhere")).toBe(false);
    expect(runs("mpirun -np 4 /nccl-tests/all_reduce_perf", "all_reduce_perf", "anywhere")).toBe(true);
  });

  it("takes a star for any characters", () => {
    expect(runs("celery -A proj worker", "celery * worker")).toBe(false);
    expect(runs("celery -A proj worker", "celery -A * worker")).toBe(true);
  });
});

describe("names in a command", () => {
  it("are the words of scripts and modules", () => {
    expect(scriptWords(["python3", "/src/tensorflow_mnist_train_distributed.py", "data.csv"])).toEqual([
      "tensorflow",
      "mnist",
      "train",
      "distributed",
    ]);
    expect(scriptWords(["python", "-m", "pkg.finetune"])).toEqual(["pkg", "finetune"]);
    expect(scriptWords(["python", "constraint.py"])).toEqual(["constraint"]);
  });

  it("are flags without dashes, however they are written", () => {
    expect(flagNames(["x", "--num_train_epochs=3", "-lr", "0.1", "--model.base.path"])).toEqual([
      "num-train-epochs",
      "lr",
      "model-base-path",
    ]);
  });
});
