import { expect, test } from "vitest";
import { isRelevant } from "../../../src/pipeline/input/relevance.ts";

test.each([
  "apiVersion: v1\nkind: Pod\n",
  "kind: Pod\n",
  "kind:   'Deployment'  # ours\n",
  'kind: "Job"\r\n',
  '"kind": Job\n',
  "'kind' : Job\n",
  '{"apiVersion":"v1","kind":"Pod"}',
  '{"kind" : "DeploymentList"}',
  "{apiVersion: v1, kind: List, items: []}",
  "kind: *k\n",
  "kind: !!str Pod\n",
  "kind: {{ .Values.kind }}\n",
  "kind:\n  Pod\n",
  "  apiVersion: v1\n  kind: Pod\n",
  "? kind\n: Pod\n",
  "? kind # of object\n: Pod\n",
  '{"items": [{\n"kind": "ConfigMap"\n}, {"kind": "Pod"}], "kind": "List"}',
  "# c\n{items: [{\nkind: ConfigMap\n}, {kind: Pod}]}",
  "kind: HorizontalPodAutoscaler\n",
  "kind: ScaledObject\n",
  "kind: PersistentVolumeClaim\n",
  "kind: Service\nspec: {}\nkind: Deployment\n",
])("is read: %j", (text) => expect(isRelevant(text)).toBe(true));

test.each([
  "apiVersion: v1\nkind: Service\nspec: {}\n",
  "kind: ConfigMap\ndata:\n  x: |\n    kind: Pod\n",
  "kind: PodDisruptionBudget\n",
  "kind: RayCluster\nspec:\n  template:\n    kind: Pod\n",
  "",
  "# kind of nothing\n",
  "mankind: Pod\n",
])("passes unread: %j", (text) => expect(isRelevant(text)).toBe(false));
