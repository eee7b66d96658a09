import { type KubeObject, objectTitle } from "../k8s/object.ts";
import { type Placeholder, placeholdersIn } from "../k8s/placeholder.ts";
import { asWorkload } from "../k8s/workload.ts";
import type { Advice, DiagnosticText } from "../kernel/diagnostic.ts";
import { groupBy } from "../kernel/group-by.ts";
import { shellWord } from "../kernel/shell-word.ts";
import { pathSet } from "../yaml/path-set.ts";
import { locate } from "../yaml/source.ts";
import { formatPath } from "../yaml/tree.ts";
import type { Decided } from "./decide-all.ts";

/** A placeholder and the object that it is in. */
interface Found extends Placeholder {
  readonly object: KubeObject;
}

/** What the linter leaves out, one note for each file: placeholders could be any value once they are filled in. */
export function lintPlaceholderDiagnostics(objects: readonly KubeObject[]): readonly Advice[] {
  return perFile(objects, () => true).map(({ file, first, found }) =>
    noteAt(first, {
      code: "placeholders-not-checked",
      message: `${placeholders(found, first)} not checked`,
      advice: `To check ${found.length === 1 ? "it" : "them"}, render the manifest first: \`${file === "-" ? "… | envsubst" : `envsubst < ${shellWord(file)}`} | gpuify lint -\`.`,
    }),
  );
}

/** What `patch` keeps as it is in the workloads that it was for, one note for each file. */
export function patchPlaceholderDiagnostics(decided: readonly Decided[]): readonly Advice[] {
  const operations = new Map(
    decided.map(({ workload, decision }) => [
      workload.object,
      pathSet(decision.kind === "made" ? decision.operations.map(({ path }) => path) : []),
    ]),
  );
  const isKept = ({ object, path }: Found): boolean => operations.get(object)?.leadsTo(path) !== true;
  return perFile([...operations.keys()], isKept).map(({ first, found }) => {
    const single = found.find(({ object, path }) => countsPods(object, path));
    const title = single === undefined ? "" : objectTitle(single.object);
    const counted = single === undefined ? "" : `; the summary counts ${title} as one pod`;
    return noteAt(first, {
      code: "placeholders-kept",
      message: `${placeholders(found, first)} kept unchanged${counted}`,
    });
  });
}

/** True for the field that says how many pods a workload has. */
function countsPods(object: KubeObject, path: Placeholder["path"]): boolean {
  const workload = asWorkload(object);
  if (workload === null || workload === "no-pod-spec" || workload.kind.replicas === null) return false;
  return formatPath(workload.kind.replicas) === formatPath(path);
}

interface InFile {
  readonly file: string;
  readonly first: Found;
  readonly found: readonly Found[];
}

function perFile(objects: readonly KubeObject[], isMeant: (found: Found) => boolean): readonly InFile[] {
  return [...groupBy(objects, ({ source }) => source)].flatMap(([{ name, text }, own]) => {
    if (!text.includes("${") && !text.includes("@")) return [];
    const found = own.flatMap(foundIn).filter(isMeant);
    const [first] = found;
    return first === undefined ? [] : [{ file: name, first, found }];
  });
}

function foundIn(object: KubeObject): readonly Found[] {
  return placeholdersIn(object).map((one) => ({ ...one, object }));
}

function placeholders({ length }: readonly Found[], first: Found): string {
  return length === 1
    ? `1 placeholder (${shown(first)}) is`
    : `${length} placeholders (such as ${shown(first)}) are`;
}

/** Long text is cut off: a certificate may have an `@` in it. */
function shown({ node: { text } }: Found): string {
  const [line = ""] = text.split("\n");
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}

function noteAt({ object, path, node }: Found, words: DiagnosticText): Advice {
  const where = { document: object.document.index, path: formatPath(path) };
  return {
    severity: "info",
    category: "advice",
    ...words,
    location: locate(object.source, node.span, where),
  };
}
