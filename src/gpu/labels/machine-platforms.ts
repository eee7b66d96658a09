import { lazy } from "../../kernel/lazy.ts";
import { platformFiles, providerFiles } from "../files/files.ts";

/** What platforms call machine types, with GPUs and without; and the type that k3s writes. */
const machines: () => readonly (readonly [type: RegExp, platforms: readonly string[]])[] = lazy(() => [
  ...providerFiles().map(({ machineNames, platforms }) => [new RegExp(machineNames), platforms] as const),
  ...platformFiles().flatMap(({ machineNames, name }) =>
    machineNames === undefined ? [] : [[new RegExp(machineNames), [name]] as const],
  ),
]);

const KEY = /^(?:beta|node)\.kubernetes\.io\/instance-type$/;

/** True for the label that every cloud writes with the type of the machine. */
export function isMachineLabel(key: string): boolean {
  return KEY.test(key);
}

/** The platforms whose machine types are called like that; empty where the name tells none. */
export function platformsOfMachine(type: string): readonly string[] {
  return machines().find(([form]) => form.test(type))?.[1] ?? [];
}
