import { isNear } from "../../kernel/suggest.ts";
import type { LintContext } from "../context.ts";
import { isOffered } from "./offered.ts";

/** A resource name that no device plugin can offer, with the name that is meant where there is exactly one. */
interface MisspeltResource {
  readonly meant: string | null;
  /** What is wrong with it, as the end of a sentence about the name. */
  readonly fault: string;
}

/** Names from before there were device plugins, which no kubelet offers any more. */
const RETIRED: ReadonlyMap<string, string> = new Map([["alpha.kubernetes.io/nvidia-gpu", "nvidia.com/gpu"]]);

/** Words for a GPU that are no resource by themselves, with what tells the vendor. */
const BARE = /^(?:(nvidia|amd|google|habana)(?:\.com|\.ai)?[-_.]?)?(?:gpus?|tpus?|gaudi)$/;

/**
 * Judges the name of a resource. Null for every name that somebody may offer: those of the catalog, and all that are
 * not a known name with a slip in it, since device plugins of other vendors are many.
 */
export function misspelt(name: string, context: LintContext): MisspeltResource | null {
  if (context.catalog.resource(name) !== null) return null;
  const retired = RETIRED.get(name);
  if (retired !== undefined)
    return {
      meant: retired,
      fault: "is from before there were device plugins, and no node offers it any more",
    };
  if (!name.includes("/")) return bare(name, context);
  const meant = wholeResources(context).filter((one) => isSlipOf(name.toLowerCase(), one));
  const [only, ...others] = meant.length > 0 ? meant : migMeant(name, context);
  if (only === undefined || others.length > 0 || isOffered(name, context)) return null;
  return { meant: only, fault: NOT_OFFERED };
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
