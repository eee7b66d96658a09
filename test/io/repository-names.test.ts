import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { repositoryNames } from "../../src/io/repository-names.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "gpuify-names-")));
mkdirSync(join(root, "repository", ".git"), { recursive: true });
mkdirSync(join(root, "repository", "k8s", "base"), { recursive: true });

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

test("a file of a repository is called by its path from the top, however that is written", () => {
  expect.hasAssertions();
  const file = join(root, "repository", "k8s", "base", "pod.yaml");
  const nameOf = repositoryNames();
  for (const path of [
    file,
    relative(process.cwd(), file),
    join(root, "repository/k8s/../k8s/base/./pod.yaml"),
  ])
    expect(nameOf(path)).toBe("k8s/base/pod.yaml");
});

test("a file of none is called by its path from the working folder", () => {
  const file = join(root, "pod.yaml");
  expect(repositoryNames()(file)).toBe(relative(process.cwd(), file));
});
