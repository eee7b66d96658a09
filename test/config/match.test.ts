import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileMatch, compileMatches, type MatchSubject } from "../../src/config/match.ts";
import type { Match } from "../../src/config/types.ts";

const SUBJECT: MatchSubject = {
  kind: "Deployment",
  name: "web",
  namespace: "shop",
  labels: new Map([
    ["tier", "front"],
    ["empty", ""],
  ]),
  annotations: new Map([["acme.io/docs", "https://acme.io/docs/web?page=1"]]),
  path: "teams/web/app.yaml",
};

const matches = (match: Match, subject: Partial<MatchSubject> = {}): boolean =>
  compileMatch(match)({ ...SUBJECT, ...subject });

describe("a rule's conditions", () => {
  it("must all hold", () => {
    expect(matches({ kind: "Deployment", name: "web", namespace: "shop" })).toBe(true);
    expect(matches({ kind: "Deployment", name: "web", namespace: "other" })).toBe(false);
    expect(matches({ labels: { tier: "front" }, annotations: { "acme.io/docs": "nothing" } })).toBe(false);
    expect(matches({ labels: { tier: "front", absent: "*" } })).toBe(false);
  });

  it.each<[Match, boolean]>([
    [{ kind: "deployment" }, true],
    [{ kind: "DEPLOY*" }, true],
    [{ kind: ["Job", "deployment"] }, true],
    [{ kind: "Deploy" }, false],
    [{ kind: "*" }, true],
  ])("compare kinds in any case: %j", (match, expected) => {
    expect(matches(match)).toBe(expected);
  });

  it.each<[Match, Partial<MatchSubject>, boolean]>([
    [{ name: "web" }, {}, true],
    [{ name: "Web" }, {}, false],
    [{ name: "w?b" }, {}, true],
    [{ name: "we" }, {}, false],
    [{ name: "{api,web}" }, {}, true],
    [{ name: ["api", "we*"] }, {}, true],
    [{ name: "[!v]eb" }, {}, true],
    [{ name: "[!w]eb" }, {}, false],
    [{ name: "{a..w}eb" }, {}, true],
    [{ name: "train-*" }, { name: "train-*" }, true],
    [{ name: "*" }, { name: "train-*" }, true],
    [{ name: "train-7" }, { name: "train-*" }, false],
    [{ name: "*" }, { name: "" }, true],
    [{ name: "*.v1" }, { name: ".a.v1" }, true],
  ])("take globs for names: %j and %j", (match, subject, expected) => {
    expect(matches(match, subject)).toBe(expected);
  });

  it("never hold for a namespace that the object does not say", () => {
    expect(matches({ namespace: "*" }, { namespace: null })).toBe(false);
    expect(matches({ namespace: "shop" }, { namespace: null })).toBe(false);
    expect(matches({ name: "web" }, { namespace: null })).toBe(true);
    expect(matches({ namespace: ["s*", "t*"] })).toBe(true);
  });

  it("compare values of labels and annotations, where `*` is anything, slashes and nothing included", () => {
    expect(matches({ labels: { tier: "fr*" } })).toBe(true);
    expect(matches({ labels: { empty: "*" } })).toBe(true);
    expect(matches({ labels: { empty: "" } })).toBe(true);
    expect(matches({ labels: { tier: "" } })).toBe(false);
    expect(matches({ annotations: { "acme.io/docs": "*" } })).toBe(true);
    expect(matches({ annotations: { "acme.io/docs": "https://acme.io/*" } })).toBe(true);
    expect(matches({ annotations: { "acme.io/docs": "https://acme.io/docs" } })).toBe(false);
  });
});

describe("paths", () => {
  it.each<[string | string[], string | null, boolean]>([
    ["teams/web/app.yaml", "teams/web/app.yaml", true],
    ["./teams/web/app.yaml", "teams/web/app.yaml", true],
    ["./teams/**", "teams/web/app.yaml", true],
    ["teams/", "teams/web/app.yaml", true],
    ["teams/**", "teams/web/app.yaml", true],
    ["teams/*", "teams/web/app.yaml", false],
    ["*.yaml", "app.yaml", true],
    ["*.yaml", "teams/app.yaml", false],
    ["**/*.yaml", "app.yaml", true],
    ["**/app.yaml", "teams/web/app.yaml", true],
    ["**", "teams/.hidden/app.yaml", true],
    ["Teams/**", "teams/web/app.yaml", false],
    [["jobs/**", "teams/**"], "teams/web/app.yaml", true],
    ["teams/{web,api}/*.y?ml", "teams/web/app.yaml", true],
    ["**", null, false],
    ["app.yaml", null, false],
  ])("%j and %j", (path, actual, expected) => {
    expect(matches({ path }, { path: actual })).toBe(expected);
  });
});

describe("several matches", () => {
  it("give the place of the first that holds, as each for itself would", () => {
    const list: readonly Match[] = [
      { kind: "Job", namespace: "shop" },
      { kind: ["Deployment", "Pod"], namespace: "*", name: "w*" },
      { namespace: "" },
      { labels: { tier: "front" } },
      { kind: "*" },
    ];
    const first = compileMatches(list);
    for (const kind of ["Job", "Deployment", "Pod"])
      for (const namespace of [null, "", "shop", "other"])
        for (const name of ["web", "db"]) {
          const subject = { ...SUBJECT, kind, namespace, name };
          expect(first(subject)).toBe(list.findIndex((match) => compileMatch(match)(subject)));
          expect(first(subject)).toBe(list.findIndex((match) => compileMatch(match)(subject)));
        }
    expect(compileMatches([])(SUBJECT)).toBe(-1);
  });
});

describe("any text", () => {
  it("matches itself, and `*` matches any", () => {
    const plain = fc
      .string({ unit: "grapheme-ascii" })
      .filter((text) => !/[*?[\]{}()!+@\\|^$#./]/.test(text));
    fc.assert(
      fc.property(plain, plain, (text, other) => {
        expect(matches({ annotations: { a: text } }, { annotations: new Map([["a", text]]) })).toBe(true);
        expect(matches({ annotations: { a: "*" } }, { annotations: new Map([["a", other]]) })).toBe(true);
        if (text !== other)
          expect(matches({ annotations: { a: text } }, { annotations: new Map([["a", other]]) })).toBe(false);
      }),
    );
  });
});
