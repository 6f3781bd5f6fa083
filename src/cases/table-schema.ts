import { exactNumber, type Json } from "../exact/json.ts";
import { compileSchema, type ExactValidator } from "../exact/schema.ts";

const ID = "^[a-z0-9]+(-[a-z0-9]+)*$";
const CODE = "^[0-9]{3}_[0-9]{3}$";
const CLAUSES: Json = { type: "array", items: { type: "string" } };

/** The form of a case table in `cases/`, one file per operation. */
const TABLE: Json = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["operation", "cases"],
  additionalProperties: false,
  properties: {
    operation: { type: "string", pattern: ID },
    guesses: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "value", "refusedWith"],
        additionalProperties: false,
        properties: { field: { type: "string" }, value: {}, refusedWith: { type: "string", pattern: CODE } },
      },
    },
    gaps: {
      type: "array",
      items: {
        type: "object",
        required: ["reason"],
        anyOf: [{ required: ["code"] }, { required: ["testData"] }],
        additionalProperties: false,
        properties: {
          code: { type: "string", pattern: CODE },
          testData: { type: "string" },
          reason: { type: "string" },
        },
      },
    },
    undo: {
      type: "object",
      required: ["like", "carry"],
      additionalProperties: false,
      properties: {
        like: { type: "string" },
        carry: { type: "object", additionalProperties: { type: "string", pattern: "^/" } },
      },
    },
    cases: { type: "array", items: { $ref: "#/$defs/row" } },
  },
  $defs: {
    row: {
      type: "object",
      required: ["id", "title", "code", "trigger"],
      additionalProperties: false,
      properties: {
        id: { type: "string", pattern: ID },
        title: { type: "string", minLength: exactNumber("1") },
        testData: { type: "string" },
        code: { type: ["string", "null"], pattern: CODE },
        trigger: { enum: ["documented", "inferred"] },
        message: { type: "string", minLength: exactNumber("1") },
        destructive: { type: "boolean" },
        data: { type: ["string", "array"], pattern: "^all$", items: { type: "string" } },
        clauses: CLAUSES,
        values: { type: "object" },
        request: {
          type: "object",
          additionalProperties: false,
          properties: {
            set: { type: "object" },
            omit: { type: "array", items: { type: "string" } },
            breaks: CLAUSES,
          },
        },
      },
    },
  },
};

let validator: ExactValidator | undefined;

/** What of a table has not the form of a case table. */
export const validateTable: ExactValidator = (table) => {
  validator ??= compileSchema(TABLE);
  return validator(table);
};
