import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { needsShared } from "../needs.ts";
import { PLATFORM_NOTES } from "./platform-notes.ts";

test("the notes are those beside the project", needsShared("reference/platforms.yaml"), () => {
  const beside = resolve(import.meta.dirname, "../../../shared/reference/platforms.yaml");
  expect(readFileSync(PLATFORM_NOTES, "utf8"), "copy ../shared/reference/platforms.yaml to test/data/").toBe(
    readFileSync(beside, "utf8"),
  );
});
