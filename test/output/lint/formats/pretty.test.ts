import { describe, expect, test } from "vitest";
import { formatPretty } from "../../../../src/output/lint/formats/pretty.ts";
import { PLAIN } from "../../../../src/output/paint.ts";
import { lintFiles, nastyOutcome, pod } from "../kit.ts";

const paint = PLAIN;

/** The places of headlines, in order. */
function places(text: string): readonly string[] {
  return [...text.matchAll(/^(\S+:\d+:\d+): (?:error|warning|info)\[/gm)].map(([, place]) => place ?? "");
}

describe("pretty", () => {
  test("a finding is told with its line, why, what to do and what fixes it", () => {
    expect(
      formatPretty(lintFiles([{ name: "web.yaml", text: pod("web") }]), { paint }),
    ).toBe(`web.yaml:11:11: error[gpu-limit-missing]: nvidia.com/gpu is requested but has no limit
  11 |           nvidia.com/gpu: 1
     |           ^^^^^^^^^^^^^^
  why: Devices are not overcommitted, so their request is their limit: the API server rejects a request alone (\`Limit must be set for non overcommitable resources\`).
  fix: Write the device under \`limits\`; the request may stay if it is the same number.
  --fix: set the limit of nvidia.com/gpu to 1
`);
  });

  test("no name in a manifest begins a line, where a CI job would take it for a command", () => {
    const name = `"web\\n::error title=x::all is well\\r\\n##[error]"`;
    const outcome = lintFiles([{ name: "web.yaml", text: pod(name) }]);
    const named = outcome.findings.map((finding) => ({
      ...finding,
      message: `web\n::error::x`,
      advice: "a\n ::b",
    }));
    const lines = formatPretty({ ...outcome, findings: named }, { paint }).split("\n");
    expect(named.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.trim().startsWith("::"))).toEqual([]);
  });

  test("why and what to do are told once a rule, and files stand apart", () => {
    const text = formatPretty(
      lintFiles([
        { name: "a.yaml", text: `${pod("a")}---\n${pod("b")}` },
        { name: "b.yaml", text: pod("c") },
      ]),
      { paint },
    );
    expect(text.match(/why:/g)).toHaveLength(1);
    expect(text.match(/^ {2}fix:/gm)).toHaveLength(1);
    expect(text.match(/--fix:/g)).toHaveLength(3);
    expect(text.split("\n\n").map((part) => places(part))).toEqual([
      ["a.yaml:11:11", "a.yaml:23:11"],
      ["b.yaml:11:11"],
    ]);
  });

  test("of hundreds none is hidden, and only the first of a rule are shown with their code", () => {
    const text = formatPretty(
      lintFiles(
        Array.from({ length: 300 }, (_, index) => ({ name: `${index}.yaml`, text: pod(`p${index}`) })),
      ),
      { paint },
    );
    expect(places(text)).toEqual(Array.from({ length: 300 }, (_, index) => `${index}.yaml:11:11`));
    expect(text.match(/\^\^/g)?.length).toBeGreaterThan(0);
    expect(text.match(/^ {5}\| +\^+$/gm)).toHaveLength(4);
    expect(text.split("\n").at(-2)).toBe(
      "299.yaml:11:11: error[gpu-limit-missing]: nvidia.com/gpu is requested but has no limit (--fix)",
    );
  });

  test("forty are read one by one", () => {
    const files = Array.from({ length: 40 }, (_, index) => ({ name: `${index}.yaml`, text: pod("p") }));
    expect(formatPretty(lintFiles(files), { paint }).match(/^ {5}\| +\^+$/gm)).toHaveLength(40);
  });

  test("related places and fixes that change behaviour are told, and control characters are not", () => {
    const text = formatPretty(nastyOutcome(), { paint });
    expect(text).toContain("  --fix --unsafe-fixes: 50%");
    expect(text).toContain("  see: C:\\Users\\Jörg\\pod.yaml:11:11: 50%");
    expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F]/);
  });

  test("nothing is said where nothing was found", () => {
    expect(formatPretty(lintFiles([]), { paint })).toBe("");
  });
});
