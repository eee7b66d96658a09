import { readVersion } from "../../k8s/version.ts";
import type { Code } from "../../kernel/codes/code.ts";
import type { UncodedText } from "../../kernel/diagnostic.ts";
import { listed, quoted } from "../../kernel/words.ts";
import { NONE } from "../../profile/built-in.ts";
import { fieldName } from "../../schema/user-text.ts";
import type { ValueDiagnostic } from "../../schema/value-diagnostic.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { checkApiValues } from "./check-api-values.ts";
import { checkPlatformName } from "./check-platforms.ts";
import { type Loose, looseList, looseMap, looseText } from "./loose.ts";
import { BUILT_IN_PROFILES, chainOf, type Names } from "./names.ts";
import { quantityProblem } from "./quantity-form.ts";
import { uselessKeys } from "./useless-keys.ts";

/** The parts of a config that say something about a workload. */
interface Body {
  readonly path: FieldPath;
  readonly value: Loose;
  /** The built-in profile it stands on, or `none`, where that is known. */
  readonly base: string | null;
}

/** What is wrong with what a config says about workloads. `modelProblem` says what is wrong with a GPU model. */
export function checkBodies(
  config: Loose,
  names: Names,
  modelProblem: (name: string) => UncodedText | null,
): readonly ValueDiagnostic[] {
  const platform = looseText(config.platform);
  const top = platform === null ? null : checkPlatformName(platform, ["platform"], names);
  return [
    ...(top === null ? [] : [top]),
    ...checkVersion(config),
    ...bodiesOf(config, names).flatMap((body) => [
      ...checkNames(body, names, modelProblem),
      ...checkQuantities(body),
      ...checkAutoscaling(body),
      ...checkTolerations(body),
      ...checkEnv(body),
      ...checkApiValues(body.value, body.path),
      ...checkUse(body),
    ]),
  ];
}

/** The form says only what a version looks like. */
function checkVersion({ kubernetesVersion }: Loose): readonly ValueDiagnostic[] {
  const version = looseText(kubernetesVersion);
  const read = version === null ? null : readVersion(version);
  if (version === null || read === null || read.ok) return [];
  const message = `${fieldName(["kubernetesVersion"])} ${quoted(version)} ${read.reason}`;
  const advice =
    read.meant === null
      ? "Write it like `1.34`."
      : `Did you mean ${quoted(read.meant)}? Put it in quotes, so that no tool takes its zero away.`;
  return [error("wrong-form", ["kubernetesVersion"], { message, advice })];
}

function bodiesOf(config: Loose, names: Names): readonly Body[] {
  const baseOf = (name: string | null): string | null => {
    if (name === null) return null;
    const last = chainOf(name, names.profiles).names.at(-1) ?? "";
    return BUILT_IN_PROFILES.includes(last) ? last : null;
  };
  return [
    { path: ["defaults"], value: looseMap(config.defaults), base: null },
    ...Object.entries(looseMap(config.profiles)).map(([name, profile]) => ({
      path: ["profiles", name],
      value: looseMap(profile),
      base: baseOf(looseText(looseMap(profile).extends)),
    })),
    ...looseList(config.rules).map((rule, index) => ({
      path: ["rules", index],
      value: looseMap(rule),
      base: looseMap(rule).profile === NONE ? NONE : baseOf(looseText(looseMap(rule).profile)),
    })),
  ];
}

function checkNames(
  { path, value }: Body,
  names: Names,
  modelProblem: (name: string) => UncodedText | null,
): readonly ValueDiagnostic[] {
  const platform = looseText(value.platform);
  const ofPlatform = platform === null ? null : checkPlatformName(platform, [...path, "platform"], names);
  const model = looseText(looseMap(value.gpu).model);
  const ofModel = model === null ? null : modelProblem(model);
  return [
    ...(ofPlatform === null ? [] : [ofPlatform]),
    ...(ofModel === null ? [] : [error("unknown-model", [...path, "gpu", "model"], ofModel)]),
    ...checkMig(value, path),
  ];
}

function checkMig({ gpu }: Loose, path: FieldPath): readonly ValueDiagnostic[] {
  const mig = looseText(looseMap(gpu).mig);
  const resource = /^(?:nvidia\.com\/)?mig-(.+)$/i.exec(mig ?? "");
  if (mig === null || resource === null) return [];
  const message = `${fieldName([...path, "gpu", "mig"])} takes a profile, not a resource: ${quoted(mig)}`;
  const advice = `Did you mean ${quoted(resource[1] ?? "")}?`;
  return [error("wrong-form", [...path, "gpu", "mig"], { message, advice })];
}

function checkQuantities({ path, value }: Body): readonly ValueDiagnostic[] {
  return (["shm", "cpu", "memory"] as const).flatMap((key) => {
    const text = looseText(value[key]);
    if (text === null) return [];
    const at = [...path, key];
    const problem = quantityProblem(fieldName(at), text, key === "cpu" ? "cpus" : "bytes");
    return problem === null ? [] : [error("wrong-form", at, problem)];
  });
}

function checkAutoscaling({ path, value }: Body): readonly ValueDiagnostic[] {
  const { autoscale, replicas, maxReplicas } = value;
  const shaping = ["maxReplicas", "burst", "releaseReplicas"].filter((key) => value[key] !== undefined);
  const useless =
    autoscale !== false
      ? []
      : shaping.map((key) =>
          error(
            "contradiction",
            [...path, key],
            {
              message: `${quoted(key)} shapes the autoscaler that \`autoscale: false\` leaves out`,
              advice: "Leave one of them out.",
            },
            "key",
          ),
        );
  if (typeof replicas !== "number" || typeof maxReplicas !== "number" || maxReplicas >= replicas)
    return useless;
  const message = `\`maxReplicas\` ${maxReplicas} is less than \`replicas\` ${replicas}`;
  const advice = "The autoscaler's maximum may not be under its minimum.";
  return [...useless, error("contradiction", [...path, "maxReplicas"], { message, advice })];
}

function checkTolerations({ path, value }: Body): readonly ValueDiagnostic[] {
  return looseList(value.tolerations).flatMap((item, index): readonly ValueDiagnostic[] => {
    const { operator, value: text } = looseMap(item);
    if (operator !== "Exists" || looseText(text) === null) return [];
    const message = "a toleration with the operator `Exists` takes no value";
    const why = "It holds whatever value the taint has; the API server rejects both together.";
    const advice = "Leave out `value`, or write `operator: Equal`.";
    return [error("contradiction", [...path, "tolerations", index, "value"], { message, why, advice })];
  });
}

function checkEnv({ path, value }: Body): readonly ValueDiagnostic[] {
  const seen = new Map<string, number>();
  return looseList(value.env).flatMap((item, index): readonly ValueDiagnostic[] => {
    const variable = looseMap(item);
    const name = looseText(variable.name);
    const at = [...path, "env", index];
    const first = name === null ? undefined : seen.get(name);
    if (name !== null && first === undefined) seen.set(name, index);
    return [
      ...(first === undefined ? [] : [twice(name ?? "", at, first)]),
      ...(variable.value !== undefined && variable.valueFrom !== undefined ? [bothValues(at)] : []),
      ...(name !== null && variable.value === undefined && variable.valueFrom === undefined
        ? [noValue(name, at)]
        : []),
    ];
  });
}

function twice(name: string, path: FieldPath, first: number): ValueDiagnostic {
  const message = `the variable ${quoted(name)} is set twice`;
  const related = { message: "the first one is here", path: [...path.slice(0, -1), first, "name"] };
  const advice = "Leave one of them out.";
  return { ...error("contradiction", [...path, "name"], { message, advice }), related };
}

function bothValues(path: FieldPath): ValueDiagnostic {
  const message = "a variable has either `value` or `valueFrom`, not both";
  const why = "The API server rejects both together.";
  return error(
    "contradiction",
    [...path, "valueFrom"],
    { message, why, advice: "Leave one of them out." },
    "key",
  );
}

function noValue(name: string, path: FieldPath): ValueDiagnostic {
  const message = `the variable ${quoted(name)} has no value`;
  return error("missing-key", path, { message, advice: 'Add `value`; an empty one is `value: ""`.' });
}

function checkUse({ path, value, base }: Body): readonly ValueDiagnostic[] {
  return uselessKeys(value, base).map(({ keys, worksWith }) => ({
    code: "no-effect",
    severity: "warning",
    path: [...path, ...keys],
    at: "key",
    message: `${fieldName(keys)} has no effect here: the profile is ${base ?? ""}`,
    why: "Each profile uses only some of the keys, so this one changes nothing.",
    advice:
      worksWith.length === 0
        ? "Leave it out: none only takes out what places pods on GPU nodes."
        : `Leave it out; it works with ${listed(worksWith)}.`,
  }));
}

function error(
  code: Code,
  path: FieldPath,
  words: UncodedText,
  at: ValueDiagnostic["at"] = "value",
): ValueDiagnostic {
  return { code, severity: "error", path, at, ...words };
}
