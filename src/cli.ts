import { main } from "./cli/main.ts";
import { nodePorts } from "./io/node-ports.ts";
import { processStdio } from "./io/stdio.ts";

/** What `bin/gpuify.cjs` calls: runs the arguments of this process and sets the exit code. Never throws. */
export async function run(): Promise<void> {
  const calledAs = programName(process.argv[1] ?? "");
  process.exitCode = await main(
    process.argv.slice(2),
    nodePorts(processStdio, { calledAs, env: process.env }),
  );
}

/** kubectl runs plugins by their file name, so that name tells how the user called. */
function programName(path: string): "gpuify" | "kubectl gpuify" {
  return /kubectl-gpuify(?:\.c?js|\.cmd|\.exe)?$/.test(path) ? "kubectl gpuify" : "gpuify";
}
