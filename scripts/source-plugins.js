import { compiledSchema } from "./compiled-schema.js";
import { yamlData } from "./yaml-data.js";

/** What reading the sources takes, for whoever bundles or tests them: their imports of YAML and of compiled schemas. */
export function sourcePlugins() {
  return [yamlData(), compiledSchema()];
}
