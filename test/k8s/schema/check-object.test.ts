import { beforeAll, describe, expect, it } from "vitest";
import { type ApiSchema, type KubernetesVersion, loadApiSchema } from "../../../src/k8s/schema/api-schema.ts";
import { checkObject } from "../../../src/k8s/schema/check-object.ts";
import { formatPath } from "../../../src/yaml/tree.ts";
import { objectsInText } from "./objects.ts";

const schemas = new Map<KubernetesVersion, ApiSchema>();

beforeAll(async () => {
  for (const version of ["1.29", "1.31", "1.33", "1.36"] as const)
    schemas.set(version, await loadApiSchema(version));
});

/** Every finding of a text. `underlined` is what its span covers. */
function check(text: string, version: KubernetesVersion = "1.36") {
  const schema = schemas.get(version);
  if (schema === undefined) throw new Error(`${version} was not loaded`);
  return objectsInText(text).flatMap((object) =>
    checkObject(schema, object).map(({ path, span: { start, end }, ...rest }) => ({
      ...rest,
      path: formatPath(path),
      underlined: text.slice(start, end),
    })),
  );
}

/** `code path` of every finding. */
function codes(text: string, version?: KubernetesVersion): readonly string[] {
  return check(text, version).map(({ code, path }) => `${code} ${path}`);
}

/** A Deployment whose only container has these lines too. */
function container(...lines: readonly string[]): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1
${lines.map((line) => `          ${line}\n`).join("")}`;
}

/** A Pod whose spec has these lines too. */
function pod(...lines: readonly string[]): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers: [{name: web, image: "web:1"}]
${lines.map((line) => `  ${line}\n`).join("")}`;
}

describe("what strict decoding takes", () => {
  it.each([
    ["nothing unusual", container()],
    ["a number for a quantity", container("resources: {limits: {nvidia.com/gpu: 1, cpu: 0.5, memory: 1e9}}")],
    [
      "text for a quantity",
      container('resources: {limits: {nvidia.com/gpu: "1", memory: 1.5Gi, cpu: 500m}}'),
    ],
    ["spaces around a quantity", container('resources: {limits: {cpu: " 1 "}}')],
    ["a port by number", container("livenessProbe: {httpGet: {port: 80}}")],
    ["a port by name", container("livenessProbe: {httpGet: {port: http}}")],
    ["a port as a number in quotes", container('livenessProbe: {httpGet: {port: "80"}}')],
    ["null for a field", container("resources: null", "ports:", "command: ~")],
    ["null in a list of texts: the empty text", container("args: [null, a]")],
    ["null in a map: the zero value", container("resources: {limits: {cpu: }}")],
    ["null for a label", pod("nodeSelector: {disk: }")],
    ["an item without any required field that is null", pod("tolerations: [null]")],
    [
      "a whole number with a fraction of zero, which kubectl sends without it",
      pod("terminationGracePeriodSeconds: 30.0"),
    ],
    ["a whole number with an exponent", pod("terminationGracePeriodSeconds: 3e1")],
    ["an octal number", container("securityContext: {runAsUser: 0777}")],
    [
      "the largest and the smallest numbers",
      pod("priority: 2147483647", "terminationGracePeriodSeconds: -9223372036854775808"),
    ],
    ["the words of YAML 1.1 for a boolean", container("tty: yes", "stdin: off")],
    ["a quoted word for text", container('env: [{name: A, value: "yes"}]')],
    [
      "a plain time",
      pod("restartPolicy: Never").replace(
        "name: web",
        "name: web\n  creationTimestamp: 2026-01-31T08:00:00Z",
      ),
    ],
    [
      "a time with a fraction and a zone",
      pod().replace("name: web", 'name: web\n  creationTimestamp: "2026-01-31T08:00:00.5+02:00"'),
    ],
    ["null for a time", pod().replace("name: web", "name: web\n  creationTimestamp: null")],
    ["an alias", pod("imagePullSecrets: &s [{name: a}]", "tolerations: []")],
    ["a merged map", container("resources: {limits: &l {cpu: 1}, requests: {<<: *l, memory: 1Gi}}")],
    [
      "a status that lacks what OpenAPI requires in it",
      `${pod()}status: {containerStatuses: [{name: web}]}\n`,
    ],
    [
      "JSON",
      '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","image":"b","args":["1"]}]}}',
    ],
    ["a header without a value", container("livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: a}]}}")],
    ["a custom resource", "apiVersion: example.com/v1\nkind: Deployment\nspec: {foo: 1}\n"],
    ["a built-in kind that is not in the table", "apiVersion: v1\nkind: ConfigMap\nfoo: 1\n"],
  ])("%s", (_, text) => {
    expect(codes(text)).toEqual([]);
  });

  // Each of these was asked of kubectl 1.32, which decodes with the types and functions of the API server.
  it.each(["1 ", ".5", "5.", ".", "Gi", "m", "+1", "-1", "1E", "1e3", "1E-3", "1e1000", "1Ki", "1n", "1u"])(
    "the quantity %j",
    (quantity) => {
      expect(codes(container(`resources: {limits: {cpu: "${quantity}"}}`))).toEqual([]);
    },
  );

  it.each([
    "2026-01-31T08:00:00.5+02:00",
    "2026-01-31T8:00:00Z",
    '"2026-01-31T08:00:00,5Z"',
    "2026-01-31T08:00:00+24:60",
    "2024-02-29T08:00:00Z",
    "0000-01-01T00:00:00Z",
  ])("the time %s", (time) => {
    expect(codes(pod().replace("name: web", `name: web\n  creationTimestamp: ${time}`))).toEqual([]);
  });

  it.each(["1_000", "0b11", "0o17", "09", "+5", "0x1F", '!!int "5"'])("the whole number %s", (number) => {
    expect(codes(pod(`priority: ${number}`))).toEqual([]);
  });

  it("leaves parameters of a driver alone, whatever they are", () => {
    const text = `apiVersion: resource.k8s.io/v1
kind: ResourceClaim
metadata: {name: a}
spec:
  devices:
    config: [{opaque: {driver: gpu.example.com, parameters: {any: [1, {thing: yes}]}}}]
`;
    expect(codes(text)).toEqual([]);
  });

  it("does not demand a Service of a StatefulSet, in any version", () => {
    const text = container().replace("kind: Deployment", "kind: StatefulSet");
    expect(codes(text, "1.29")).toEqual([]);
  });
});

const CONTAINER = "spec.template.spec.containers[0]";

describe("what strict decoding refuses", () => {
  it.each([
    ["an unknown field", container("foo: 1"), `schema-unknown-field ${CONTAINER}.foo`, "foo"],
    ["an unknown field that is null", container("foo:"), `schema-unknown-field ${CONTAINER}.foo`, "foo"],
    ["a field in other letters", container("Image: a"), `schema-unknown-field ${CONTAINER}.Image`, "Image"],
    ["an unknown field at the top", `foo: 1\n${pod()}`, "schema-unknown-field foo", "foo"],
    ["an unknown field of status", `${pod()}status: {foo: 1}\n`, "schema-unknown-field status.foo", "foo"],
    ["text for a whole number", pod('priority: "5"'), "schema-wrong-type spec.priority", '"5"'],
    ["a fraction for a whole number", pod("priority: 1.5"), "schema-wrong-type spec.priority", "1.5"],
    ["a boolean for a whole number", pod("priority: yes"), "schema-wrong-type spec.priority", "yes"],
    ["a list for a whole number", pod("priority: [1]"), "schema-wrong-type spec.priority", "[1]"],
    [
      "a number for text",
      container("env: [{name: A, value: 1}]"),
      `schema-wrong-type ${CONTAINER}.env[0].value`,
      "1",
    ],
    [
      "a boolean for text",
      container("env: [{name: A, value: on}]"),
      `schema-wrong-type ${CONTAINER}.env[0].value`,
      "on",
    ],
    [
      "a number in a list of texts",
      container("args: [a, 8080]"),
      `schema-wrong-type ${CONTAINER}.args[1]`,
      "8080",
    ],
    [
      "a boolean as a label",
      pod("nodeSelector: {gpu: true}"),
      "schema-wrong-type spec.nodeSelector.gpu",
      "true",
    ],
    ["text for a boolean", pod('hostIPC: "true"'), "schema-wrong-type spec.hostIPC", '"true"'],
    ["a number for a boolean", pod("hostIPC: 1"), "schema-wrong-type spec.hostIPC", "1"],
    ["too large a number", pod("priority: 2147483648"), "schema-out-of-range spec.priority", "2147483648"],
    [
      "far too large a number",
      pod("activeDeadlineSeconds: 1e30"),
      "schema-out-of-range spec.activeDeadlineSeconds",
      "1e30",
    ],
    [
      "one beyond 64 bits",
      pod("activeDeadlineSeconds: 9223372036854775808"),
      "schema-out-of-range spec.activeDeadlineSeconds",
      "9223372036854775808",
    ],
    [
      "no quantity",
      container("resources: {limits: {memory: 1 Gi}}"),
      `schema-bad-quantity ${CONTAINER}.resources.limits.memory`,
      "1 Gi",
    ],
    [
      "an empty quantity",
      container('resources: {limits: {memory: ""}}'),
      `schema-bad-quantity ${CONTAINER}.resources.limits.memory`,
      '""',
    ],
    [
      "a boolean for a quantity",
      container("resources: {limits: {cpu: true}}"),
      `schema-wrong-type ${CONTAINER}.resources.limits.cpu`,
      "true",
    ],
    [
      "a fraction as a port",
      container("livenessProbe: {httpGet: {port: 1.5}}"),
      `schema-wrong-type ${CONTAINER}.livenessProbe.httpGet.port`,
      "1.5",
    ],
    [
      "a port of more than 32 bits",
      container("livenessProbe: {httpGet: {port: 4294967296}}"),
      `schema-out-of-range ${CONTAINER}.livenessProbe.httpGet.port`,
      "4294967296",
    ],
    [
      "a day that is none",
      pod().replace("name: web", "name: web\n  creationTimestamp: 2026-02-29T08:00:00Z"),
      "schema-bad-time metadata.creationTimestamp",
      "2026-02-29T08:00:00Z",
    ],
    [
      "an empty time",
      pod().replace("name: web", 'name: web\n  creationTimestamp: ""'),
      "schema-bad-time metadata.creationTimestamp",
      '""',
    ],
    [
      "a map for a list",
      container("ports:", "  containerPort: 80"),
      `schema-wrong-type ${CONTAINER}.ports`,
      "ports",
    ],
    [
      "a list for a map",
      container("resources:", "  - limits"),
      `schema-wrong-type ${CONTAINER}.resources`,
      "resources",
    ],
    ["text for a map", container("resources: none"), `schema-wrong-type ${CONTAINER}.resources`, "none"],
    ["text in a list of maps", container("env: [A=1]"), `schema-wrong-type ${CONTAINER}.env[0]`, "A=1"],
    [
      "a map for text",
      container("image: {name: a}").replace("image: web:1", "tty: true"),
      `schema-wrong-type ${CONTAINER}.image`,
      "{name: a}",
    ],
    ["no number of JSON", pod("priority: .inf"), "schema-wrong-type spec.priority", ".inf"],
    [
      "a missing field",
      container("ports:", "  - hostPort: 80"),
      `schema-missing-field ${CONTAINER}.ports[0].containerPort`,
      "hostPort",
    ],
    [
      "a required field that is null",
      container("ports: [{containerPort: }]"),
      `schema-missing-field ${CONTAINER}.ports[0].containerPort`,
      "containerPort",
    ],
    [
      "an item that is null",
      container("env:", "  -"),
      `schema-missing-field ${CONTAINER}.env[0].name`,
      "env",
    ],
  ])("%s", (_, text, finding, underlined) => {
    const found = check(text);
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual([finding]);
    expect(found[0]?.underlined).toBe(underlined);
  });

  it.each(["1e", "1ki", "1K", "1ei", "1\\n", "1_000", " ", "1.5.0", "0x10", "1 Gi"])(
    "the quantity %j",
    (quantity) => {
      expect(codes(container(`resources: {limits: {cpu: "${quantity}"}}`))).toEqual([
        `schema-bad-quantity ${CONTAINER}.resources.limits.cpu`,
      ]);
    },
  );

  it.each([
    "2026-01-31T08:00:60Z",
    "2026-01-31T08:00:00+25:00",
    "2026-01-31t08:00:00z",
    "2026-01-31T08:00:00",
    "2026-01-31T24:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-31",
  ])("the time %s", (time) => {
    expect(codes(pod().replace("name: web", `name: web\n  creationTimestamp: ${time}`))).toEqual([
      "schema-bad-time metadata.creationTimestamp",
    ]);
  });

  it.each(["12:30", "!!str 5", "five", "0x", "1__e"])("the whole number %s", (number) => {
    expect(codes(pod(`priority: ${number}`))).toEqual(["schema-wrong-type spec.priority"]);
  });

  it("reports all there is, in the order of the text, what is missing last", () => {
    const text = "apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: two\n  strategi: {}\n";
    expect(codes(text)).toEqual([
      "schema-wrong-type spec.replicas",
      "schema-unknown-field spec.strategi",
      "schema-missing-field spec.selector",
      "schema-missing-field spec.template",
    ]);
  });

  it("judges every item of a List in its own terms, with places in the text", () => {
    const item = "- apiVersion: v1\n  kind: Pod\n  spec: {containers: [], foo: 1}\n";
    const found = check(`apiVersion: v1\nkind: List\nitems:\n${item}${item}`);
    expect(found.map(({ path, underlined }) => [path, underlined])).toEqual([
      ["spec.foo", "foo"],
      ["spec.foo", "foo"],
    ]);
  });

  it("points at the alias, not at what it stands for", () => {
    const text = pod("nodeSelector: &n {a: b}", "tolerations: *n");
    expect(check(text).map(({ code, underlined }) => [code, underlined])).toEqual([
      ["schema-wrong-type", "*n"],
    ]);
  });

  it("points at the place in a merged map", () => {
    const text = container("resources: {limits: &l {cpu: [1]}, requests: {<<: *l}}");
    expect(codes(text)).toEqual([
      `schema-wrong-type ${CONTAINER}.resources.limits.cpu`,
      `schema-wrong-type ${CONTAINER}.resources.requests.cpu`,
    ]);
  });
});

describe("what is advised", () => {
  it.each([
    ["the nearest name", container("imagePullPolciy: Always"), "did you mean `imagePullPolicy`?"],
    [
      "the level above that has the field",
      container("nodeSelector: {a: b}"),
      "it is a field of `spec.template.spec`: check the indentation",
    ],
    [
      "the level below that has it",
      container("privileged: true"),
      `it is a field of \`${CONTAINER}.securityContext\`: move it there`,
    ],
    [
      "two levels below",
      container().replace("  template:", "  nodeSelector: {a: b}\n  template:"),
      "it is a field of `spec.template.spec`: move it there",
    ],
    ["quotes for text", container("env: [{name: A, value: 1}]"), 'put it in quotes: "1"'],
    ["none for a number", pod('priority: "5"'), "write 5 without quotes"],
    ["nothing, where nothing is near", container("qwertz: 1"), "take it out"],
  ])("%s", (_, text, advice) => {
    expect(check(text).map((finding) => finding.advice)).toEqual([advice]);
  });

  it("says which versions know a field", () => {
    const later = container("restartPolicyRules: []");
    expect(codes(later, "1.36")).toEqual([]);
    expect(check(later, "1.33").map(({ advice }) => advice)).toEqual([
      "Kubernetes knows it from 1.34 on; name the cluster's version, or take it out",
    ]);
    const earlier = pod("resourceClaims: [{name: gpu, source: {resourceClaimName: a}}]");
    expect(codes(earlier, "1.29")).toEqual([]);
    expect(check(earlier, "1.31").map(({ advice }) => advice)).toEqual([
      "Kubernetes knows it until 1.30; name the cluster's version, or take it out",
    ]);
  });

  it("names the field in its message, or the item with its list", () => {
    expect(check(container("args: [a, 8080]", "tty: 1")).map(({ message }) => message)).toEqual([
      "`args[1]` must be text, found the number 8080",
      "`tty` must be true or false, found the number 1",
    ]);
    expect(check(container("env: [{name: A, value: 1, foo: 2}]")).map(({ message }) => message)).toEqual([
      "`value` must be text, found the number 1",
      "`foo` is no field of `env[0]` in Kubernetes 1.36",
    ]);
  });

  it("never begins a message with a capital or ends it with a full stop", () => {
    const found = check(container("foo: 1", "env: [{value: 1}]", "resources: {limits: {cpu: x}}"));
    expect(found).toHaveLength(4);
    for (const { message } of found) expect(message).toMatch(/^(?:`|[a-z]).*[^.]$/);
  });
});

describe("an apiVersion that is not served", () => {
  it.each([
    ["extensions/v1beta1", "Deployment", "`apps/v1`"],
    ["apps/v1beta2", "StatefulSet", "`apps/v1`"],
    ["v1", "Deployment", "`apps/v1`"],
    ["batch/v1beta1", "CronJob", "`batch/v1`"],
    ["autoscaling/v2beta2", "HorizontalPodAutoscaler", "`autoscaling/v2` or `autoscaling/v1`"],
    ["policy/v1beta1", "PodDisruptionBudget", "`policy/v1`"],
    ["app/v1", "Deployment", "`apps/v1`"],
  ])("%s %s is told once, with what is served", (apiVersion, kind, served) => {
    expect(check(`apiVersion: ${apiVersion}\nkind: ${kind}\nspec: {foo: 1}\n`)).toEqual([
      {
        code: "schema-not-served",
        path: "apiVersion",
        underlined: apiVersion,
        message: `Kubernetes 1.36 does not serve ${kind} as \`${apiVersion}\``,
        advice: `write ${served}, and check the fields: they may differ`,
      },
    ]);
  });

  it("depends on the version", () => {
    const claim = (version: string) =>
      `apiVersion: resource.k8s.io/${version}\nkind: ResourceClaim\nspec: {}\n`;
    expect(codes(claim("v1"), "1.33")).toEqual(["schema-not-served apiVersion"]);
    expect(codes(claim("v1"), "1.36")).toEqual([]);
    expect(codes(claim("v1beta2"), "1.33")).toEqual([]);
    expect(check(claim("v1alpha2"), "1.33")[0]?.advice).toBe(
      "write `resource.k8s.io/v1beta2` or `resource.k8s.io/v1beta1` or `resource.k8s.io/v1alpha3`, and check the fields: they may differ; " +
        "`resource.k8s.io/v1alpha2` is served until 1.30",
    );
  });

  it("names the versions of Kubernetes where this one serves none", () => {
    const text = "apiVersion: resource.k8s.io/v1\nkind: DeviceClass\nspec: {}\n";
    expect(check(text, "1.29")[0]?.advice).toMatch(
      /^the kind is served as `resource.k8s.io\/v1` from 1.34 on, /,
    );
  });
});
