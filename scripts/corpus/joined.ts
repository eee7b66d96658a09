import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "../../src/gpu/types.ts";
import { joinStream } from "../../src/pipeline/join.ts";
import type { PatchRequest } from "../../src/pipeline/outcome.ts";
import { patchManifests } from "../../src/pipeline/patch.ts";
import type { ClientReport } from "./clients.ts";
import { type CorpusFile, decode } from "./files.ts";
import { readWithKubectl } from "./kubectl.ts";
import type { OracleObject } from "./oracle.ts";
import { differences } from "./value.ts";

const NOTHING: PatchRequest = {
  profile: "continuous",
  scope: { all: false, select: [{ kind: "*", name: "gpuify-no-such-name" }], labels: [], namespace: null },
  strict: false,
  flags: {},
};

/**
 * Joins each file with the next one as standard output does and has kubectl read the stream: it must find the
 * objects of the first, then those of the second. Only files that kubectl reads alone.
 */
export async function checkJoined(
  corpus: string,
  files: readonly CorpusFile[],
  catalog: Catalog,
): Promise<ClientReport> {
  const texts = files
    .filter(({ features }) => features.kubectl === "accepts")
    .map(({ file }) => ({ key: file, bytes: readFileSync(join(corpus, file)) }))
    .flatMap(({ key, bytes }) => {
      const text = decode(bytes);
      return text === null ? [] : [{ key, bytes, text }];
    });
  const alone = await readWithKubectl("label", texts);
  const readable = texts.filter(({ key }) => typeof alone.get(key) !== "string");
  const pairs = readable.slice(1).map((second, index) => {
    const first = readable[index] ?? second;
    const inputs = [first, second].map(({ key, bytes }) => ({ name: key, bytes, named: true }));
    const text = joinStream(patchManifests(inputs, NOTHING, catalog).files);
    return { key: `${first.key} + ${second.key}`, text, parts: [first.key, second.key] };
  });
  const together = await readWithKubectl("label", pairs);
  const problems = pairs.flatMap(({ key, parts }) => {
    const expected = parts.flatMap((part) => objectsOf(alone.get(part)));
    const found = together.get(key);
    if (found === undefined || typeof found === "string") return [`joined ${key}: ${found}`];
    const [difference] = differences(valuesOf(expected), valuesOf(found));
    return difference === undefined ? [] : [`joined ${key}: ${difference}`];
  });
  return { client: "joined pairs", inputs: readable.length, outputs: pairs.length, problems };
}

function objectsOf(read: readonly OracleObject[] | string | undefined): readonly OracleObject[] {
  return read === undefined || typeof read === "string" ? [] : read;
}

function valuesOf(objects: readonly OracleObject[]) {
  return objects.map(({ value }) => value);
}
