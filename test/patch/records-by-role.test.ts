import { describe, expect, test } from "vitest";
import type { JsonMap } from "../../src/kernel/json.ts";
import { parseByRole, printByRole } from "../../src/patch/records/by-role.ts";
import { parseRecords, printRecords, type RestoreRecord } from "../../src/patch/records/restore-record.ts";

const any = (value: JsonMap): JsonMap => value;

describe("records by role", () => {
  test("of a workload whose pods need no name are written as version 1, which older versions read", () => {
    const text = printByRole(new Map([["", { v: 1, shm: "" }]]));
    expect(text).toBe('{"v":1,"shm":""}');
    expect(parseByRole(text ?? "", any)).toEqual(new Map([["", { v: 1, shm: "" }]]));
  });

  test("of named pod sets are version 2", () => {
    const records = new Map<string, RestoreRecord>([
      ["head", { v: 1, claims: [] }],
      ["worker", { v: 1, nodeSelector: { pool: "gpu" } }],
    ]);
    const text = printRecords(records);
    expect(text).toBe('{"v":2,"podSets":{"worker":{"nodeSelector":{"pool":"gpu"}}}}');
    expect(parseRecords(text ?? "")).toEqual(new Map([["worker", { v: 1, nodeSelector: { pool: "gpu" } }]]));
  });

  test("that hold nothing are no text", () => {
    expect(printRecords(new Map([["", { v: 1 }]]))).toBeNull();
    expect(printByRole(new Map())).toBeNull();
  });

  test.each([
    "",
    "text",
    "[]",
    "null",
    "{}",
    '{"v":3,"podSets":{}}',
    '{"v":2}',
    '{"v":2,"podSets":[]}',
    '{"v":2,"podSets":{"a":1}}',
    '{"v":2,"podSets":{"a":{"v":1}}}',
    '{"v":2,"podSets":{},"shm":""}',
    '{"v":2,"podSets":{"a":{"unknown":1}}}',
  ])("are not read from %s", (text) => {
    expect(parseRecords(text)).toBeNull();
  });

  test("with roles called what every object has are data like any other", () => {
    const records = parseRecords('{"v":2,"podSets":{"__proto__":{"shm":""},"constructor":{"shm":"1Gi"}}}');
    expect([...(records?.keys() ?? [])]).toEqual(["__proto__", "constructor"]);
  });
});
