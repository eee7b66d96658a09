import { data as componentsData } from "../data/components.yaml";
import { data as migData } from "../data/mig.yaml";
import { data as aks } from "../data/platforms/aks.yaml";
import { data as aksNap } from "../data/platforms/aks-nap.yaml";
import { data as coreweave } from "../data/platforms/coreweave.yaml";
import { data as doks } from "../data/platforms/doks.yaml";
import { data as eks } from "../data/platforms/eks.yaml";
import { data as eksAutoMode } from "../data/platforms/eks-auto-mode.yaml";
import { data as eksKarpenter } from "../data/platforms/eks-karpenter.yaml";
import { data as genericAmd } from "../data/platforms/generic-amd.yaml";
import { data as genericIntel } from "../data/platforms/generic-intel.yaml";
import { data as genericNvidia } from "../data/platforms/generic-nvidia.yaml";
import { data as gke } from "../data/platforms/gke.yaml";
import { data as gkeAutopilot } from "../data/platforms/gke-autopilot.yaml";
import { data as k3s } from "../data/platforms/k3s.yaml";
import { data as lke } from "../data/platforms/lke.yaml";
import { data as minikube } from "../data/platforms/minikube.yaml";
import { data as nebius } from "../data/platforms/nebius.yaml";
import { data as oke } from "../data/platforms/oke.yaml";
import { data as openshift } from "../data/platforms/openshift.yaml";
import { data as awsProvider } from "../data/providers/aws.yaml";
import { data as azureProvider } from "../data/providers/azure.yaml";
import { data as googleProvider } from "../data/providers/google.yaml";
import { data as unsupportedData } from "../data/unsupported.yaml";
import { data as amd } from "../data/vendors/amd.yaml";
import { data as aws } from "../data/vendors/aws.yaml";
import { data as google } from "../data/vendors/google.yaml";
import { data as habana } from "../data/vendors/habana.yaml";
import { data as intel } from "../data/vendors/intel.yaml";
import { data as nvidia } from "../data/vendors/nvidia.yaml";
import { data as other } from "../data/vendors/other.yaml";
import type { Vendor } from "../types.ts";
import type { ComponentsFile, MigFile, UnsupportedFile } from "./components-file.ts";
import type { PlatformFile } from "./platform-file.ts";
import type { ProviderFile } from "./provider-file.ts";
import type { VendorFile } from "./vendor-file.ts";

/** Every platform by name, in the order in which they are listed to users. */
const PLATFORMS: ReadonlyMap<string, () => PlatformFile> = new Map(
  Object.entries({
    "generic-nvidia": genericNvidia,
    "generic-amd": genericAmd,
    "generic-intel": genericIntel,
    gke,
    "gke-autopilot": gkeAutopilot,
    eks,
    "eks-karpenter": eksKarpenter,
    "eks-auto-mode": eksAutoMode,
    aks,
    "aks-nap": aksNap,
    openshift,
    coreweave,
    oke,
    doks,
    nebius,
    lke,
    k3s,
    minikube,
  }).map(([name, data]) => [name, data as () => PlatformFile]),
);

/** The names of all platforms, in the order in which they are listed to users. */
export const PLATFORM_NAMES: readonly string[] = [...PLATFORMS.keys()];

/** A platform's file; undefined for a name that there is not. */
export function platformFile(name: string): PlatformFile | undefined {
  return PLATFORMS.get(name)?.();
}

/** All platforms' files, in the order in which they are listed to users. */
export function platformFiles(): readonly PlatformFile[] {
  return Array.from(PLATFORMS.values(), (file) => file());
}

const PROVIDERS: Readonly<Record<ProviderFile["name"], () => ProviderFile>> = {
  aws: awsProvider as () => ProviderFile,
  google: googleProvider as () => ProviderFile,
  azure: azureProvider as () => ProviderFile,
};

/** The file of a provider with several platforms. */
export function providerFile(name: ProviderFile["name"]): ProviderFile {
  return PROVIDERS[name]();
}

/** All providers' files. */
export function providerFiles(): readonly ProviderFile[] {
  return Object.values(PROVIDERS).map((file) => file());
}

/** In the order in which their models are listed to users. */
const VENDORS: Readonly<Record<Vendor, () => VendorFile>> = {
  nvidia: nvidia as () => VendorFile,
  amd: amd as () => VendorFile,
  intel: intel as () => VendorFile,
  habana: habana as () => VendorFile,
  google: google as () => VendorFile,
  aws: aws as () => VendorFile,
  other: other as () => VendorFile,
};

/** A vendor's file. */
export function vendorFile(vendor: Vendor): VendorFile {
  return VENDORS[vendor]();
}

/** All vendors' files, in the order in which their models are listed to users. */
export function vendorFiles(): readonly VendorFile[] {
  return Object.values(VENDORS).map((file) => file());
}

/** What runs on many platforms. */
export const componentsFile: () => ComponentsFile = componentsData as () => ComponentsFile;

/** Platforms that have nothing of their own that was verified. */
export const unsupportedFile: () => UnsupportedFile = unsupportedData as () => UnsupportedFile;

/** MIG devices by GPU. */
export const migFile: () => MigFile = migData as () => MigFile;
