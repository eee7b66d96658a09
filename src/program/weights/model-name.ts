import { lazy } from "../../kernel/lazy.ts";
import { nameRuleTable } from "./data.ts";

/** The last part of a model's name or path, in lower case: `llama-3.1-8b-instruct`. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).toLowerCase();
}

/** Text that something else replaces before the program reads it: `{{ }}`, `$(MODEL)`, `${MODEL}`, `$MODEL`, `<model>`. */
const PLACEHOLDER = /\{\{|\}\}|\$[({A-Za-z_]|<[^>]*>|%[A-Za-z_]+%/;

/** Longer texts name no model. */
const LONGEST_NAME = 1000;

const noWholeModel = lazy(() => new RegExp(nameRuleTable().no_whole_model));

/**
 * The part of a model's name or path that says which model it is, in lower case: `llama-3.1-8b-instruct`. Null for
 * placeholders, for names with a tag (`llama3:8b` is a file with its own quantization; `hf://acme/chat-7b:main` has a
 * revision), and for adapters, draft models and other parts of models.
 */
export function modelName(model: string): string | null {
  const text = model.trim();
  if (text === "" || text.length > LONGEST_NAME || PLACEHOLDER.test(text)) return null;
  const parts = text
    .toLowerCase()
    .split(/[/\\]+/)
    .filter((part) => part !== "");
  const isHub = parts[0] === "hf:";
  const cached = parts.findLast((part) => part.startsWith("models--"));
  const last = cached?.split("--").at(-1) ?? parts.at(-1)?.replace(isHub ? /[:@].*$/ : /@[^@]*$/, "");
  if (last === undefined || last === "" || last.includes(":") || noWholeModel().test(last)) return null;
  return last;
}
