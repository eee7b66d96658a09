import type { Rule } from "../rule.ts";

/** A field that the definition of a custom resource does not have, and another version of it may have. */
export const schemaPrunedField: Rule = {
  id: "schema-pruned-field",
  severity: "warning",
  title: "A field that the custom resource's definition does not have",
  fix: "none",
  about: () => ({
    why: "An operator's CustomResourceDefinition names its own fields and holds a copy of the pod's. The API server drops what is in neither, or rejects the object when kubectl asks for strict validation, as it does by default: what was written there never takes effect. Versions of an operator differ, so this is told where no other field can have been meant.",
    advice:
      "Take the field out, or install a version of the operator that knows it; where it does, name its CustomResourceDefinition with `--schema-location`.",
    sources: [
      {
        title: "Extend the Kubernetes API with CustomResourceDefinitions: field pruning",
        url: "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#field-pruning",
      },
    ],
    bad: example("generateName: worker-"),
    good: example("labels:\n                app: train"),
  }),
  check: { on: "schema" },
};

function example(metadata: string): string {
  return `apiVersion: jobset.x-k8s.io/v1alpha2
kind: JobSet
metadata:
  name: train
spec:
  replicatedJobs:
    - name: workers
      template:
        spec:
          template:
            metadata:
              ${metadata}
            spec:
              restartPolicy: Never
              containers:
                - name: trainer
                  image: pytorch/pytorch:2.8.0-cuda12.8-cudnn9-runtime
`;
}
