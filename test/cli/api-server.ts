import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a cluster was asked to keep: the path, and the object. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** A server that answers kubectl as an API server with Deployments and Services, none of which is there. */
export interface ApiServer {
  readonly kubeconfig: string;
  readonly sent: readonly Sent[];
  readonly close: () => Promise<void>;
}

const RESOURCES: Readonly<Record<string, unknown>> = {
  "/version": { major: "1", minor: "36", gitVersion: "v1.36.0" },
  "/api": { kind: "APIVersions", versions: ["v1"] },
  "/apis": {
    kind: "APIGroupList",
    apiVersion: "v1",
    groups: [
      {
        name: "apps",
        versions: [{ groupVersion: "apps/v1", version: "v1" }],
        preferredVersion: { groupVersion: "apps/v1", version: "v1" },
      },
    ],
  },
  "/api/v1": resourceList("v1", { name: "services", kind: "Service" }),
  "/apis/apps/v1": resourceList("apps/v1", { name: "deployments", kind: "Deployment" }),
  // kubectl looks here whether the server checks fields by itself.
  "/openapi/v3": {
    paths: Object.fromEntries(
      ["api/v1", "apis/apps/v1"].map((path) => [path, { serverRelativeURL: `/openapi/v3/${path}` }]),
    ),
  },
  "/openapi/v3/api/v1": fieldValidation("/api/v1/namespaces/{namespace}/services/{name}", "", "Service"),
  "/openapi/v3/apis/apps/v1": fieldValidation(
    "/apis/apps/v1/namespaces/{namespace}/deployments/{name}",
    "apps",
    "Deployment",
  ),
};

function resourceList(
  groupVersion: string,
  { name, kind }: { readonly name: string; readonly kind: string },
) {
  const verbs = ["create", "get", "list", "patch", "update"];
  return {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion,
    resources: [{ name, singularName: kind.toLowerCase(), namespaced: true, kind, verbs }],
  };
}

function fieldValidation(path: string, group: string, kind: string) {
  const parameters = [{ name: "fieldValidation", in: "query", schema: { type: "string" } }];
  const patch = { parameters, "x-kubernetes-group-version-kind": { group, version: "v1", kind } };
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: "v1.36.0" },
    paths: { [path]: { patch } },
  };
}

/** Starts one; `refuses` are words with which it answers what it is asked to keep. */
export async function apiServer(refuses: string | null = null): Promise<ApiServer> {
  const sent: Sent[] = [];
  const server = createServer((request, response) => void answer(request, response, sent, refuses));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    kubeconfig: JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "lab",
      contexts: [{ name: "lab", context: { cluster: "lab", user: "me" } }],
      clusters: [{ name: "lab", cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name: "me", user: {} }],
    }),
    sent,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  sent: Sent[],
  refuses: string | null,
): Promise<void> {
  const { pathname: path, search } = new URL(request.url ?? "", "http://localhost");
  const method = request.method ?? "";
  const say = (code: number, value: unknown) => {
    response.writeHead(code, { "content-type": "application/json" });
    response.end(JSON.stringify(value));
  };
  if (method === "GET") {
    const known = RESOURCES[path];
    if (known === undefined) say(404, status(404, "NotFound", `${path} not found`));
    else say(200, known);
    return;
  }
  let text = "";
  for await (const chunk of request) text += String(chunk);
  const body = JSON.parse(text) as Record<string, unknown>;
  if (refuses !== null) {
    say(422, status(422, "Invalid", refuses));
    return;
  }
  sent.push({ method, path: path + search, body });
  say(201, body);
}

function status(code: number, reason: string, message: string) {
  return { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message };
}
