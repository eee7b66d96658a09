import { chmodSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { askKubectl, type KubectlLimits } from "../../src/io/kubectl.ts";
import type { KubectlQuestion } from "../../src/io/ports.ts";
import { EXIT, Failure } from "../../src/kernel/failure.ts";
import { isRunning } from "./is-running.ts";
import { tree } from "./tree.ts";

/** Puts a program called kubectl first in PATH; returns its folder. */
function fakeKubectl(script: string): string {
  const folder = tree({ kubectl: `#!/bin/sh\n${script}\n` });
  chmodSync(join(folder, "kubectl"), 0o755);
  vi.stubEnv("PATH", `${folder}${delimiter}${process.env.PATH}`);
  return folder;
}

const QUESTION = {
  args: ["get", "nodes", "-o", "json"],
  context: null,
  kubeconfig: null,
  timeoutSeconds: 20,
} as const;

async function failure(question: Partial<KubectlQuestion> = {}, limits?: KubectlLimits): Promise<Failure> {
  const error: unknown = await askKubectl({ ...QUESTION, ...question }, limits).then(
    () => new Error("it did not fail"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw error;
  expect(error.exitCode).toBe(EXIT.cluster);
  return error;
}

afterEach(() => vi.unstubAllEnvs());

describe("kubectl", () => {
  test("gets the arguments one by one, with no shell in between, and its output comes back to the byte", async () => {
    const folder = fakeKubectl('printf "%s\\n" "$@" > "$(dirname "$0")/args"; printf "a\\n\\n"');
    const stdout = await askKubectl({
      ...QUESTION,
      context: "it's $(mine) & yours",
      kubeconfig: "a b/c.yaml",
    });
    expect(stdout).toBe("a\n\n");
    expect(readFileSync(join(folder, "args"), "utf8")).toBe(
      "--kubeconfig=a b/c.yaml\n--context=it's $(mine) & yours\nget\nnodes\n-o\njson\n",
    );
  });

  test("cannot ask for anything: its standard input is closed", async () => {
    fakeKubectl("read answer && echo asked || echo closed");
    expect(await askKubectl(QUESTION)).toBe("closed\n");
  });

  test("may answer with more than a pipe holds", async () => {
    fakeKubectl("head -c 3000000 /dev/zero | tr '\\0' x");
    expect((await askKubectl(QUESTION)).length).toBe(3_000_000);
  });

  test("that is missing is told, with what to do", async () => {
    vi.stubEnv("PATH", tree({}));
    const { message, advice } = await failure();
    expect(message).toBe("kubectl was not found");
    expect(advice).toContain("leave --cluster out");
  });

  test("that may not be started is told", async () => {
    const folder = tree({ kubectl: "#!/bin/sh\n" });
    vi.stubEnv("PATH", folder);
    expect((await failure()).message).toBe("kubectl cannot be started: permission denied");
  });

  test.each([
    ["sleep 300", "a program that it started holds the pipe open"],
    ["trap '' TERM; sleep 300 & wait; sleep 300", "it does not want to stop"],
    ["exec sleep 300", "it does nothing"],
  ])("that is slow is stopped in time: %s (%s)", async (script) => {
    fakeKubectl(script);
    const { message, advice } = await failure({ timeoutSeconds: 1 });
    expect(message).toBe("kubectl gave no answer within 1 s and was stopped: kubectl get nodes -o json");
    expect(advice).toContain("--timeout 6");
  });

  const LOG =
    'E1123 17:39:59.063384    2278 memcache.go:265] "Unhandled Error" err="couldn\'t get current server API group list"';

  test.each([
    [
      `${LOG}\n${LOG}\nThe connection to the server 127.0.0.1:9 was refused - did you specify the right host or port?`,
      "kubectl does not reach the cluster: The connection to the server 127.0.0.1:9 was refused - did you specify the right host or port?",
      "VPN",
    ],
    [
      `${LOG}\nThe connection to the server localhost:8080 was refused - did you specify the right host or port?`,
      "kubectl has no cluster to talk to: no kubeconfig was found: The connection",
      "--kubeconfig",
    ],
    [
      "Unable to connect to the server: dial tcp: lookup no.such.host.invalid on 10.0.0.53:53: no such host",
      "kubectl does not reach the cluster: Unable to connect",
      "current-context",
    ],
    [
      "error: You must be logged in to the server (Unauthorized)",
      "kubectl is not logged in to the cluster: You must be logged in to the server (Unauthorized)",
      "log in, until this works: kubectl get nodes -o json",
    ],
    [
      "Unable to connect to the server: getting credentials: exec: executable aws not found\n\nIt looks like you are trying to use a client-go credential plugin that is not installed.",
      "kubectl could not log in: the program that fetches its credentials failed: Unable to connect to the server: getting credentials: exec: executable aws not found",
      "log in to the cluster's provider",
    ],
    [
      'Error from server (Forbidden): nodes is forbidden: User "dev" cannot list resource "nodes" in API group "" at the cluster scope',
      "you may not list the nodes of the cluster: Error from server (Forbidden)",
      "can-i list nodes",
    ],
    [
      "Error in configuration: context was not found for specified context: nope",
      "kubectl knows no such context: Error in configuration",
      "get-contexts",
    ],
    [
      "error: stat /tmp/none: no such file or directory",
      "kubectl cannot use its configuration: stat /tmp/none",
      "KUBECONFIG",
    ],
    [
      "Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority",
      "kubectl does not trust the certificate of the cluster",
      "kubeconfig",
    ],
    ["error: something new", "kubectl failed: something new", "run it yourself"],
    ["", "kubectl failed: exit code 1, without a message", "run it yourself"],
  ])("that fails with %j says what it means and what to do", async (stderr, message, advice) => {
    const said = tree({ said: `${stderr}\n` });
    fakeKubectl(`cat "${said}/said" >&2; exit 1`);
    const found = await failure();
    expect(found.message.startsWith(message)).toBe(true);
    expect(found.advice).toContain(advice);
  });

  test("does not pass on a password of an address, nor pages of text", async () => {
    const said = tree({
      said: `Unable to connect to the server: Get "https://joe:s3cr3t@proxy/x" ${"y".repeat(5000)}\n`,
    });
    fakeKubectl(`cat "${said}/said" >&2; exit 1`);
    const { message } = await failure();
    expect(message).not.toContain("s3cr3t");
    expect(message.length).toBeLessThan(500);
  });

  describe("that prints without end", () => {
    const LIMITS = { stdout: 1024 * 1024, stderr: 64 * 1024 };
    const BLOCK = 16 * 1024;
    /** What pipes and streams hold besides what was read. */
    const IN_FLIGHT = 1024 * 1024;

    /** Prints blocks for ever and notes each one. */
    const flood = (descriptor: 1 | 2): string =>
      `block=$(head -c ${BLOCK} /dev/zero | tr '\\0' x)
       while :; do printf %s "$block" >&${descriptor} || exit; printf . >> "$(dirname "$0")/blocks"; done`;

    test.each([
      [1, LIMITS.stdout, "kubectl printed more than 1 MiB, the most that gpuify reads, and was stopped"],
      [
        2,
        LIMITS.stderr,
        "kubectl printed more than 0.0625 MiB of error messages, the most that gpuify reads",
      ],
    ] as const)("on descriptor %d is read up to a limit, and told", async (descriptor, limit, message) => {
      const folder = fakeKubectl(flood(descriptor));
      const found = await failure({}, LIMITS);
      expect(found.message).toContain(message);
      expect(found.message).toContain("kubectl get nodes -o json");
      expect(found.advice).toContain("leave --cluster out");
      const printed = readFileSync(join(folder, "blocks"), "utf8").length * BLOCK;
      expect(printed).toBeLessThan(limit + IN_FLIGHT);
    });

    test("is killed with what it started", async () => {
      const folder = fakeKubectl(
        `trap '' TERM; sh -c 'trap "" TERM; sleep 60' & echo $! > "$(dirname "$0")/helper"; ${flood(1)}`,
      );
      await failure({}, LIMITS);
      const helper = Number(readFileSync(join(folder, "helper"), "utf8"));
      await vi.waitFor(() => expect(isRunning(helper)).toBe(false), 5000);
    });

    test("a byte at a time is stopped when its time is over", async () => {
      const folder = fakeKubectl(
        `echo $$ > "$(dirname "$0")/pid"; while :; do printf x; printf e >&2; sleep 0.1; done`,
      );
      const { message } = await failure({ timeoutSeconds: 1 });
      expect(message).toContain("kubectl gave no answer within 1 s and was stopped");
      const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
      await vi.waitFor(() => expect(isRunning(pid)).toBe(false), 5000);
    });

    test("just as much as the limit is an answer", async () => {
      fakeKubectl(`head -c ${LIMITS.stdout} /dev/zero | tr '\\0' x`);
      expect((await askKubectl(QUESTION, LIMITS)).length).toBe(LIMITS.stdout);
    });
  });

  test("that is killed is told", async () => {
    fakeKubectl("kill -9 $$");
    expect((await failure()).message).toBe("kubectl failed: it was ended by SIGKILL");
  });
});
