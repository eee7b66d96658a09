import { AWS, AZURE, GOOGLE } from "../data/providers.ts";

/** Names of machine types by provider, as in the catalog's list of machine families; and the type that k3s writes. */
const MACHINES: readonly (readonly [type: RegExp, platforms: readonly string[]])[] = [
  [/^[a-z][a-z0-9]*(?:-[a-z0-9]+)?\.(?:nano|micro|small|medium|metal|\d*x?large|metal-\w+)$/, AWS],
  [/^Standard_[A-Z]/, AZURE],
  [
    /^(?:a[234]x?|g[24]|ct\d\w*|tpu7x|[nce]\d[a-z]?)-(?:standard|highgpu|megagpu|ultragpu|highmem|highcpu)/,
    GOOGLE,
  ],
  [/^(?:BM|VM)\.[A-Z]/, ["oke"]],
  [/^k3s$/, ["k3s"]],
];

const KEY = /^(?:beta|node)\.kubernetes\.io\/instance-type$/;

/** True for the label that every cloud writes with the type of the machine. */
export function isMachineLabel(key: string): boolean {
  return KEY.test(key);
}

/** The platforms whose machine types are called like that; empty where the name tells none. */
export function platformsOfMachine(type: string): readonly string[] {
  return MACHINES.find(([form]) => form.test(type))?.[1] ?? [];
}
