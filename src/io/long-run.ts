/** Bytecode budget that a function may use up before V8 11 considers optimizing it; the default is 66 KB. */
const PATIENT_BUDGET = 1_000_000;

/**
 * Lets V8 optimize later. Version 11 (Node 20) begins within milliseconds and compiles hundreds of functions whose use is
 * nearly over: that took 40 % of the processor time of a 1 MB patch, on another core. Later versions wait for
 * thousands of calls and no longer know the flag: they would print a complaint.
 */
export function optimizeLater(): void {
  if (!process.versions.v8.startsWith("11.")) return;
  // Most runs need not load the module.
  process.getBuiltinModule("node:v8").setFlagsFromString(`--interrupt-budget=${PATIENT_BUDGET}`);
}
