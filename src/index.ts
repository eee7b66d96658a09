/**
 * The library: pure functions over strings and bytes. `patchManifests` is what `gpuify patch` does between
 * reading and writing, `lintManifests` and `fixManifests` what `gpuify lint` does; load the catalog and the schemas once
 * and give them to every call.
 */

export { checkConfigs, parseConfig } from "./config/file/read-config.ts";
export { type LoadedConfig, makePolicy, type Policy } from "./config/policy.ts";
export type { Json } from "./edit/operation.ts";
export { applyEdits, type TextEdit } from "./edit/text-edit.ts";
export { loadCatalog } from "./gpu/catalog/catalog.ts";
export { loadWholeCatalog, type WholeCatalog } from "./gpu/catalog/whole-catalog.ts";
export type { Catalog } from "./gpu/types.ts";
export { type ApiSchema, KUBERNETES_VERSIONS, loadApiSchema } from "./k8s/schema/api-schema.ts";
export type { Advice, Diagnostic, Refusal, Severity } from "./kernel/diagnostic.ts";
export type { Location, Span } from "./kernel/span.ts";
export type { Finding } from "./lint/finding.ts";
export { RULES } from "./lint/groups/registry.ts";
export type { Fix, Rule, RuleAbout } from "./lint/rule.ts";
export { type CpuStore, cpuStoreOf } from "./patch/recognition/cpu-store.ts";
export type { Arrival, LoneJudge } from "./patch/selection/scope.ts";
export type { PolicyOf, RunSources } from "./pipeline/assign.ts";
export { checkOutput } from "./pipeline/check-output.ts";
export { clarifySyntax } from "./pipeline/clarify.ts";
export { chooseGpu } from "./pipeline/gpu-auto/choose-gpu.ts";
export type { ManifestInput } from "./pipeline/input/manifest-input.ts";
export { joinStream, type StreamPart } from "./pipeline/join.ts";
export { lintManifests } from "./pipeline/lint.ts";
export { type FixOutcome, fixManifests } from "./pipeline/lint-fix.ts";
export type { LintOutcome, LintSettings, LintTools } from "./pipeline/lint-types.ts";
export type {
  Change,
  FileOutcome,
  LabelRequirement,
  PatchFlags,
  PatchOutcome,
  PatchRequest,
  Scope,
  WorkloadOutcome,
} from "./pipeline/outcome.ts";
export { patchManifests } from "./pipeline/patch.ts";
export { recognizeSettings } from "./pipeline/recognize.ts";
export type { Origin } from "./profile/settings.ts";
export type { Source } from "./yaml/source.ts";
