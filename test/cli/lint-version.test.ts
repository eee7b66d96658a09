import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { gpuify } from "./program.ts";

const CLAIM = `apiVersion: resource.k8s.io/v1beta1
kind: ResourceClaimTemplate
metadata:
  name: one-gpu
spec:
  spec:
    devices:
      requests:
        - name: gpu
          deviceClassName: gpu.nvidia.com
`;

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** The apiVersion after `lint --fix`, and what is left to say. */
async function fixed(
  flags: readonly string[],
  config?: string,
): Promise<readonly [text: string | undefined, output: string]> {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), "gpuify-lint-version-")));
  made.push(cwd);
  mkdirSync(join(cwd, ".git"));
  writeFileSync(join(cwd, "claim.yaml"), CLAIM);
  if (config !== undefined) writeFileSync(join(cwd, "gpuify.yaml"), config);
  const run = await gpuify(["lint", "--fix", ...flags, "claim.yaml"], { cwd });
  return [readFileSync(join(cwd, "claim.yaml"), "utf8").split("\n")[0], run.stdout + run.stderr];
}

describe("a safe fix that older clusters do not understand", () => {
  test("is unsafe where nobody names a version, and says from which on it is right", async () => {
    const [first, output] = await fixed([]);
    expect(first).toBe("apiVersion: resource.k8s.io/v1beta1");
    expect(output).toContain("dra-version-not-served");
    expect(output).toContain("from Kubernetes 1.34 on");
    expect((await fixed(["--unsafe-fixes"]))[0]).toBe("apiVersion: resource.k8s.io/v1");
  });

  test("is safe for a version that is named, by the flag or the config", async () => {
    expect((await fixed(["--kubernetes-version", "1.34"]))[0]).toBe("apiVersion: resource.k8s.io/v1");
    expect((await fixed([], 'kubernetesVersion: "1.35"\n'))[0]).toBe("apiVersion: resource.k8s.io/v1");
    expect((await fixed([], "platform: gke\n"))[0]).toBe("apiVersion: resource.k8s.io/v1beta1");
  });
});
