import { describe, expect, test } from "vitest";
import { asMap, landmark, member } from "../../src/yaml/access.ts";
import { readDocument } from "../../src/yaml/read.ts";
import type { MapEntry, MapNode } from "../../src/yaml/tree.ts";

function mapIn(text: string): MapNode {
  const result = readDocument(text, { start: 0, end: text.length });
  const map = result.ok ? asMap(result.root) : null;
  if (map === null) throw new Error("the text is no map");
  return map;
}

const keys = (count: number): string =>
  Array.from({ length: count }, (_, index) => `k${index}: ${index}\n`).join("");

function textIn(map: MapNode | null, name: string): string | null {
  const node = member(map, name);
  return node?.kind === "scalar" ? node.text : null;
}

describe("a map with very many entries", () => {
  test.each([0, 100])("answers as a short one does (%d more entries)", (more) => {
    const base = mapIn(
      `base: &b {x: merged, k: merged}\nmap:\n  k: own\n  <<: *b\n  y: own\n${keys(more).replace(/^/gm, "  ").trimEnd()}\n`,
    );
    const map = asMap(member(base, "map"));
    expect(map?.entries.length).toBe(3 + more);
    expect(textIn(map, "x")).toBe("merged");
    expect(textIn(map, "k")).toBe("merged");
    expect(textIn(map, "y")).toBe("own");
    expect(textIn(map, "no")).toBeNull();
    expect(textIn(map, "__proto__")).toBeNull();
  });

  test("is not looked through for each of its names", () => {
    const looks = [100, 400].map((count) => {
      let asked = 0;
      const map = mapIn(keys(count));
      const entries = new Proxy(map.entries as MapEntry[], {
        get: (target, key, receiver) => {
          if (typeof key === "string" && /^\d+$/.test(key)) asked++;
          return Reflect.get(target, key, receiver);
        },
      });
      const counted = { ...map, entries };
      for (let index = 0; index < count; index++) {
        expect(textIn(counted, `k${index}`)).toBe(String(index));
        landmark(counted, [`k${index}`]);
      }
      return asked;
    });
    expect(looks[1]).toBeLessThan(5 * (looks[0] ?? 0));
  });
});
