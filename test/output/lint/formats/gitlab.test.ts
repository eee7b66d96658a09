import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { formatGitlab } from "../../../../src/output/lint/formats/gitlab.ts";
import type { LintOutcome } from "../../../../src/pipeline/lint-types.ts";
import { lintFiles, nastyOutcome, pod } from "../kit.ts";

/**
 * GitLab publishes a table of fields, not a schema ("Code quality report format" in doc/ci/testing/code_quality.md):
 * this is that table, and the severities that it names.
 */
const REPORT = {
  type: "array",
  items: {
    type: "object",
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    additionalProperties: false,
    properties: {
      description: { type: "string", minLength: 1 },
      check_name: { type: "string", pattern: "^[a-z][a-z-]+$" },
      fingerprint: { type: "string", minLength: 1 },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        additionalProperties: false,
        properties: {
          path: { type: "string", minLength: 1, not: { pattern: "^\\./" } },
          lines: {
            type: "object",
            required: ["begin"],
            additionalProperties: false,
            properties: { begin: { type: "integer", minimum: 1 } },
          },
        },
      },
    },
  },
};

const validate = new Ajv({ allErrors: true }).compile(REPORT);

interface Issue {
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string };
}

function issues(outcome: LintOutcome): readonly Issue[] {
  const text = formatGitlab(outcome);
  expect(text.charCodeAt(0)).not.toBe(0xfeff);
  const parsed = JSON.parse(text);
  expect(validate(parsed), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
  return parsed;
}

describe("gitlab", () => {
  test("a finding is an issue of its line", () => {
    expect(issues(lintFiles([{ name: "./a.yaml", text: pod("a") }]))).toEqual([
      {
        description:
          "nvidia.com/gpu is requested but has no limit. Write the device under `limits`; the request may stay if it is the same number.",
        check_name: "gpu-limit-missing",
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        severity: "critical",
        location: { path: "a.yaml", lines: { begin: 11 } },
      },
    ]);
  });

  test("everything that is hard to write fits, and no two issues share a fingerprint", () => {
    const found = issues(nastyOutcome());
    expect(found).toHaveLength(14);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
    expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(["critical", "major", "info"]));
    expect(found.map(({ location }) => location.path)).toContain("C:/Users/Jörg/pod.yaml");
  });

  test("a clean run is an empty list", () => {
    expect(formatGitlab(lintFiles([]))).toBe("[]\n");
  });
});
