import type { StructuralSchema } from "./read.ts";

/**
 * Where definitions say more than a server that is set up as its project says: by API group, the field's name behind that
 * of the list or object which holds it. `filled`: a mutating webhook gives the required field a value before the schema is
 * asked; `any`: not all published forms of the definition judge it.
 */
const EXCEPTIONS: Readonly<Record<string, { readonly as: "filled" | "any"; readonly why: string }>> = {
  "jobset.x-k8s.io rules.name": {
    as: "filled",
    why: "JobSet's webhook calls a rule without a name failurePolicyRuleN (kubernetes-sigs/jobset pkg/webhooks/jobset_webhook.go)",
  },
  "argoproj.io parameters.value": {
    as: "any",
    why: "an AnyString takes numbers and booleans, which the minimal definition that Argo ships too lets through",
  },
  "argoproj.io parameters.default": { as: "any", why: "an AnyString, as the value" },
  "argoproj.io parameters.enum": { as: "any", why: "a list of AnyStrings" },
};

/** The schema with what the exceptions take back. */
export function withExceptions(group: string, schema: StructuralSchema, holder = ""): StructuralSchema {
  const { properties, items, additionalProperties, required } = schema;
  const exceptionOf = (field: string) => EXCEPTIONS[`${group} ${holder}.${field}`]?.as;
  const inner = (field: string, one: StructuralSchema): StructuralSchema =>
    exceptionOf(field) === "any"
      ? { "x-kubernetes-preserve-unknown-fields": true }
      : withExceptions(group, one, field);
  return {
    ...schema,
    ...(required && { required: required.filter((field) => exceptionOf(field) !== "filled") }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([field, one]) => [field, inner(field, one)]),
      ),
    }),
    ...(items && { items: withExceptions(group, items, holder) }),
    ...(typeof additionalProperties === "object" && {
      additionalProperties: withExceptions(group, additionalProperties, holder),
    }),
  };
}
