/** Lines of YAML, for each number below `count`. */
function each(count: number, lineOf: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${lineOf(index)}\n`).join("");
}

function head(kind: string, name: string): string {
  const version = kind === "Job" ? "batch/v1" : "apps/v1";
  return `apiVersion: ${version}\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
}

function deployment(name: string, extra = ""): string {
  return `${head("Deployment", name)}spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - name: main
        image: vllm/vllm-openai:v0.6.0
${extra}`;
}

/** A Deployment with very much of everything in its pod. */
function pod(n: number): string {
  return `${head("Deployment", "wide")}  labels:
${each(n, (i) => `    l${i}: v`)}  annotations:
${each(n, (i) => `    a${i}: &a${i} v`)}spec:
  selector: {matchLabels: {app: wide}}
  template:
    metadata:
      labels: {app: wide}
    spec:
      nodeSelector:
${each(n, (i) => `        s${i}: v`)}      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
${each(n, (i) => `            - matchExpressions: [{key: k${i}, operator: In, values: [v]}]`)}      tolerations:
${each(n, (i) => `      - {key: t${i}, operator: Exists}`)}      volumes:
${each(n, (i) => `      - name: v${i}\n        emptyDir: {}`)}      initContainers:
${each(n, (i) => `      - name: i${i}\n        image: busybox:1.36`)}      containers:
      - name: main
        image: vllm/vllm-openai:v0.6.0
        args:
${each(n, (i) => `        - --a${i}=1`)}        env:
${each(n, (i) => `        # comment ${i}\n        - name: E${i}\n          value: *a${i}`)}        ports:
${each(n, (i) => `        - containerPort: ${i + 1}`)}        volumeMounts:
${each(n, (i) => `        - name: v${i}\n          mountPath: /m${i}`)}${each(n, (i) => `      - name: c${i}\n        image: nginx:1.27`)}`;
}

/** A pod in which each container asks for a GPU; half of what they say is wrong. */
function gpus(n: number): string {
  return `${deployment("gpus")}${each(
    n,
    (i) => `      - name: g${i}
        image: vllm/vllm-openai:v0.6.0
        resources: {limits: {nvidia.com/gpu: ${i % 2 === 0 ? "1" : '"1.5"'}}, requests: {nvidia.com/gpu: 1}}`,
  )}`;
}

/** Workloads with what aims at them, and documents that are none. */
function stream(n: number): string {
  return each(
    n,
    (i) => `${deployment(`w${i}`)}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h${i}}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: w${i}}, maxReplicas: 3}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: p${i}}
spec: {minAvailable: 1, selector: {matchLabels: {app: w${i}}}}
---
apiVersion: v1
kind: Service
metadata: {name: s${i}}
spec: {selector: {app: w${i}}, ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: c${i}}
data: {a: b}
---
---
no: kind
---`,
  );
}

function jobs(n: number): string {
  return each(
    n,
    (i) => `${head("Job", `j${i}`)}spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: main
        image: pytorch/pytorch:2.4
        command: [torchrun, train.py]
        resources: {limits: {nvidia.com/gpu: 2}}
---`,
  );
}

function list(n: number): string {
  const items = each(n, (i) => deployment(`w${i}`).replace(/^/gm, "    ").replace("    ", "  - ").trimEnd());
  return `apiVersion: v1\nkind: List\nitems:\n${items}`;
}

function broken(n: number): string {
  return each(n, (i) => `kind: Pod\na${i}: [\n---`);
}

/** Manifests of which `n` says how much there is of each thing. */
export const WIDE: Readonly<Record<string, (n: number) => string>> = {
  pod,
  gpus,
  stream,
  jobs,
  list,
  broken,
};
