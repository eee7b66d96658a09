import { quoted } from "../../kernel/words.ts";
import type { ValueDiagnostic } from "../../schema/value-diagnostic.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { looseMap } from "../checks/loose.ts";

/** Keys that people bring from the command line, from Kubernetes or from other tools, and what they are called here. */
const CALLED: Readonly<Record<string, string>> = {
  gpus: "`gpu: { count: … }`",
  "no-autoscale": "`autoscale: false`",
  noAutoscale: "`autoscale: false`",
  autoscaler: "`autoscale`",
  hpa: "`autoscale`",
  kubernetes: "`kubernetesVersion`",
  version: "`kubernetesVersion`",
  ignore: "`exclude`",
  when: "`match`",
  if: "`match`",
  selector: "`match`",
  use: "`profile`",
};

/** Keys that are right one level further out. */
const FURTHER_OUT: Readonly<Record<string, readonly string[]>> = {
  match: ["profile", "gpu", "spot", "platform", "container", "role"],
  gpu: ["shm", "spot", "cpu", "memory", "replicas"],
};

/** A problem of the form, with better advice where the mistake is a known one. */
export function advise(problem: ValueDiagnostic, config: unknown): ValueDiagnostic {
  if (problem.code === "unknown-key") return adviseKey(problem);
  if (problem.code !== "wrong-type" && problem.code !== "out-of-range") return problem;
  const advice = adviceForValue(problem.path, at(config, problem.path));
  return advice === null ? problem : { ...problem, advice };
}

function adviseKey(problem: ValueDiagnostic): ValueDiagnostic {
  const { path } = problem;
  const [parent, key] = [path.at(-2), String(path.at(-1))];
  if (key === "$schema") return { ...problem, message: "unknown key `$schema`", advice: SCHEMA_COMMENT };
  const outer = typeof parent === "string" && Object.hasOwn(FURTHER_OUT, parent) ? FURTHER_OUT[parent] : [];
  if (outer?.includes(key))
    return {
      ...problem,
      message: `unknown key ${quoted(key)} in \`${parent}\``,
      advice: `Put \`${key}\` beside \`${parent}\`, not into it.`,
      subject: [...path.slice(0, -2), key],
    };
  const called = Object.hasOwn(CALLED, key) ? CALLED[key] : undefined;
  if (called === undefined) return problem;
  const message = `unknown key ${quoted(key)}, did you mean ${called}?`;
  return { ...problem, message, subject: [...path.slice(0, -1), called.replaceAll("`", "")] };
}

const SCHEMA_COMMENT =
  "Editors take the schema from a comment: `# yaml-language-server: $schema=https://unpkg.com/gpuify/schemas/gpuify.schema.json`.";

function adviceForValue(path: FieldPath, value: unknown): string | null {
  if (path.at(-2) === "gpu" && path.at(-1) === "count") return adviceForCount(value);
  if (path.at(-1) === "match") return "Write conditions as keys, such as `match: { kind: Job }`.";
  const token = typeof value === "string" || typeof value === "number" ? String(value) : null;
  if (token === null) return null;
  switch (path.at(-1)) {
    case "gpu":
      return /^\d+$/.test(token)
        ? `Write \`gpu: { count: ${token} }\`.`
        : `Write \`gpu: { model: ${token.slice(0, 60)} }\`.`;
    case "model":
      return typeof value === "number" ? `Did you mean \`count: ${token}\`?` : null;
    default:
      return null;
  }
}

function adviceForCount(value: unknown): string | null {
  if (typeof value !== "number") return null;
  if (value <= 0) return "The profile `bursty` takes GPUs away, and keeps what is needed to restore them.";
  if (!Number.isInteger(value))
    return "GPUs are counted, not divided; a part of a GPU is `gpu: { mig: 1g.10gb }`, or a resource that the cluster shares.";
  return "The number is per pod: machines have up to 16 GPUs, and more of them need more pods.";
}

function at(value: unknown, path: FieldPath): unknown {
  let current = value;
  for (const step of path)
    current = typeof step === "number" && Array.isArray(current) ? current[step] : looseMap(current)[step];
  return current;
}
