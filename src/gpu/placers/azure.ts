import { AZURE, NOT_AUTO_PROVISIONED } from "../data/azure-machines.ts";
import { lookedUp, noted } from "../data/provenance.ts";
import type { MachineRow } from "../rows.ts";
import type { Provenance } from "../types.ts";
import { byMachines, INSTANCE_TYPE, type Placer } from "./placer.ts";

/** The notes did not have the GPU, or the number of GPUs, of these models' sizes; Azure's size pages do. */
const LOOKED_UP: readonly string[] = [
  "h100-nvl",
  "a100-40gb",
  "a100-80gb",
  "v100-16gb",
  "v100-32gb",
  "gb200",
  "gb300",
  "v710",
];

/** AKS node pools: the VM size is all that tells the model. */
export const onAks: Placer = ({ name }) => byMachines(machinesOf(name), INSTANCE_TYPE, sourceFor(name));

/** Node auto-provisioning: the size again, by the label that its Karpenter knows. */
export const onNodeAutoProvisioning: Placer = ({ name }) =>
  byMachines(
    autoProvisioned(name),
    "karpenter.azure.com/sku-name",
    noted("source-code", "aks-karp-labels", "aks-karp-gpus"),
  );

function autoProvisioned(model: string): readonly MachineRow[] {
  return machinesOf(model).filter((machine) => !NOT_AUTO_PROVISIONED.includes(machine.name));
}

function sourceFor(model: string): Provenance {
  return LOOKED_UP.includes(model)
    ? lookedUp("official", "aks-labels", "ca-azure", "azure-sizes")
    : noted("official", "aks-labels", "ca-azure");
}

/**
 * A series is the size's name without its number of CPUs: `NCads_A100_v4` (PCIe) is not `NDamsr_A100_v4` (NVLink),
 * and a size with `r` has InfiniBand.
 */
function machinesOf(model: string): readonly MachineRow[] {
  return Object.entries(AZURE).flatMap(([name, [of, gpus]]) =>
    of === model ? [{ name, gpus, series: name.replace(/[0-9]+/, "") }] : [],
  );
}
