import { type KubeObject, objectsIn } from "../../k8s/object.ts";
import type { Refusal } from "../../kernel/diagnostic.ts";
import type { DecisionFlags } from "../../profile/flags.ts";
import { mentionsAccelerator } from "../../workload/accelerator-text.ts";
import { readDocument } from "../../yaml/read.ts";
import { decodeSource, type Source } from "../../yaml/source.ts";
import { type RawDocument, splitDocuments } from "../../yaml/split.ts";
import type { YamlDocument } from "../../yaml/tree.ts";
import type { ManifestInput } from "./manifest-input.ts";
import { ALWAYS, hasObject, isRelevant, type Relevance, WITH_SERVICES, withGroups } from "./relevance.ts";
import { contentOnMarker, unneededProblem } from "./unneeded.ts";
import { describeUnreadable, templateInTree, unrenderedTemplate, withRenderAdvice } from "./unreadable.ts";

/** A document that a decision may need, read. */
export interface LoadedDocument {
  readonly raw: RawDocument;
  readonly document: YamlDocument;
  readonly objects: readonly KubeObject[];
}

/** One input after reading. */
export interface LoadedFile {
  readonly input: ManifestInput;
  /** Null only when the bytes are not UTF-8 or too many. */
  readonly source: Source | null;
  readonly documents: readonly LoadedDocument[];
  /** What is wrong with it: empty when it was read. */
  readonly problems: readonly Refusal[];
  readonly hasObjects: boolean;
  readonly json: boolean;
  /** Documents that seem to hold an object and were not read, because no decision needs them. */
  readonly unread: number;
}

/** What of a run's request decides how its inputs are read. */
interface LoadRequest {
  /** Walked files that cannot be read are errors too. */
  readonly strict: boolean;
  readonly flags?: Pick<DecisionFlags, "workers">;
}

/**
 * True for a walked file that is left out whole because a part of it could not be read. Its workloads are in no
 * scope and its other objects count for nothing, because nothing in it may be edited.
 */
export function isSkipped(file: LoadedFile, { strict }: Pick<LoadRequest, "strict">): boolean {
  return file.problems.length > 0 && !file.input.named && !strict;
}

/**
 * Reads inputs; object ids count over all of them. A file that is skipped comes without documents. Never throws for
 * bad input.
 */
export function loadFiles(
  inputs: readonly ManifestInput[],
  request: LoadRequest,
  givesWorkers: (input: ManifestInput) => boolean = () => false,
  ownGroups: readonly string[] = [],
): readonly LoadedFile[] {
  let nextId = 0;
  const decoded = inputs.map((input) => ({ input, text: decodeSource(input.name, input.bytes) }));
  const mayMakeService =
    request.flags?.workers !== undefined ||
    inputs.some(givesWorkers) ||
    decoded.some(({ text }) => !("severity" in text) && OWN_TRACE.test(text.text));
  const relevance = withGroups(mayMakeService ? WITH_SERVICES : ALWAYS, ownGroups);
  return decoded.map(({ input, text }) => {
    const loaded = loadFile(input, text, nextId, relevance);
    const problems = loaded.problems.map((one) => withRenderAdvice(one, "gpuify -p PROFILE -"));
    const file = { ...loaded, problems };
    if (isSkipped(file, request)) return { ...file, documents: [], unread: 0 };
    for (const document of file.documents) nextId += document.objects.length;
    return file;
  });
}

/** Reads one input, whose objects are numbered from `firstId` on, as far as `relevance` says. */
export type ReadFile = (input: ManifestInput, firstId: number, relevance: Relevance) => LoadedFile;

/** Reads an input; what can be read of a file is, whatever else is wrong in it. */
export const readFile: ReadFile = (input, firstId, relevance) =>
  loadFile(input, decodeSource(input.name, input.bytes), firstId, relevance);

/** The same of several inputs; object ids count over all of them. */
export function readFiles(
  inputs: readonly ManifestInput[],
  relevance: Relevance,
  read: ReadFile = readFile,
): readonly LoadedFile[] {
  let nextId = 0;
  return inputs.map((input) => {
    const file = read(input, nextId, relevance);
    nextId += file.documents.reduce((total, { objects }) => total + objects.length, 0);
    return file;
  });
}

/** In what gpuify wrote for workers, or recorded of them; the escapes of quoted text may stand for any letter of it. */
const OWN_TRACE = /gpuify|\\[xuU]/;

function loadFile(
  input: ManifestInput,
  decoded: Source | Refusal,
  firstId: number,
  relevance: Relevance,
): LoadedFile {
  if ("severity" in decoded)
    return {
      input,
      source: null,
      documents: [],
      problems: [decoded],
      hasObjects: false,
      json: false,
      unread: 0,
    };
  const source = decoded;
  const hasObjects = hasObject(source.text);
  const json = isJson(source.text);
  const documents: LoadedDocument[] = [];
  const problems: Refusal[] = [];
  let nextId = firstId;
  let unread = 0;
  for (const raw of hasObjects || input.named ? splitDocuments(source.text) : []) {
    const content = source.text.slice(raw.content.start, raw.content.end);
    // A named file that holds no object at all is read for its own sake: the user should hear that it is no YAML.
    const isWanted = isRelevant(content, relevance) || !hasObjects;
    const loaded = isWanted ? loadDocument(source, raw, nextId) : loadUnwanted(input, source, raw, nextId);
    if (loaded === null) unread += !isWanted && hasObject(content) ? 1 : 0;
    else if ("severity" in loaded) problems.push(loaded);
    else {
      documents.push(loaded);
      nextId += loaded.objects.length;
    }
  }
  return { input, source, documents, problems, hasObjects, json, unread };
}

/** JSON text, as kubectl tells it: its first character is a bracket. */
export function isJson(text: string): boolean {
  return /^\ufeff?\s*[[{]/.test(text);
}

function loadDocument(source: Source, raw: RawDocument, firstId: number): LoadedDocument | Refusal | null {
  if (raw.contentOnMarker) return contentOnMarker(source, raw);
  // kubectl ignores what follows `...` up to the next `---`; so do we.
  if (raw.afterEnd) return null;
  const result = readDocument(source.text, raw.content);
  if (!result.ok) return describeUnreadable(source, raw, result);
  if (result.root === null) return null;
  const template = templateInTree(source, raw, result.root);
  if (template !== null) return template;
  const document: YamlDocument = {
    index: raw.index,
    span: raw.span,
    root: result.root,
    aliases: result.aliases,
  };
  return { raw, document, objects: objectsIn(source, document, firstId) };
}

/**
 * A document that no decision needs. It is read where it may ask for an accelerator, which is told; what cannot be read
 * of it then matters no more than in others: in a named file it is held against YAML, and in a walked one never parsed,
 * which on real repositories is three quarters of the bytes.
 */
function loadUnwanted(
  { named }: ManifestInput,
  source: Source,
  raw: RawDocument,
  firstId: number,
): LoadedDocument | Refusal | null {
  const content = source.text.slice(raw.content.start, raw.content.end);
  const loaded = mentionsAccelerator(content) ? loadDocument(source, raw, firstId) : null;
  if (loaded !== null && !("severity" in loaded)) return loaded;
  return named ? unneededProblem(source, raw) : unrenderedTemplate(source, raw, content);
}
