/** Source of both rules: kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/api/validate/content/kube.go. */

const NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const NAME_LENGTH = 63;
const SUBDOMAIN_LENGTH = 253;

/** True for a label key: a name of up to 63 characters, with a DNS subdomain and `/` before it or not (IsLabelKey). */
export function isLabelKey(text: string): boolean {
  const [first = "", second, ...more] = text.split("/");
  if (second === undefined) return isName(first);
  return more.length === 0 && isSubdomain(first) && isName(second);
}

/** True for a label value: empty, or formed as the name of a label key (IsLabelValue). */
export function isLabelValue(text: string): boolean {
  return text === "" || isName(text);
}

function isName(text: string): boolean {
  return text.length <= NAME_LENGTH && NAME.test(text);
}

function isSubdomain(text: string): boolean {
  return text.length <= SUBDOMAIN_LENGTH && SUBDOMAIN.test(text);
}
