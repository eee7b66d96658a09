import { nearest } from "../../kernel/suggest.ts";
import { resourceRows } from "../tables/resources.ts";

/** The known accelerator in a resource's own domain whose name is nearest, where one is near. */
export function nearestResource(name: string): string | null {
  const domain = name.slice(0, name.indexOf("/") + 1);
  const parts = resourceRows().flatMap((row) =>
    "name" in row && row.kind !== "companion" && row.name.startsWith(domain)
      ? [row.name.slice(domain.length)]
      : [],
  );
  const part = nearest(name.slice(domain.length), parts);
  return part === undefined ? null : `${domain}${part}`;
}

/** What a config says to make a resource known, and the name that may be meant, as sentences of advice. */
export function declareResource(name: string, otherwise = ""): string {
  const near = nearestResource(name);
  const meant = near === null ? "" : `Did you mean \`${near}\`? Otherwise `;
  const add = `${near === null ? "A" : "a"}dd \`resources: {${name}: gpu}\` to gpuify.yaml (or \`other\` if it is not a GPU)`;
  return `${meant}${add}${otherwise}.`;
}
