import { setFlagsFromString } from "node:v8";

/** Bytes of code that a function runs before V8 11 thinks of optimizing it; 66 KB by default. */
const PATIENT_BUDGET = 1_000_000;

/**
 * Lets V8 optimize later. Version 11 (Node 20) begins within milliseconds and compiles hundreds of functions whose use is
 * nearly over: of the processor time of a patch of 1 MB that was 40 %, on another core. Later versions wait for thousands
 * of calls and know the flag no more, which they would print.
 */
export function optimizeLater(): void {
  if (process.versions.v8.startsWith("11.")) setFlagsFromString(`--interrupt-budget=${PATIENT_BUDGET}`);
}
