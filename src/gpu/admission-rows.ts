import type { Provenance } from "./types.ts";

/** A fact with where it was read. */
type Read<T> = Provenance & { readonly value: T };

/** Label keys that what launches nodes does not take. */
export interface NeverLaunched {
  readonly keys: readonly string[];
  /** A domain of which it takes no keys but these. */
  readonly domain: string;
  readonly except: readonly string[];
}

/** What a platform's admission rejects in pods, with GPUs and without. */
export interface AdmissionRow {
  /** Who rejects. */
  readonly by: string;
  /** By which label keys pods may select nodes. */
  readonly selectors: Read<{
    readonly allowed: readonly string[];
    /** Keys of the system that are known to be rejected, with what to do. Of others, not in `allowed`, nobody knows. */
    readonly rejected: Readonly<Record<string, string>>;
    /** Domains, with those below them, of the system's own labels. Others may separate workloads. */
    readonly systemDomains: readonly string[];
    readonly exemption: string;
  }>;
  /** A label whose value names a class of machines: which are built in, and what may stand beside one that is not. */
  readonly computeClass: Read<{
    readonly key: string;
    readonly builtIn: readonly string[];
    readonly beside: readonly string[];
  }>;
  /** What pods may have of their node. */
  readonly host: Read<{
    /** Folders that may be mounted, with what is in them, to be read only. */
    readonly paths: readonly string[];
    /** Types of volumes. */
    readonly volumes: readonly string[];
    readonly capabilities: readonly string[];
    /** Flags of a cluster that allow more capabilities. */
    readonly capabilityFlags: Readonly<Record<string, string>>;
    /** The annotation by which a pod gets random host ports. */
    readonly portAnnotation: string;
    readonly exemptions: Readonly<
      Record<"namespaces" | "paths" | "ports" | "privileged" | "capabilities", string>
    >;
  }>;
  /** By the model label's value and the GPUs of a pod: CPUs and, where known, GiB of memory of the largest machine. */
  readonly machines: Read<{
    readonly key: string;
    readonly sizes: Readonly<
      Record<string, Readonly<Record<number, readonly [cpu: number, memory?: number]>>>
    >;
    readonly exemption: string;
  }>;
  /** What lets workloads in all the same, and the pod label that names it. */
  readonly allowlist: Read<{ readonly label: string; readonly advice: string }>;
}
