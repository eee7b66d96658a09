import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A schema of OpenAPI v2, as far as the definitions of Kubernetes use it. */
export interface OpenApiSchema {
  readonly type?: "string" | "integer" | "boolean" | "array" | "object";
  readonly format?: string;
  readonly $ref?: string;
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly required?: readonly string[];
  readonly "x-kubernetes-group-version-kind"?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

/** The definitions of one version of Kubernetes. */
export interface OpenApi {
  /** 34 for 1.34. */
  readonly minor: number;
  readonly definitions: Readonly<Record<string, OpenApiSchema>>;
}

/** The definitions lie beside the project's folder; null on machines that only have the project. */
export function findOpenApi(project: string): string | null {
  const folder = join(project, "../shared/kubernetes-openapi");
  return existsSync(folder) ? folder : null;
}

/** All versions in a folder of `v1.NN.json`, oldest first. */
export function readOpenApi(folder: string): readonly OpenApi[] {
  return readdirSync(folder)
    .filter((name) => /^v1\.\d+\.json$/.test(name))
    .map((name): OpenApi => {
      const file: { kubernetes: string; definitions: OpenApi["definitions"] } = JSON.parse(
        readFileSync(join(folder, name), "utf8"),
      );
      return { minor: Number(file.kubernetes.slice("1.".length)), definitions: file.definitions };
    })
    .sort((a, b) => a.minor - b.minor);
}
