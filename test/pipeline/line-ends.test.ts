import { describe, expect, it } from "vitest";
import { deployment } from "../cli/program.ts";
import { codesOf, run } from "./run.ts";

const TEXT = deployment("web");

describe("a carriage return alone ends a line", () => {
  it.each([
    ["all lines", TEXT.replaceAll("\n", "\r"), 1],
    ["one of them", TEXT.replace("spec:\n", "spec:\r"), 5],
    ["before the end of every line", TEXT.replaceAll("\n", "\r\r\n"), 1],
  ])("%s: the edit is refused at the first", (_, text, line) => {
    const outcome = run(text, { profile: "continuous" });
    expect(codesOf(outcome)).toContain("old-line-end");
    const [error] = outcome.diagnostics.filter(({ severity }) => severity === "error");
    expect(error?.location?.line).toBe(line);
    expect(outcome.files[0]?.status).toBe("refused");
  });

  it("a document without an edit passes with them, and with line feeds all is as ever", () => {
    const config = "apiVersion: v1\rkind: ConfigMap\rmetadata: {name: x}\r";
    expect(run(config, { profile: "continuous" }).files[0]?.text).toBe(config);
    const crlf = run(TEXT.replaceAll("\n", "\r\n"), { profile: "continuous" });
    expect(crlf.files[0]?.status).toBe("changed");
  });
});
