import type { UncodedText } from "../kernel/diagnostic.ts";
import { nearest } from "../kernel/suggest.ts";

/**
 * Where the schema of a kind lies: kubeconform's `-schema-location`, without its network. Source: yannh/kubeconform
 * `pkg/registry/registry.go` (`schemaPath` and `New`).
 */
export interface SchemaLocation {
  /** As the user wrote it. */
  readonly text: string;
  /** Literal text and variables, in turn. */
  readonly parts: readonly LocationPart[];
}

type LocationPart = { readonly literal: string } | { readonly variable: Variable };

/** What is wrong with a location. `default-location` asks for what is done anyway, so it may be no more than a warning. */
interface InvalidLocation extends UncodedText {
  readonly code:
    | "empty-location"
    | "default-location"
    | "remote-location"
    | "bad-location"
    | "unknown-variable";
  /** A clause in lower case without a full stop. */
  readonly advice: string;
}

/** A location, or why it is none. */
type LocationResult =
  | { readonly ok: true; readonly location: SchemaLocation }
  | { readonly ok: false; readonly problem: InvalidLocation };

/** What names a kind in a manifest: text of strangers. */
export interface KindAddress {
  readonly apiVersion: string;
  readonly kind: string;
}

const VARIABLES = [
  "NormalizedKubernetesVersion",
  "StrictSuffix",
  "ResourceKind",
  "ResourceAPIVersion",
  "Group",
  "KindSuffix",
] as const;

type Variable = (typeof VARIABLES)[number];

/** What kubeconform appends to a location that is no file: the tree of kubernetes-json-schema. */
const TREE =
  "/{{.NormalizedKubernetesVersion}}-standalone{{.StrictSuffix}}/{{.ResourceKind}}{{.KindSuffix}}.json";

/**
 * Reads a location. One that ends in `.json`, `.yaml` or `.yml` is a file, with variables or without; every other is the
 * folder of a tree such as kubernetes-json-schema, whose layout is appended. (kubeconform asks for `json` at the end and
 * reads no YAML.) Spaces within the braces are as in Go; of Go's templates only the variables are known.
 */
export function readLocation(text: string): LocationResult {
  const problem = refusal(text);
  if (problem !== null) return { ok: false, problem };
  const isFile = /\.(?:json|ya?ml)$/i.test(text);
  const own = readParts(text, isFile ? text : text.replace(/\/+$/, ""));
  if ("code" in own) return { ok: false, problem: own };
  const tree = isFile ? [] : readParts(text, TREE);
  return { ok: true, location: { text, parts: "code" in tree ? own : [...own, ...tree] } };
}

function readParts(text: string, template: string): readonly LocationPart[] | InvalidLocation {
  const parts: LocationPart[] = [];
  let from = 0;
  for (let open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
    const close = template.indexOf("}}", open);
    if (close < 0) return unclosed(text);
    const inside = template.slice(open + 2, close);
    const variable = variableNamed(/^\s*\.(\w+)\s*$/.exec(inside)?.[1]);
    if (variable === undefined) return noVariable(text, inside);
    parts.push({ literal: template.slice(from, open) }, { variable });
    from = close + 2;
  }
  return [...parts, { literal: template.slice(from) }];
}

/**
 * The path where the schema of a kind lies, by a version of Kubernetes such as `1.36`; null for a kind that a path
 * cannot be made of, because its name or its apiVersion is none that Kubernetes takes (`../../etc`).
 *
 * The variables are kubeconform's: `ResourceKind` is the kind in lower case, `ResourceAPIVersion` the version without
 * the group, `Group` the group as written (of a core kind its version, `v1`), `KindSuffix` a hyphen, the group up to its
 * first dot, another hyphen and the version, both in lower case (`-jobset-v1alpha2`; of a core kind `-v1`),
 * `NormalizedKubernetesVersion` `v1.36.0`, and `StrictSuffix` `-strict`, because gpuify is always strict.
 */
export function expandLocation(
  { parts }: SchemaLocation,
  { apiVersion, kind }: KindAddress,
  kubernetesVersion: string,
): string | null {
  if (!isKind(kind) || !isApiVersion(apiVersion)) return null;
  const [group = "", version] = apiVersion.split("/");
  const [firstLabel = ""] = group.split(".");
  const values: Readonly<Record<Variable, string>> = {
    NormalizedKubernetesVersion: `v${kubernetesVersion}.0`,
    StrictSuffix: "-strict",
    ResourceKind: kind.toLowerCase(),
    ResourceAPIVersion: version ?? group,
    Group: group,
    KindSuffix: ["", firstLabel, ...(version === undefined ? [] : [version])].join("-").toLowerCase(),
  };
  return parts.map((part) => ("literal" in part ? part.literal : values[part.variable])).join("");
}

const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;

/** A DNS label, as the names of a CustomResourceDefinition must be in lower case (apiextensions `validateCustomResourceDefinitionNames`). */
function isKind(text: string): boolean {
  return text.length <= 63 && LABEL.test(text);
}

/** `VERSION` or `GROUP/VERSION` of DNS labels; dots stand only between two of them, so that no path can climb. */
function isApiVersion(text: string): boolean {
  const [first = "", version, ...rest] = text.split("/");
  if (rest.length > 0 || text.length > 253) return false;
  return first.split(".").every(isKind) && (version === undefined || isKind(version));
}

function variableNamed(name: string | undefined): Variable | undefined {
  return VARIABLES.find((one) => one === name);
}

function refusal(text: string): InvalidLocation | null {
  if (text.trim() === "")
    return {
      code: "empty-location",
      message: "a schema location is empty",
      advice:
        'name a file or a folder, such as "schemas/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json"',
    };
  if (text === "default")
    return {
      code: "default-location",
      message: 'the schema location "default" names nothing here',
      advice: "leave it out: the kinds of Kubernetes itself are always checked by gpuify's own table",
    };
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? [];
  return scheme === undefined ? null : remote(text, scheme);
}

function remote(text: string, scheme: string): InvalidLocation {
  const advice =
    scheme.toLowerCase() === "file"
      ? "write the path alone"
      : "download the schemas, for instance clone the CRDs-catalog, and name the folder: CRDs-catalog/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json";
  return {
    code: "remote-location",
    message: `the schema location "${text}" is an address, and gpuify reads only files: it never uses the network`,
    advice,
  };
}

function unclosed(text: string): InvalidLocation {
  return {
    code: "bad-location",
    message: `the schema location "${text}" opens "{{" and does not close it`,
    advice: "write a variable as {{.ResourceKind}}",
  };
}

function noVariable(text: string, inside: string): InvalidLocation {
  const [, dot = "", name] = /^\s*(\.?)(\w+)\s*$/.exec(inside) ?? [];
  const all = `the variables are ${VARIABLES.join(", ")}`;
  if (name === undefined)
    return {
      code: "bad-location",
      message: `the schema location "${text}" holds "{{${inside}}}", which is no variable`,
      advice: `only variables stand in braces, such as {{.ResourceKind}}: ${all}`,
    };
  const near = nearest(name, VARIABLES);
  const guess = near === undefined ? "" : `did you mean {{.${near}}}? `;
  const message =
    dot === "" && near === name
      ? `the schema location "${text}" has "{{${inside}}}" without the dot`
      : `the schema location "${text}" has no variable "${dot}${name}" to fill in`;
  return { code: "unknown-variable", message, advice: `${guess}${all}` };
}
