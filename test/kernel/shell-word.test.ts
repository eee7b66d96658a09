import { expect, test } from "vitest";
import { shellWord } from "../../src/kernel/shell-word.ts";

test("names that Kubernetes allows stand as they are", () => {
  expect.hasAssertions();
  for (const name of ["hpa/web", "hpa/web-1.example", "shop"]) expect(shellWord(name)).toBe(name);
});

test("what a shell would run is quoted", () => {
  expect(shellWord("hpa/x; rm -rf ~")).toBe("'hpa/x; rm -rf ~'");
  expect(shellWord("$(id)")).toBe("'$(id)'");
  expect(shellWord("a'b")).toBe("'a'\\''b'");
  expect(shellWord("")).toBe("''");
});

test("an option's value stands as it is, and what zsh would look up as a command is quoted", () => {
  expect(shellWord("--kubeconfig=/home/me/config")).toBe("--kubeconfig=/home/me/config");
  expect(shellWord("=ls")).toBe("'=ls'");
});
