/**
 * A Deployment as people write it: comments, a toleration of the team's own, a sidecar-free pod.
 * @param {number} index
 */
export function deployment(index) {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: model-${index}
  labels:
    app: model-${index}
    team: vision # owner
spec:
  replicas: 2
  selector:
    matchLabels:
      app: model-${index}
  template:
    metadata:
      labels:
        app: model-${index}
    spec:
      # the batch nodes
      tolerations:
      - key: team
        operator: Equal
        value: vision
        effect: NoSchedule
      containers:
      - name: server
        image: registry.example.com/model:${index}
        ports:
        - containerPort: 8080
        resources:
          limits:
            memory: 4Gi
`;
}

/** A stream of `count` Deployments. @param {number} count */
export function deploymentStream(count) {
  return Array.from({ length: count }, (_, index) => deployment(index)).join("---\n");
}

/** Objects that no decision needs, about `bytes` in all. @param {number} bytes */
export function irrelevantStream(bytes) {
  const parts = [];
  for (let size = 0, index = 0; size < bytes; index++) {
    const lines = Array.from({ length: 40 }, (_, line) => `  key-${line}: "value ${index * line}"\n`).join(
      "",
    );
    const rules = `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: role-${index}\nrules:\n- apiGroups: [""]\n  resources: ["pods"]\n  verbs: ["get", "list"]\n`;
    const part = `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings-${index}\ndata:\n${lines}${rules}`;
    parts.push(part);
    size += part.length;
  }
  return parts.join("");
}

/** What gpuify's change of the Deployments above is in kustomize's words. */
export const KUSTOMIZATION = `resources: [manifest.yaml]
patches:
- target: { kind: Deployment }
  patch: |-
    - op: add
      path: /spec/template/spec/containers/0/resources/limits/nvidia.com~1gpu
      value: 1
    - op: add
      path: /spec/template/spec/tolerations/-
      value: { key: nvidia.com/gpu, operator: Exists, effect: NoSchedule }
`;

/**
 * A config as a large repository has it: rules on all that a rule can look at, of which nearly none matches, and one
 * behind them for everything, so that every workload asks every rule.
 * @param {number} count
 */
export function manyRules(count) {
  const matches = Array.from({ length: count - 1 }, (_, index) => {
    const team = `team-${index}`;
    const kinds = ["Deployment", "[Job, CronJob]", "StatefulSet"];
    return [
      `{ kind: ${kinds[index % 3]}, name: "${team}-*" }`,
      `{ namespace: "${team}-{a,b}", kind: "*" }`,
      `{ labels: { team: ${team}, tier: "web*" } }`,
      `{ path: "teams/${index}/**/*.yaml" }`,
      `{ name: "*-${team}-*", annotations: { acme.example/owner: ${team} } }`,
    ][index % 5];
  });
  const rules = [...matches, '{ kind: "*" }'].map(
    (match) => `  - match: ${match}\n    profile: continuous\n`,
  );
  return `rules:\n${rules.join("")}`;
}
