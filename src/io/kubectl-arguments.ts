import type { KubectlQuestion } from "./ports.ts";

/** The arguments of kubectl: what the user gave first, then the question itself. */
export function kubectlArguments({ args, context, kubeconfig }: KubectlQuestion): readonly string[] {
  return [
    ...(kubeconfig === null ? [] : [`--kubeconfig=${kubeconfig}`]),
    ...(context === null ? [] : [`--context=${context}`]),
    ...args,
  ];
}
