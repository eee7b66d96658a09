import { podNameRepeated } from "../rules/pod-name-repeated.ts";
import { schemaBadQuantity } from "../rules/schema-bad-quantity.ts";
import { schemaBadTime } from "../rules/schema-bad-time.ts";
import { schemaMissingField } from "../rules/schema-missing-field.ts";
import { schemaNegativeNumber } from "../rules/schema-negative-number.ts";
import { schemaNotServed } from "../rules/schema-not-served.ts";
import { schemaOutOfRange } from "../rules/schema-out-of-range.ts";
import { schemaPrunedField } from "../rules/schema-pruned-field.ts";
import { schemaUnknownField } from "../rules/schema-unknown-field.ts";
import { schemaWrongForm } from "../rules/schema-wrong-form.ts";
import { schemaWrongType } from "../rules/schema-wrong-type.ts";
import { schemaWrongValue } from "../rules/schema-wrong-value.ts";
import { yamlInvalid } from "../rules/yaml-invalid.ts";
import type { RuleGroup } from "./group.ts";

/** What the API server rejects. */
export const SCHEMA_RULES: RuleGroup = {
  title: "What the API server rejects",
  rules: [
    yamlInvalid,
    schemaUnknownField,
    schemaPrunedField,
    schemaWrongType,
    schemaOutOfRange,
    schemaNegativeNumber,
    schemaBadQuantity,
    schemaBadTime,
    schemaMissingField,
    schemaNotServed,
    schemaWrongValue,
    schemaWrongForm,
    podNameRepeated,
  ],
};
