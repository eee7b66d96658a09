import { SOURCES } from "../../src/k8s/schema/data/published/sources.ts";
import { PUBLISHED } from "../../src/k8s/schema/data/published/table.ts";
import { chapter, code, codes, table } from "./markdown.ts";

const TEXT =
  "The linter checks these custom resources without `--schema-location`, and `patch` what it writes into them, by the CustomResourceDefinitions that the projects publish; the pods inside by the schema of Kubernetes. Rules in CEL, patterns and lengths are not checked. `--schema-location` wins where it has the kind: name the definitions of your cluster where its operator is older or newer.";

/** The kinds whose definition the program knows, each with where it was read. */
export function publishedKinds(): string {
  const rows = SOURCES.trim()
    .split("\n")
    .map((line) => {
      const [name = "", repository = "", path = "", commit = "", date = ""] = line.split("|");
      const [group = "", kind = ""] = name.split("/");
      const url = `https://github.com/${repository}/blob/${commit}/${path}`;
      return [code(name), codes(versionsOf(group, kind)), `[${repository}](${url})`, date];
    });
  return chapter(
    2,
    "Custom resources with a known schema",
    TEXT,
    table(["kind", "versions", "definition", "of"], rows),
  );
}

function versionsOf(group: string, kind: string): readonly string[] {
  return [...PUBLISHED.matchAll(/^(\w+)\((\S+?)\/(\w+)\)/gm)].flatMap(([, ofKind, ofGroup, version = ""]) =>
    ofKind === kind && ofGroup === group ? [version] : [],
  );
}
