import fc from "fast-check";
import { expect, test } from "vitest";
import { startsWith } from "../../src/yaml/field-path.ts";
import { pathSet } from "../../src/yaml/path-set.ts";

const PATH = fc.array(fc.constantFrom("a", "b", "0", 0, 1), { maxLength: 4 });

test("a set of paths answers as a look at each of them would", () => {
  fc.assert(
    fc.property(fc.array(PATH, { maxLength: 6 }), PATH, (paths, path) => {
      const set = pathSet(paths);
      expect(set.leadsTo(path)).toBe(paths.some((one) => startsWith(path, one)));
      expect(set.hasWithin(path)).toBe(paths.some((one) => startsWith(one, path)));
    }),
  );
});
