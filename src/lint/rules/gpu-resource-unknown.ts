import type { Operation } from "../../edit/operation.ts";
import { declareResource } from "../../gpu/catalog/nearest-resource.ts";
import { parseQuantity, wholeNumber } from "../../k8s/quantity.ts";
import { amountAt, amountPath, type ContainerView, resourceEntries } from "../../k8s/workload.ts";
import { text } from "../../yaml/access.ts";
import type { FieldPath } from "../../yaml/tree.ts";
import { podWithResources } from "../examples/pod.ts";
import { misspelt } from "../resources/misspelt.ts";
import { EXTENDED_RESOURCES, SCHEDULE_GPUS } from "../resources/sources.ts";
import { type Fix, perContainer, type Rule, type RuleFinding } from "../rule.ts";

type Section = "limits" | "requests";
const SECTIONS: readonly Section[] = ["limits", "requests"];

/**
 * A misspelt resource is rejected, or nobody ever offers it. Resources of vendors that are not known are not judged; of a
 * known domain those that no known device plugin offers are told, for a team's own plugin may.
 */
export const gpuResourceUnknown: Rule = {
  id: "gpu-resource-unknown",
  severity: "error",
  title: "Misspelt or unknown GPU resource",
  fix: "safe",
  about: () => ({
    why: "Kubernetes does not know which resources exist: a pod that asks for one that no node offers stays Pending for ever, and one without a domain is rejected.",
    advice:
      "Write the resource as the vendor's device plugin names it: `nvidia.com/gpu`, `amd.com/gpu`. A name of your own belongs under `resources` in gpuify.yaml.",
    sources: [SCHEDULE_GPUS, EXTENDED_RESOURCES],
    bad: podWithResources(`
limits:
  nvidia.com/gpus: 1
`),
    good: podWithResources(`
limits:
  nvidia.com/gpu: 1
`),
  }),
  check: perContainer(({ view }, _pod, context) => {
    const given = new Set<string>();
    return namesIn(view).flatMap((name): RuleFinding[] => {
      const wrong = misspelt(name, context);
      const section = SECTIONS.find((one) => has(view, one, name));
      if (wrong === null || section === undefined) return [];
      const { meant, fault, offered } = wrong;
      const found: RuleFinding = {
        path: pathOf(view, section, name),
        at: "key",
        message: `\`${name}\` ${fault}`,
      };
      if (offered === "unknown")
        return [
          {
            ...found,
            why: OWN_NAMES,
            severity: meant === null ? "info" : "warning",
            advice: declareResource(name),
          },
        ];
      // Two spellings of one resource would write the same field.
      const fix = meant === null || given.has(meant) ? null : renamed(view, name, meant);
      if (meant !== null) given.add(meant);
      if (offered === "former" && meant !== null)
        return [
          {
            ...found,
            severity: "warning",
            advice: `Write \`${meant}\`, or an older device plugin has to run.`,
            ...(fix !== null && { fix: { ...fix, safety: "unsafe" } }),
          },
        ];
      return [
        {
          ...found,
          ...(meant !== null && { advice: `Did you mean \`${meant}\`?` }),
          ...(fix !== null && { fix }),
        },
      ];
    });
  }),
};

const OWN_NAMES =
  "A device plugin can offer any name, but gpuify knows none that offers this one. If no node does, the pod stays Pending.";

function namesIn(view: ContainerView): readonly string[] {
  return [...new Set(SECTIONS.flatMap((section) => resourceEntries(view, section).map(({ name }) => name)))];
}

function has(view: ContainerView, section: Section, name: string): boolean {
  return resourceEntries(view, section).some((entry) => entry.name === name);
}

function pathOf(view: ContainerView, section: Section, name: string): FieldPath {
  return amountPath(view, section, name) ?? view.path;
}

/** Null where the right name is there already, or where the amount is none that would be accepted. */
function renamed(view: ContainerView, name: string, meant: string): Fix | null {
  if (SECTIONS.some((section) => has(view, section, meant))) return null;
  const counts = SECTIONS.map((section) => countIn(view, section, name)).filter((one) => one !== undefined);
  const [count] = counts;
  if (count === undefined || counts.includes(null) || count === null) return null;
  const operations = SECTIONS.flatMap((section): readonly Operation[] => {
    const path = pathOf(view, section, name);
    if (has(view, section, name))
      return [{ op: "rename", path, name: meant }, ...written(view, section, name, count)];
    // A request needs a limit.
    return section === "limits" ? [{ op: "set", path: pathOf(view, section, meant), value: count }] : [];
  });
  return { safety: "safe", title: `write ${meant}`, operations };
}

/** The amount as a whole number, and that of a request the same as the limit's. */
function written(view: ContainerView, section: Section, name: string, count: number): readonly Operation[] {
  const isWritten = text(amountAt(view, section, name)) === String(count);
  return isWritten ? [] : [{ op: "set", path: pathOf(view, section, name), value: count }];
}

/** Undefined where the section does not name it, null where that is no whole number above zero or zero. */
function countIn(view: ContainerView, section: Section, name: string): number | null | undefined {
  if (!has(view, section, name)) return undefined;
  const quantity = parseQuantity(text(amountAt(view, section, name)) ?? "");
  const count = quantity === null ? null : wholeNumber(quantity);
  return count === null || count < 0 ? null : count;
}
