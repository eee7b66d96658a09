import { nearestResource } from "../../gpu/catalog/nearest-resource.ts";
import { isNear } from "../../kernel/suggest.ts";
import type { LintContext } from "../context.ts";
import { isOffered } from "./offered.ts";

/** A resource name that no device plugin can offer, or none that is known; with the name that is meant, where there is one. */
interface MisspeltResource {
  readonly meant: string | null;
  /** What is wrong with it, as the end of a sentence about the name. */
  readonly fault: string;
  /** `never`: no node offers it. `former`: an older device plugin did. `unknown`: some plugin may, but none that is known. */
  readonly offered: "never" | "former" | "unknown";
}

/** Names from before there were device plugins, which no kubelet offers any more. */
const RETIRED: ReadonlyMap<string, string> = new Map([["alpha.kubernetes.io/nvidia-gpu", "nvidia.com/gpu"]]);

/**
 * Names that a device plugin had before, with the name of today. Some nodes may offer them still: AWS ended its support of
 * `neurondevice` with Neuron 2.20 (the catalog's source neuron-docs); `infa` is what the first plugin for Inf1 offered (cortexlabs/cortex,
 * pkg/operator/operator/k8s.go of version 0.18).
 */
const FORMER: ReadonlyMap<string, string> = new Map([
  ["aws.amazon.com/neurondevice", "aws.amazon.com/neuron"],
  ["aws.amazon.com/infa", "aws.amazon.com/neuron"],
]);

/** Words for a GPU that are no resource by themselves, with what tells the vendor. */
const BARE = /^(?:(nvidia|amd|google|habana)(?:\.com|\.ai)?[-_.]?)?(?:gpus?|tpus?|gaudi)$/;

/**
 * Judges the name of a resource. Null for every name that somebody may offer: those of the catalog, and all that are
 * not a known name with a slip in it, since device plugins of other vendors are many.
 */
export function misspelt(name: string, context: LintContext): MisspeltResource | null {
  const { catalog } = context;
  const standing = catalog.resourceStanding(name);
  if (standing === "gpu" || standing === "other") return null;
  const former = FORMER.get(name);
  if (former !== undefined && !isOffered(name, context))
    return {
      meant: former,
      fault: "is a former name, which the vendor no longer supports",
      offered: "former",
    };
  const meaning = catalog.resource(name);
  if (meaning !== null && meaning.by === undefined) return null;
  const retired = RETIRED.get(name);
  if (retired !== undefined)
    return {
      meant: retired,
      fault: "is from before there were device plugins, and no node offers it any more",
      offered: "never",
    };
  if (!name.includes("/")) return bare(name, context);
  const meant = wholeResources(context).filter((one) => isSlipOf(name.toLowerCase(), one));
  const [only, ...others] = meant.length > 0 ? meant : migMeant(name, context);
  if (isOffered(name, context)) return null;
  if (only !== undefined && others.length === 0) return { meant: only, fault: NOT_OFFERED, offered: "never" };
  return ofKnownDomain(name, context);
}

/** A name that nobody knows in a domain that is known: the team's own, or a slip that is not sure. */
function ofKnownDomain(name: string, { catalog }: LintContext): MisspeltResource | null {
  const meaning = catalog.resource(name);
  // Of vendors known at second hand the names are not known well enough.
  const isOfDomain = meaning?.by === "domain" && meaning.vendor !== "other";
  if (!isOfDomain && catalog.resourceStanding(name) !== "unclear") return null;
  return { meant: nearestResource(name), fault: "is not a resource that gpuify knows", offered: "unknown" };
}

const NOT_OFFERED = "is no resource that a device plugin offers";

/** Whole devices that platforms offer or models are asked for by. */
function wholeResources({ models, platforms, catalog }: LintContext): readonly string[] {
  const names = [
    ...models.map(({ resource }) => resource),
    ...platforms.flatMap(({ resources }) => Object.values(resources)),
  ];
  return [...new Set(names)].filter((name) => catalog.resource(name) !== null);
}

function bare(name: string, context: LintContext): MisspeltResource | null {
  const match = BARE.exec(name.toLowerCase());
  if (match === null) return null;
  const vendor = match[1];
  const meant = vendor === undefined ? [] : wholeResources(context).filter((one) => one.startsWith(vendor));
  return {
    meant: meant.length === 1 ? (meant[0] ?? null) : null,
    fault: "is no resource of Kubernetes: one of a vendor begins with the vendor's domain",
    offered: "never",
  };
}

/** True when a name in lower case is a known one with another domain, a plural or one wrong letter. */
function isSlipOf(name: string, known: string): boolean {
  const [domain = "", part = "", ...more] = name.split("/");
  const [knownDomain = "", knownPart = ""] = known.split("/");
  if (more.length > 0) return false;
  const samePart = part === knownPart || part === `${knownPart}s`;
  if (domain === knownDomain) return samePart || isSlipOfWord(part, knownPart);
  const vendor = knownDomain.split(".")[0] ?? "";
  const spellings = [
    vendor,
    `www.${knownDomain}`,
    `${knownPart}.${knownDomain}`,
    `${knownDomain}.${knownPart}`,
  ];
  if (spellings.includes(domain)) return samePart;
  return samePart && isNear(domain, knownDomain, knownDomain.length >= LONG ? 2 : 1);
}

/** Domains of that length have no neighbours that somebody else owns. */
const LONG = 10;

/** One wrong letter behind a right first one; digits tell things apart. */
function isSlipOfWord(word: string, known: string): boolean {
  return known.length > 2 && word[0] === known[0] && !/\d/.test(word) && isNear(word, known, 1);
}

/** `nvidia.com/mig-1g5gb`, `nvidia.com/mig-1g.5GB`: a profile of some model, written otherwise. */
function migMeant(name: string, { models }: LintContext): readonly string[] {
  const match = /^nvidia\.com\/mig[-_.]?(\d+)g[._-]?(\d+)gb$/i.exec(name);
  if (match === null) return [];
  const profile = `${match[1]}g.${match[2]}gb`;
  const exists = models.some(({ mig }) => (mig ?? []).some(({ instances }) => profile in instances));
  return exists ? [`nvidia.com/mig-${profile}`] : [];
}
