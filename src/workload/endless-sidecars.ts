import { isCustomKind } from "../k8s/kinds.ts";
import { isPlaceholder } from "../k8s/placeholder.ts";
import type { ContainerView, PodSet } from "../k8s/workload.ts";
import { podAnnotations } from "../k8s/workload.ts";
import { at, boolean, fields, isNullish, items, member, text, textAt } from "../yaml/access.ts";
import type { YamlNode } from "../yaml/tree.ts";
import { sidecarRow } from "./sidecars.ts";

/** A plain container that keeps its pod from ending. */
export interface EndlessSidecar {
  readonly container: ContainerView;
  /** `Istio's proxy`. */
  readonly what: string;
}

/**
 * Ways in which a helper is told to end, wherever they are said: endpoints that stop it (Istio's and the Cloud SQL proxy's
 * `/quitquitquit`, Dapr's and Linkerd's `/shutdown`, `/agent/v1/quit` of Vault's agent), what calls them or watches the
 * main container (linkerd-await, scuttle, kubexit, OpenKruise's job sidecar terminator, the operator of the Cloud SQL
 * proxy), a proxy that expects a signal (`--exit-zero-on-sigterm`), helpers that work once (`--one-time` of git-sync,
 * `exit-after-auth` of Vault's agent), and injectors that make a native sidecar of it.
 */
const TOLD_TO_END =
  /quitquitquit|\/shutdown\b|\/agent\/v1\/quit|linkerd-await|scuttle|kubexit|KRUISE_TERMINATE_SIDECAR|CSQL_PROXY_QUIT|ISTIO_QUIT_API|exit[-_]?zero|one[-_]?time|exit[-_]after[-_]auth|native-?sidecar|\bp?kill(?:all)?\b/i;

/** What may end by itself whatever it starts: a script, or a watch over time. */
const WRAPPERS = ["sh", "bash", "ash", "dash", "zsh", "busybox", "timeout", "python", "python3"];

/**
 * Known helpers among the plain containers of a pod that runs to an end, which itself never end: the pod then ends never
 * either, since it is done when all of its plain containers are. Empty where anything in the pod may tell them to end.
 */
export function endlessSidecars(podSet: PodSet): readonly EndlessSidecar[] {
  // An operator of a custom resource ends its pods by the one container that it watches.
  if (podSet.kind.lifecycle !== "ends" || (isCustomKind(podSet.kind) && podSet.jobSpec === null)) return [];
  const found = podSet.containers.flatMap((container) => {
    const row = container.role === "main" ? sidecarRow(container) : null;
    return row?.ends === "never" && !isInTheirPlace(container) ? [{ container, what: row.what }] : [];
  });
  return found.length > 0 && mayBeTold(podSet) ? [] : found;
}

/** Something else than the helper itself: a script around it, or settings for one that an injector puts there (Istio: `image: auto`). */
function isInTheirPlace({ node, image }: ContainerView): boolean {
  const [first = ""] = [...wordsOf(member(node, "command")), ...wordsOf(member(node, "args"))];
  const program = first.slice(first.lastIndexOf("/") + 1);
  const isScript = WRAPPERS.includes(program) || /\s/.test(first) || isPlaceholder(first);
  return isScript || image === null || image === "auto" || isPlaceholder(image);
}

function mayBeTold(podSet: PodSet): boolean {
  const { podSpec, containers } = podSet;
  // Whoever sees the processes of the others can stop them.
  const shares = member(podSpec, "shareProcessNamespace");
  if (!isNullish(shares) && boolean(shares) !== false) return true;
  const annotations = fields(podAnnotations(podSet));
  return (
    annotations.some(({ name, value }) => TOLD_TO_END.test(`${name}=${text(value) ?? ""}`)) ||
    containers.some(({ node }) => saidIn(node).some((said) => TOLD_TO_END.test(said)))
  );
}

/** Everything in a container that runs something or steers what runs. */
function saidIn(node: YamlNode): readonly string[] {
  const hooks = ["postStart", "preStop"].map((name) => at(node, ["lifecycle", name]));
  return [
    ...[member(node, "command"), member(node, "args"), ...hooks].flatMap(wordsOf),
    ...items(member(node, "env")).map(
      (one) => `${textAt(one, ["name"]) ?? ""}=${textAt(one, ["value"]) ?? ""}`,
    ),
  ];
}

/** All texts in a value, however deep. */
function wordsOf(node: YamlNode | null): readonly string[] {
  if (node === null) return [];
  const below = [...items(node), ...fields(node).map(({ value }) => value)];
  return below.length > 0 ? below.flatMap(wordsOf) : [text(node) ?? ""];
}
