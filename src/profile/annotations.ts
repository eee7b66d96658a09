import type { Code } from "../kernel/codes/code.ts";
import type { DiagnosticText, UncodedText } from "../kernel/diagnostic.ts";
import { globSizeProblem } from "../kernel/glob/problem.ts";
import { nearest } from "../kernel/suggest.ts";
import { MAX_GPUS } from "./limits.ts";
import type { Layer, Origin, Setting } from "./settings.ts";

/** Prefix of every annotation that gpuify reads. */
export const ANNOTATION_PREFIX = "gpuify.dev/";

/** What people may write behind the prefix. `restore` is gpuify's own record, `ignore-…` the linter's. */
const KEYS = ["profile", "gpus", "gpu", "container", "role", "skip"] as const;
const OWN_KEYS: readonly string[] = ["restore", "restore-training"];

/** True for the annotations that people write to tell gpuify what to do: `gpuify.dev/profile` and its like. */
export function isAnnotationKey(key: string): boolean {
  return KEYS.some((name) => key === ANNOTATION_PREFIX + name);
}

/** Something about one annotation of a workload. */
interface AnnotationDiagnostic<Name extends Code = Code> extends DiagnosticText<Name> {
  /** The annotation's key with its prefix. */
  readonly key: string;
}

type InvalidAnnotation = AnnotationDiagnostic<"annotation-invalid">;
type UnknownAnnotation = AnnotationDiagnostic<"unknown-annotation">;

/** What the annotations of a workload say. */
export interface AnnotationSettings {
  readonly profile: Setting<string> | null;
  readonly layer: Layer;
  /** Values that mean nothing: the workload cannot be decided. */
  readonly errors: readonly InvalidAnnotation[];
  /** Keys that gpuify does not know. */
  readonly unknown: readonly UnknownAnnotation[];
}

const SILENT: AnnotationSettings = { profile: null, layer: {}, errors: [], unknown: [] };

/** Reads `gpuify.dev/profile|gpus|gpu|container|role` from a workload's own annotations; other keys of the prefix are told. */
export function readAnnotations(annotations: ReadonlyMap<string, string>): AnnotationSettings {
  const ours = [...annotations].filter(([key]) => key.startsWith(ANNOTATION_PREFIX));
  if (ours.length === 0) return SILENT;
  const layer: { -readonly [K in keyof Layer]: Layer[K] } = {};
  const errors: InvalidAnnotation[] = [];
  let profile: Setting<string> | null = null;
  for (const [key, text] of ours) {
    const value = text.trim();
    const origin: Origin = { kind: "annotation", key };
    switch (key.slice(ANNOTATION_PREFIX.length)) {
      case "profile":
        profile = { value, origin };
        break;
      case "gpus":
        if (/^[1-9][0-9]{0,2}$/.test(value) && Number(value) <= MAX_GPUS)
          layer.gpus = { value: Number(value), origin };
        else errors.push(notACount(key, text));
        break;
      case "gpu":
        if (/^\d+$/.test(value)) errors.push(notAModel(key, value));
        else layer.model = { value, origin };
        break;
      case "container":
        layer.container = { value, origin };
        break;
      case "role": {
        const unusable = globSizeProblem(value);
        if (unusable === null) layer.role = { value, origin };
        else errors.push(notAGlob(key, unusable));
        break;
      }
      default:
        break;
    }
    if (value === "" && isSetting(key)) errors.push(empty(key));
  }
  return { profile, layer, errors, unknown: ours.flatMap(([key]) => unknownKey(key)) };
}

function isSetting(key: string): boolean {
  const name = key.slice(ANNOTATION_PREFIX.length);
  return name === "profile" || name === "gpu" || name === "container" || name === "role";
}

function notAGlob(key: string, problem: UncodedText): InvalidAnnotation {
  return { ...problem, code: "annotation-invalid", key, message: `in ${key}, ${problem.message}` };
}

function notAModel(key: string, value: string): InvalidAnnotation {
  return {
    code: "annotation-invalid",
    key,
    message: `${key} takes a model, not a number: "${value}"`,
    advice: `Did you mean ${ANNOTATION_PREFIX}gpus: "${value}"?`,
  };
}

function notACount(key: string, text: string): InvalidAnnotation {
  return {
    code: "annotation-invalid",
    key,
    message: `${key}: "${text}" is no number of GPUs`,
    advice: `Write a whole number from 1 to ${MAX_GPUS} in quotes, such as "2".`,
  };
}

function empty(key: string): InvalidAnnotation {
  return {
    code: "annotation-invalid",
    key,
    message: `${key} is empty`,
    advice: "Write a value, or remove the annotation.",
  };
}

function unknownKey(key: string): readonly UnknownAnnotation[] {
  const name = key.slice(ANNOTATION_PREFIX.length);
  const isKnown = [...KEYS, ...OWN_KEYS].includes(name) || /^ignore-[a-z0-9-]+$/.test(name);
  if (isKnown) return [];
  const guess = nearest(name, KEYS);
  return [
    {
      code: "unknown-annotation",
      key,
      message: `gpuify reads no annotation ${key}`,
      advice: `${guess === undefined ? "" : `Did you mean ${ANNOTATION_PREFIX}${guess}? `}The keys are ${KEYS.map((one) => ANNOTATION_PREFIX + one).join(", ")}.`,
    },
  ];
}
