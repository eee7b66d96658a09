/**
 * The library: pure functions over strings and bytes. `patchManifests` is what `gpuify patch` does between
 * reading and writing; load the catalog once and give it to every call.
 */
export { type LoadedConfig, makePolicy, type Policy } from "./config/policy.ts";
export { checkConfigs, parseConfig } from "./config/read-config.ts";
export type { Json } from "./edit/operation.ts";
export { applyEdits, type TextEdit } from "./edit/text-edit.ts";
export { loadCatalog } from "./gpu/catalog.ts";
export type { Catalog } from "./gpu/types.ts";
export type { Diagnostic, DiagnosticCategory, Severity } from "./kernel/diagnostic.ts";
export type { Location, Span } from "./kernel/span.ts";
export type { PolicyOf, RunSources } from "./pipeline/assign.ts";
export { clarifySyntax } from "./pipeline/clarify.ts";
export { joinStream, type StreamPart } from "./pipeline/join.ts";
export type {
  Change,
  FileOutcome,
  LabelRequirement,
  ManifestInput,
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
