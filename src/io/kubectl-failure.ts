import { EXIT, Failure } from "../kernel/failure.ts";
import { mebibytes } from "../kernel/limits.ts";

/** What a program printed too much of: on standard output or on standard error. */
export interface TooMuch {
  readonly what: "output" | "messages";
  /** How much is read. */
  readonly bytes: number;
}

/** How a run of kubectl ended that gave no answer. */
interface KubectlReport {
  readonly stderr: string;
  /** Error code of the system where kubectl could not even be started, such as `ENOENT`. */
  readonly code: string | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Set where it printed more than is read, and was stopped. */
  readonly tooMuch: TooMuch | null;
  /** What the system said, where there is no standard error. */
  readonly message: string;
}

/** What kubectl says, what that means, and what to do. The first row that fits counts. */
const CAUSES: readonly {
  readonly said: RegExp;
  readonly means: string;
  /** COMMAND stands for the command that was run. */
  readonly advice: string;
}[] = [
  {
    said: /context was not found|context "[^"]*" does not exist|no context exists/i,
    means: "kubectl knows no such context",
    advice: "kubectl config get-contexts lists them",
  },
  {
    said: /config file|kubeconfig|no such file or directory|invalid configuration/i,
    means: "kubectl cannot use its configuration",
    advice: "check --kubeconfig and the environment variable KUBECONFIG",
  },
  {
    said: /getting credentials|exec plugin|exec: /i,
    means: "kubectl could not log in: the program that fetches its credentials failed",
    advice: "log in to the cluster's provider, until this works: COMMAND",
  },
  {
    said: /unauthorized|must be logged in|provide credentials|invalid bearer token|token (?:has|is) expired/i,
    means: "kubectl is not logged in to the cluster",
    advice: "log in, until this works: COMMAND",
  },
  {
    said: /forbidden/i,
    means: "you may not list the nodes of the cluster",
    advice: "ask for a role that may `list nodes` (kubectl auth can-i list nodes), or leave --cluster out",
  },
  {
    said: /x509|certificate|tls: /i,
    means: "kubectl does not trust the certificate of the cluster",
    advice: "check the cluster's entry in the kubeconfig, and the clock of this machine",
  },
  {
    said: /localhost:8080 was refused/i,
    means: "kubectl has no cluster to talk to: no kubeconfig was found",
    advice: "name one with --kubeconfig or KUBECONFIG, or leave --cluster out",
  },
  {
    said: /refused|no such host|unable to connect|i\/o timeout|no route to host|unreachable|EOF$|deadline exceeded|timed out/i,
    means: "kubectl does not reach the cluster",
    advice:
      "check that it runs, that the VPN is up and that the context is the right one (kubectl config current-context)",
  },
];

/** A failed run of kubectl as a failure (exit 4): what happened, in kubectl's words, and what to do. */
export function kubectlFailure(command: string, report: KubectlReport): Failure {
  if (report.code === "ENOENT" && report.exitCode === null)
    return new Failure(
      EXIT.cluster,
      "kubectl was not found",
      "install it (kubernetes.io/docs/tasks/tools) so that it is in PATH, or leave --cluster out",
    );
  if (report.code === "EACCES" && report.exitCode === null)
    return new Failure(
      EXIT.cluster,
      "kubectl cannot be started: permission denied",
      "check the file that `command -v kubectl` names",
    );
  if (report.tooMuch !== null) return printedTooMuch(command, report.tooMuch);
  const said = reasonIn(report.stderr) ?? endOf(report);
  const cause = CAUSES.find((row) => row.said.test(said));
  if (cause !== undefined)
    return new Failure(
      EXIT.cluster,
      `${cause.means}: ${said}`,
      cause.advice.replace("COMMAND", () => command),
    );
  return new Failure(EXIT.cluster, `kubectl failed: ${said}`, `run it yourself to see more: ${command}`);
}

function printedTooMuch(command: string, { what, bytes }: TooMuch): Failure {
  const stream = what === "output" ? "" : " of error messages";
  return new Failure(
    EXIT.cluster,
    `kubectl printed more than ${mebibytes(bytes)}${stream}, the most that gpuify reads, and was stopped: ${command}`,
    "run it yourself to see what it prints, or leave --cluster out and name the platform in gpuify.yaml",
  );
}

/** Longest part of kubectl's own words that is passed on. */
const MAX_REASON = 300;

/**
 * The line that says it: kubectl's own errors begin with certain words, and the log lines before them repeat each
 * try. Parts of addresses that may hold a password are left out.
 */
function reasonIn(stderr: string): string | null {
  const lines = stderr
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^[EWIF]\d{4} /.test(line));
  const line =
    lines.find((one) => /^(?:error\b|unable to connect|the connection to|you must be)/i.test(one)) ??
    lines.at(-1);
  if (line === undefined) return null;
  const said = line.replace(/^error: /i, "").replace(/\/\/[^/@\s]*@/g, "//");
  return said.length > MAX_REASON ? `${said.slice(0, MAX_REASON)} …` : said;
}

function endOf({ signal, exitCode, message }: KubectlReport): string {
  if (signal !== null) return `it was ended by ${signal}`;
  return exitCode === null ? message : `exit code ${exitCode}, without a message`;
}
