import { isAvoidance } from "../../k8s/scheduling/node-requirements.ts";
import { Bug } from "../../kernel/failure.ts";
import { provenanceOf } from "../files/sourced.ts";
import type { Label, ModelRow, PlatformRow, Sourced, SpotRow, WholeGpuRow } from "../rows.ts";
import type {
  CatalogDiagnostic,
  Fact,
  MatchExpression,
  NeededToleration,
  Placement,
  PlacementQuestion,
  PlacementResult,
  Vendor,
} from "../types.ts";
import { type Cut, type CutResult, cutFor, WHOLE } from "./mig.ts";
import { resolvePlatform } from "./names.ts";
import {
  arm64NodeToleration,
  gpuNodeTolerations,
  isWritten,
  spotNodeTolerations,
} from "./node-tolerations.ts";
import {
  countNotForVendor,
  modelNeeded,
  modelNotOnPlatform,
  spotNotForVendor,
  spotNotOnPlatform,
  topologyWithoutModel,
  unknownModel,
  vendorModelConflict,
  vendorNotOnPlatform,
} from "./problems.ts";
import { resourceByDriver } from "./resource-by-driver.ts";
import { mostPerNode, type NodeSelection, type SelectionResult, selectModel } from "./select.ts";
import type { Tables } from "./tables.ts";

const NOTHING_SELECTED: NodeSelection = { nodeSelector: [], affinity: [], slice: null };

/**
 * Answers where a GPU pod goes: selector, tolerations, annotations. Names that are wrong give a problem.
 */
export function place(question: PlacementQuestion, tables: Tables): PlacementResult {
  const model = question.model === undefined ? null : findModel(question.model, tables);
  if (model === undefined) return refuse(unknownModel(question.model ?? "", tables.models));
  if (model !== null && question.vendor !== undefined && question.vendor !== model.vendor)
    return refuse(vendorModelConflict(question.vendor, model));
  const resolved = platformNamed(question.platform, model?.vendor ?? question.vendor, tables);
  if (!resolved.ok)
    return model !== null && resolved.problem.code === "vendor-not-on-platform"
      ? refuse(modelNotOnPlatform(model, question.platform, tables))
      : resolved;
  const platform = platformRow(resolved.name, tables);
  if (model !== null && !(platform.name in model.platforms))
    return refuse(modelNotOnPlatform(model, platform.name, tables));
  const vendor = model?.vendor ?? question.vendor ?? defaultVendor(platform);
  const offered = model?.resource ?? platform.resources[vendor];
  if (offered === undefined) return refuse(vendorNotOnPlatform(vendor, platform.name, tables.directory));
  const byDriver = resourceByDriver(offered, { ...question, platform, vendor, model });
  if (!byDriver.ok) return byDriver;
  const { resource } = byDriver;
  const required = platform.modelRequired[vendor];
  if (model === null && required !== undefined)
    return refuse(modelNeeded(platform, vendor, required.value, tables));
  if (model === null && question.topology !== undefined) return refuse(topologyWithoutModel());
  if (question.spot && platform.spot === null)
    return refuse(spotNotOnPlatform(platform.name, platformsWithSpot(tables)));
  const whole: CutResult = { ok: true, cut: WHOLE };
  const cutting =
    question.mig === undefined ? whole : cutFor(question.mig, { model, platform, vendor }, tables.models);
  if (!cutting.ok) return cutting;
  const { cut } = cutting;
  const selected = select({ platform, vendor, model, question, cut }, tables);
  if (!selected.ok) return selected;
  const { spot, asksBy } = question;
  const asked = cut.resource ?? resource;
  const answer = { platform, vendor, model, resource: asked, spot, asksBy: asksBy ?? asked };
  const placement = compose(answer, selected.selection);
  return { ok: true, placement };
}

interface Answer {
  readonly platform: PlatformRow;
  readonly vendor: Vendor;
  readonly model: ModelRow | null;
  readonly resource: string;
  readonly spot: boolean;
  readonly asksBy: string;
}

function compose(answer: Answer, selection: NodeSelection): Placement {
  const { platform, vendor, model } = answer;
  const spot = answer.spot ? platform.spot : null;
  const nodeSelector = [...selection.nodeSelector, ...spotSelector(spot)];
  const isUnselected =
    nodeSelector.length === 0 && selection.affinity.every(({ value }) => isAvoidance(value));
  return {
    platform: platform.name,
    vendor,
    model: model?.name ?? null,
    resource: answer.resource,
    nodeSelector,
    affinity: selection.affinity,
    tolerations: tolerations(answer),
    noSelectorReason: isUnselected ? noSelectorReason(answer) : null,
    evictionAnnotations: platform.evictionAnnotations.map((annotation) =>
      sourcedFact(annotation, "it keeps the node autoscaler from moving the pod in the middle of its work"),
    ),
    runtimeClass: runtimeClassOf(platform),
    labelPairs: platform.labelPairs.map((pair) => sourcedFact(pair, `${platform.name} wants both or none`)),
    slice: selection.slice,
    launcher: platform.launcher?.value ?? null,
    spotNoticeSeconds: platform.spot?.notice?.value ?? null,
    ...notesOn(answer),
  };
}

function runtimeClassOf({ name, runtimeClass }: PlatformRow): Placement["runtimeClass"] {
  if (runtimeClass === undefined) return null;
  const reason =
    runtimeClass.value === null
      ? `GPU containers of ${name} need no runtime class, and it comes without any`
      : `${name} gives GPUs to containers of this runtime class`;
  return sourcedFact(runtimeClass, reason);
}

function notesOn({ platform, model }: Answer): Pick<Placement, "notes"> {
  const caveat = model?.platforms[platform.name]?.caveat;
  const notes = [
    ...(model?.arch === "arm64" ? [arm64Note(model)] : []),
    ...(caveat === undefined ? [] : [sourcedFact(caveat, "its label does not tell the model")]),
  ];
  return notes.length === 0 ? {} : { notes };
}

function noSelectorReason({ platform, asksBy }: Answer): string {
  const what = asksBy.includes("/") ? `the ${asksBy} limit` : asksBy;
  return `no model is named, and ${what} already restricts the pod to nodes that have it; ${platform.noLabelReason}`;
}

interface Selecting {
  readonly platform: PlatformRow;
  readonly vendor: Vendor;
  readonly model: ModelRow | null;
  readonly question: PlacementQuestion;
  readonly cut: Cut;
}

function select({ platform, vendor, model, question, cut }: Selecting, tables: Tables): SelectionResult {
  const placement = model?.platforms[platform.name];
  const selected =
    model !== null && placement !== undefined
      ? selectModel(model, placement, platform, { ...question, cut })
      : selectVendor({ platform, vendor, question, cut }, tables);
  if (!selected.ok) return selected;
  const { selection } = selected;
  const nodeSelector = cut.label === null ? selection.nodeSelector : [...selection.nodeSelector, cut.label];
  const whole =
    cut.profile === null && question.sharesNow === undefined ? platform.wholeGpus?.[vendor] : undefined;
  const isSelected = model !== null || question.selectsModel === true;
  if (whole === undefined || (whole.when === "no-model" && isSelected))
    return { ok: true, selection: { ...selection, nodeSelector } };
  return {
    ok: true,
    selection: { ...selection, nodeSelector, affinity: [...selection.affinity, ...wholeGpuFacts(whole)] },
  };
}

/** What keeps a pod that asks for whole GPUs off nodes with parts of them. */
function wholeGpuFacts({ expressions, reason }: WholeGpuRow): readonly Fact<MatchExpression>[] {
  return expressions.map((one) => sourcedFact(one, reason));
}

function selectVendor(
  { platform, vendor, question, cut }: Omit<Selecting, "model">,
  tables: Tables,
): SelectionResult {
  const most =
    platform.countRule === "unknown" ? null : mostPerNode(platform, vendor, tables.models, question);
  if (most === 0) return refuse(spotNotForVendor(vendor, platform.name));
  if (most !== null && cut.profile === null && question.count > most)
    return refuse(countNotForVendor(vendor, platform, question, most));
  const label = platform.vendorLabel[vendor];
  if (label === undefined) return { ok: true, selection: NOTHING_SELECTED };
  const reason = `no model is named, and every ${vendor} node of ${platform.name} carries this label`;
  const fact = sourcedFact(label, reason);
  return { ok: true, selection: { ...NOTHING_SELECTED, nodeSelector: [fact] } };
}

function spotSelector(spot: SpotRow | null): readonly Fact<Label>[] {
  return spot === null
    ? []
    : [sourcedFact(spot.label, "spot capacity was asked for, and its nodes carry the label")];
}

function tolerations({
  platform,
  vendor,
  model,
  resource,
  spot,
  asksBy,
}: Answer): readonly NeededToleration[] {
  const gpu = gpuNodeTolerations(platform, { vendor, resource, asksBy: [asksBy] });
  const arm64 = arm64NodeToleration(platform, model);
  return [
    ...gpu.filter((one) => isWritten(one, platform)),
    ...(arm64 === null ? [] : [arm64]),
    ...(spot ? spotNodeTolerations(platform) : []),
  ];
}

function arm64Note(model: ModelRow): Fact<string> {
  return {
    value: `nodes with ${model.name} are arm64: the image must be built for arm64`,
    reason: "the CPU of these machines is not x86",
    provenance: provenanceOf(model),
  };
}

function sourcedFact<T>(row: Sourced<T>, reason: string): Fact<T> {
  return { value: row.value, reason, provenance: provenanceOf(row) };
}

/** Undefined for a name that no model has. */
function findModel(name: string, tables: Tables): ModelRow | undefined {
  return tables.models.find((model) => model.name === name);
}

/** `generic` and the platforms that there are need no list of them all. */
function platformNamed(
  name: string,
  vendor: Vendor | undefined,
  tables: Tables,
): ReturnType<typeof resolvePlatform> {
  if (name !== "generic" && tables.platform(name) !== undefined) return { ok: true, name };
  return resolvePlatform(name, vendor, name === "generic" ? undefined : tables.directory);
}

function platformRow(name: string, tables: Tables): PlatformRow {
  const row = tables.platform(name);
  if (row === undefined) throw new Bug(`platform ${name} is listed but has no row`);
  return row;
}

function platformsWithSpot(tables: Tables): readonly string[] {
  return tables.platforms.filter((row) => row.spot !== null).map((row) => row.name);
}

function defaultVendor({ resources }: PlatformRow): Vendor {
  const [first] = Object.keys(resources) as readonly Vendor[];
  return first ?? "nvidia";
}

function refuse(problem: CatalogDiagnostic): PlacementResult & { readonly ok: false } {
  return { ok: false, problem };
}
