import { at, items, text, textAt } from "../../k8s/access.ts";
import { type KubeObject, objectTitle } from "../../k8s/object.ts";
import type { Diagnostic } from "../../kernel/diagnostic.ts";
import { objectsNamed } from "../../workload/surroundings.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import type { Removal } from "../collapse.ts";
import type { DecisionContext } from "../context.ts";
import { refuse } from "../notice.ts";
import { isGpuDeviceClass } from "./device-classes.ts";
import { isJsonMap, type JsonMap, jsonOf } from "./json.ts";
import { byProfile } from "./origin.ts";
import { NOTHING, type Part } from "./part.ts";

/**
 * Takes away device claims (DRA) that ask for GPUs alone: the pod's entry and those of all containers, because the
 * API server rejects a container that names a claim the pod does not have. A claim that is not in the input, or asks
 * for anything else, is a refusal: what it stands for cannot be known.
 */
export function removeGpuClaims(context: DecisionContext): Part {
  const { workload, settings } = context;
  const entries = items(at(workload.podSpec, ["resourceClaims"]));
  if (entries.length === 0) return NOTHING;
  const problems = entries.flatMap((entry, index) => problemOf(entry, index, context));
  if (problems.length > 0) return { ...NOTHING, diagnostics: problems };
  const removal = (path: Removal["path"]): Removal => ({
    path,
    step: "resources",
    reason: "the claim asks for GPUs alone",
    origin: byProfile(settings),
  });
  const names = new Set(entries.map((entry) => textAt(entry, ["name"])));
  const uses = workload.containers.map((container) => ({
    container,
    claims: items(at(container.node, ["resources", "claims"]))
      .map((claim, index) => ({ claim, index }))
      .filter(({ claim }) => names.has(textAt(claim, ["name"]))),
  }));
  return {
    removals: [
      ...entries.map((_, index) => removal([...workload.podSpecPath, "resourceClaims", index])),
      ...uses.flatMap(({ container, claims }) =>
        claims.map(({ index }) => removal([...container.path, "resources", "claims", index])),
      ),
    ],
    intents: [],
    diagnostics: [],
    record: {
      claims: entries.flatMap(mapOf),
      containers: Object.fromEntries(
        uses
          .filter(({ claims }) => claims.length > 0)
          .map(({ container, claims }) => [
            container.name,
            { claims: claims.flatMap(({ claim }) => mapOf(claim)) },
          ]),
      ),
    },
  };
}

function problemOf(entry: YamlNode, index: number, context: DecisionContext): readonly Diagnostic[] {
  const { workload } = context;
  const path = [...workload.podSpecPath, "resourceClaims", index];
  const name = textAt(entry, ["name"]) ?? "";
  const found = claimObject(entry, context);
  if (found === null)
    return [
      refuse(workload, path, {
        code: "claim-not-in-input",
        message: `the claim "${name}" of ${objectTitle(workload.object)} cannot be judged: its ResourceClaim or template is not in the input`,
        why: "It may stand for a GPU or for any other device.",
        advice: "Pass the file with the ResourceClaimTemplate too, or take the claim out by hand.",
      }),
    ];
  const classes = deviceClasses(found);
  const other = classes.find((one) => !isGpuDeviceClass(one));
  if (other === undefined && classes.length > 0) return [];
  return [
    refuse(workload, path, {
      code: "claim-not-gpu-alone",
      message: `the claim "${name}" of ${objectTitle(workload.object)} asks for ${other === undefined ? "no device class" : `the device class "${other}"`}, which is not known to be a GPU`,
      why: "Taking the claim away would take that device away too.",
      advice: "Split the claim in two, or take it out by hand.",
    }),
  ];
}

function claimObject(entry: YamlNode, { workload, surroundings }: DecisionContext): KubeObject | null {
  const template = textAt(entry, ["resourceClaimTemplateName"]);
  const name = template ?? textAt(entry, ["resourceClaimName"]);
  const kind = template === null ? "ResourceClaim" : "ResourceClaimTemplate";
  return objectsNamed(surroundings, kind, workload.object.namespace, name ?? "")[0] ?? null;
}

/** Device classes of a claim in any version: v1beta1 names the class in the request, later ones below `exactly`. */
function deviceClasses(object: KubeObject): readonly string[] {
  const spec = at(object.root, object.kind === "ResourceClaimTemplate" ? ["spec", "spec"] : ["spec"]);
  return items(at(spec, ["devices", "requests"])).flatMap((request) => {
    const named = [
      at(request, ["deviceClassName"]),
      at(request, ["exactly", "deviceClassName"]),
      ...items(at(request, ["firstAvailable"])).map((one) => at(one, ["deviceClassName"])),
    ].flatMap((node) => text(node) ?? []);
    return named.length === 0 ? ["unnamed"] : named;
  });
}

function mapOf(node: YamlNode): readonly JsonMap[] {
  const value = jsonOf(node);
  return isJsonMap(value) ? [value] : [];
}
