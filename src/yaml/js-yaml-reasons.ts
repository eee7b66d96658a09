import { YAMLException } from "js-yaml";

/**
 * What js-yaml says is wrong with a text, as far as this program reads on in spite of it. Its errors carry no code: a
 * `reason` in words and a place are all that there is (js-yaml 5.5, `throwError` in `dist/js-yaml.mjs`), so its words are
 * compared here, and nowhere else. The tests of nesting and of loose indentation fail when the library puts it otherwise.
 */
export type JsYamlReason = "too-deep" | "deficient-indentation" | "bad-indentation" | "other";

const REASONS: ReadonlyMap<string, JsYamlReason> = new Map([
  ["deficient indentation", "deficient-indentation"],
  ["bad indentation of a mapping entry", "bad-indentation"],
  ["bad indentation of a sequence entry", "bad-indentation"],
]);

/** Which of them an error is; `other` for what is no error of js-yaml's too. */
export function jsYamlReason(error: unknown): JsYamlReason {
  if (!(error instanceof YAMLException)) return "other";
  const reason = error.reason ?? "";
  return reason.startsWith("nesting exceeded maxDepth") ? "too-deep" : (REASONS.get(reason) ?? "other");
}
