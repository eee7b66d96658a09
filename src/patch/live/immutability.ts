import { isOneRun, isSpecImmutable } from "../../k8s/kinds.ts";
import { startsWithPattern } from "../../k8s/pattern.ts";
import type { WorkloadObject } from "../../k8s/workload.ts";
import type { Advice } from "../../kernel/diagnostic.ts";
import { listed } from "../../kernel/words.ts";
import { at, isNullish } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import type { ReasonedOperation } from "../shared/decision.ts";
import { inform, warn } from "../shared/diagnostics.ts";

/**
 * Fields among those that `operations` touch which a live object cannot change, with the ways around it. Told once, of all
 * that is changed in the end.
 */
export function immutabilityDiagnostics(
  workload: WorkloadObject,
  operations: readonly ReasonedOperation[],
): readonly Advice[] {
  // Of an object inside another one each run is a new object.
  if (workload.object.wrapper !== undefined) return [];
  return [...replaceDiagnostics(workload, operations), ...applyDiagnostics(workload, operations)];
}

/** A live object that has to be replaced: a Pod, or a Job of which a fixed field is changed. */
function replaceDiagnostics(
  workload: WorkloadObject,
  operations: readonly ReasonedOperation[],
): readonly Advice[] {
  if (operations.length === 0) return [];
  if (isSpecImmutable(workload.kind))
    return [
      inform(workload, ["spec"], {
        code: "pod-immutable",
        message: "a live Pod cannot be changed; replace it with `kubectl replace --force -f`",
      }),
    ];
  if (!isOneRun(workload.kind) || isGenerated(workload)) return [];
  const [path, ...others] = fixedFieldsAmong(workload, operations);
  if (path === undefined) return [];
  return [
    inform(workload, path, {
      code: "job-template-immutable",
      message: `${fieldNames([path, ...others])} of a live ${workload.object.kind} cannot be changed; replace it with \`kubectl replace --force -f\`, or give the new ${workload.object.kind} another name`,
    }),
  ];
}

/** What `kubectl apply` refuses of a change, however the live object came to be. */
export function applyDiagnostics(
  workload: WorkloadObject,
  operations: readonly ReasonedOperation[],
): readonly Advice[] {
  if (operations.length === 0 || isSpecImmutable(workload.kind)) return [];
  if (isOneRun(workload.kind)) return isGenerated(workload) ? [createEachTime(workload)] : [];
  const [path, ...others] = fixedFieldsAmong(workload, operations);
  if (path === undefined) return [];
  return [
    warn(workload, path, {
      code: "field-immutable",
      message: `${fieldNames([path, ...others])} of a live ${workload.object.kind} cannot be changed: \`kubectl apply\` fails where it already exists`,
    }),
  ];
}

function createEachTime(workload: WorkloadObject): Advice {
  return inform(workload, ["metadata", "generateName"], {
    code: "generate-name",
    message: `\`kubectl apply\` refuses objects with generateName; send them with \`kubectl create -f\`, which makes a new ${workload.object.kind} each time`,
  });
}

/** The fields among those that `operations` touch which a live object of the kind cannot change. */
export function fixedFieldsAmong(
  { kind }: WorkloadObject,
  operations: readonly ReasonedOperation[],
): readonly FieldPath[] {
  return kind.immutable.flatMap((pattern) => {
    const touching = operations.find(({ path }) => startsWithPattern(path, pattern));
    return touching === undefined ? [] : [touching.path.slice(0, pattern.length)];
  });
}

/** Fields in words, such as `the pod template and completions`. */
export function fieldNames(paths: readonly FieldPath[]): string {
  return listed(paths.map((path) => (path.at(-1) === "template" ? "the pod template" : String(path.at(-1)))));
}

function isGenerated(workload: WorkloadObject): boolean {
  const { root } = workload.object;
  return isNullish(at(root, ["metadata", "name"])) && !isNullish(at(root, ["metadata", "generateName"]));
}
