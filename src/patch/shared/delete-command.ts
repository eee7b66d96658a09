import { shellWord } from "../../kernel/shell-word.ts";

/** Short names that kubectl takes for kinds that gpuify generates; of others the kind itself will do. */
const SHORT: Readonly<Record<string, string>> = { HorizontalPodAutoscaler: "hpa" };

/** The command that removes an object from a live cluster, because apply does not prune. */
export function deleteCommand(object: {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | null;
}): string {
  const { kind, name, namespace } = object;
  const resource = Object.hasOwn(SHORT, kind) ? SHORT[kind] : kind.toLowerCase();
  const inNamespace = namespace === null ? "" : ` -n ${shellWord(namespace)}`;
  return `kubectl delete ${shellWord(`${resource}/${name}`)}${inNamespace}`;
}
