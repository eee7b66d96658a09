import { expect, test } from "vitest";
import { tokenCount } from "../../../src/program/needs/token-count.ts";

test("numbers of tokens are read as vLLM reads them", () => {
  expect(["8192", "32k", "32K", "1.5k", "1m", "1M"].map(tokenCount)).toEqual([
    8192, 32_000, 32_768, 1500, 1_000_000, 1_048_576,
  ]);
});

test("anything else is none", () => {
  const wrong = [
    "",
    "0",
    "-1",
    "auto",
    "32 k",
    "32kb",
    "1e9",
    "0x10",
    "1.k",
    "999999M",
    "9".repeat(400),
    "٣",
  ];
  expect(wrong.map(tokenCount)).toEqual(wrong.map(() => null));
});
