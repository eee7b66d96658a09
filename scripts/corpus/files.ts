import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file of the corpus, as its index tells it. */
export interface CorpusFile {
  /** Path below the corpus, such as `dev/owner+repo/path.yaml`. */
  readonly file: string;
  readonly set: "dev" | "bad";
  readonly class?: string;
  readonly docs: number;
  /** Kinds with a pod spec in it, custom resources included. */
  readonly podKinds: readonly string[];
  readonly kinds: readonly string[];
  readonly small: boolean;
  readonly features: { readonly kubectl: "accepts" | "rejects"; readonly json?: boolean };
  readonly kubectlError?: string;
}

/** The corpus lies beside the project's folder; absent on machines that only have the project. */
export function findCorpus(project: string): string | null {
  const folder = join(project, "../shared/corpus");
  return existsSync(join(folder, "index.jsonl")) ? folder : null;
}

/** All rows of the index; none where the corpus is absent, so that its tests load there and can be skipped. */
export function listCorpus(corpus: string | null): readonly CorpusFile[] {
  if (corpus === null) return [];
  return readFileSync(join(corpus, "index.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): CorpusFile => JSON.parse(line));
}

/** A sample of about `size` files that is the same in every run: every n-th one. */
export function sample<T>(files: readonly T[], size: number): readonly T[] {
  const step = Math.max(1, files.length / size);
  const count = Math.min(files.length, size);
  return Array.from({ length: count }, (_, index) => files[Math.floor(index * step)]).filter(
    (file): file is T => file !== undefined,
  );
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of bytes, byte order mark included; null when they are not UTF-8. */
export function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
