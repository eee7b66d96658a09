import type { ContainerView, PodSet } from "../../k8s/workload.ts";
import type { Code } from "../../kernel/codes/code.ts";
import type { Advice, UncodedText } from "../../kernel/diagnostic.ts";
import { asScalar, at, isNullish, items, member, text, textAt } from "../../yaml/access.ts";
import { locate } from "../../yaml/source.ts";
import { type FieldPath, formatPath, resolveAlias, type ScalarNode, type YamlNode } from "../../yaml/tree.ts";

/** A text of a pod set that is about the program in it, which no edit of the manifest can adapt. */
export type ProgramText =
  | { readonly kind: "image" | "command" | "host-path"; readonly node: ScalarNode; readonly path: FieldPath }
  | {
      readonly kind: "variable";
      readonly name: string;
      /** Null where it comes from elsewhere. */
      readonly value: string | null;
      /** The value, or the whole entry where there is none. */
      readonly node: YamlNode;
      readonly path: FieldPath;
    };

/** Where a container has words for a program: its command, and what its probes and hooks run. */
const COMMAND_PATHS: readonly FieldPath[] = [
  ["command"],
  ["args"],
  ["livenessProbe", "exec", "command"],
  ["readinessProbe", "exec", "command"],
  ["startupProbe", "exec", "command"],
  ["lifecycle", "postStart", "exec", "command"],
  ["lifecycle", "preStop", "exec", "command"],
];

/** Image, commands and variables of a container, in this order. */
export function textsOfContainer(container: ContainerView): readonly ProgramText[] {
  const image = asScalar(at(container.node, ["image"]));
  return [
    ...(image === null
      ? []
      : [{ kind: "image", node: image, path: [...container.path, "image"] } satisfies ProgramText]),
    ...COMMAND_PATHS.flatMap((path) => commandTexts(container, path)),
    ...variableTexts(container),
  ];
}

function commandTexts(container: ContainerView, path: FieldPath): readonly ProgramText[] {
  return items(at(container.node, path)).flatMap((item, index): readonly ProgramText[] => {
    const node = asScalar(item);
    return node === null ? [] : [{ kind: "command", node, path: [...container.path, ...path, index] }];
  });
}

function variableTexts(container: ContainerView): readonly ProgramText[] {
  return items(member(container.node, "env")).flatMap((entry, index): readonly ProgramText[] => {
    const name = textAt(entry, ["name"]);
    const node = member(entry, "value");
    if (name === null || (node !== null && isNullish(node))) return [];
    const path = [...container.path, "env", index];
    return [{ kind: "variable", name, value: text(node), node: node ?? entry, path }];
  });
}

/** Files of the node that its volumes mount. */
export function hostPathTexts({ podSet }: { readonly podSet: PodSet }): readonly ProgramText[] {
  return items(at(podSet.podSpec, ["volumes"])).flatMap((volume, index): readonly ProgramText[] => {
    const node = asScalar(at(volume, ["hostPath", "path"]));
    if (node === null) return [];
    return [{ kind: "host-path", node, path: [...podSet.podSpecPath, "volumes", index, "hostPath", "path"] }];
  });
}

/** A warning at the very word, also within a script of many lines; at the node where it cannot be found. */
export function warnAtWord(
  { podSet }: { readonly podSet: PodSet },
  { node, path }: Pick<ProgramText, "node" | "path">,
  said: UncodedText & { readonly code: Code },
  word?: string,
): Advice {
  const { source, document } = podSet.object;
  const { span } = resolveAlias(node);
  const offset = word === undefined ? -1 : source.text.slice(span.start, span.end).indexOf(word);
  const start = span.start + Math.max(0, offset);
  const place = offset < 0 || word === undefined ? span : { start, end: start + word.length };
  return {
    severity: "warning",
    category: "advice",
    ...said,
    location: locate(source, place, { document: document.index, path: formatPath(path) }),
  };
}
