import { describe, expect, test } from "vitest";
import { accessOfClaim } from "../../src/workload/claim-access.ts";
import { objectsOf } from "../patch/decide.ts";

function access(modes: string, use: "read" | "write") {
  const [claim] = objectsOf(
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\nspec: {accessModes: ${modes}}\n`,
  );
  if (claim === undefined) throw new Error("no claim");
  return accessOfClaim(claim, use);
}

describe("who may mount a claim", () => {
  test.each([
    ["[ReadWriteOnce]", "one-node", "one-node"],
    ["[ReadWriteOncePod]", "one-pod", "one-pod"],
    ["[ReadWriteOnce, ReadWriteOncePod]", "one-node", "one-node"],
    ["[ReadWriteMany]", "many", "many"],
    ["[ReadWriteOnce, ReadWriteMany]", "many", "many"],
    ["[ReadOnlyMany]", "many", "many"],
    ["[ReadWriteOnce, ReadOnlyMany]", "one-node", "many"],
    ["[]", "unknown", "unknown"],
  ])("with %s: %s where it is written, %s where it is read", (modes, written, read) => {
    expect([access(modes, "write"), access(modes, "read")]).toEqual([written, read]);
  });
});
