import type { Contract, Operation } from "../contract/model.ts";
import { openApiPaths } from "../derive/openapi.ts";
import { deriveSchemas, type SchemaName } from "../derive/operation-schemas.ts";
import { isJsonObject, type Json, type JsonObject, parseJson } from "../exact/json.ts";
import type { CaseResult } from "../results/case-result.ts";
import type { RecordedMessage } from "../results/exchange.ts";
import type { Report } from "../results/model.ts";

export interface OpenApiFacts {
  readonly contract: Contract;
  /** The run that examples come from, masked as its reports are. */
  readonly report?: Report;
  /** Base URL with its prefix; that of the run where absent. */
  readonly server?: string;
}

/** `npx konaplate sandbox --port 8080`. */
const SANDBOX = { url: "http://127.0.0.1:8080/open-api", description: "The embedded sandbox on port 8080" };

/**
 * The contract as one OpenAPI 3.1 document that needs no other file: schemas with their clauses (`x-clauses`), the
 * security of every request, servers, and examples of what a run sent and saw.
 */
export function exportOpenApi({ contract, report, server }: OpenApiFacts): JsonObject {
  const paths = openApiPaths(
    contract,
    (operation, schema) => `#/components/schemas/${componentName(operation, schema)}`,
  );
  const url = server ?? report?.target.baseUrl;
  return {
    openapi: "3.1.0",
    info: {
      title: "Konaplate wallet API",
      version: contract.digest.slice(0, 12),
      description:
        'Exported from a contract that was read from documentation pages. Bodies are shown in the clear; x-encrypted says where they travel encrypted, as {"encData": <JWE>}.',
    },
    servers: [url === undefined ? SANDBOX : { url }],
    security: [{ aspId: [], accessKey: [], tranToken: [] }],
    paths: report ? withExamples(paths, contract, report) : paths,
    components: { schemas: componentSchemas(contract), securitySchemes: SECURITY },
  };
}

const SECURITY: JsonObject = {
  aspId: {
    type: "apiKey",
    in: "header",
    name: "X-KM-User-AspId",
    description: "Id of the service provider.",
  },
  accessKey: {
    type: "apiKey",
    in: "header",
    name: "X-KM-Access-Key",
    description: "Access key of the service provider's project; callbacks do without.",
  },
  tranToken: {
    type: "apiKey",
    in: "header",
    name: "X-KM-Tran-Token",
    description:
      "A signature made anew for each request with the secret key, over its time and its body as it travels; it can be no fixed value.",
  },
};

function componentSchemas(contract: Contract): JsonObject {
  const entries = [...deriveSchemas(contract)].flatMap(([operation, schemas]) =>
    (["request-body", "success-body", "error-body"] as const).map((name): [string, Json] => [
      componentName(operation, name),
      embedded(schemas[name]),
    ]),
  );
  return Object.fromEntries(entries);
}

/** A schema by itself names its dialect and its id; within a document both are the document's. */
function embedded({ $schema: _dialect, $id: _id, $comment: _comment, ...schema }: JsonObject): JsonObject {
  return schema;
}

function componentName(operation: string, schema: SchemaName): string {
  return `${operation}.${schema}`;
}

/** Puts what passed cases sent and saw beside the schemas, by the name of the case. */
function withExamples(paths: JsonObject, contract: Contract, report: Report): JsonObject {
  const filled: Record<string, Json> = { ...paths };
  for (const operation of contract.operations) {
    const methods = filled[operation.path];
    const method = operation.method.toLowerCase();
    const described = isJsonObject(methods) ? methods[method] : undefined;
    if (!isJsonObject(methods) || !isJsonObject(described)) continue;
    filled[operation.path] = { ...methods, [method]: exemplified(described, operation, report) };
  }
  return filled;
}

function exemplified(described: JsonObject, operation: Operation, report: Report): JsonObject {
  const cases = report.cases.filter(
    (each) => each.operation === operation.id && each.kind === "documented" && each.outcome === "passed",
  );
  const { requestBody, responses } = described;
  const sent = examples(cases, ({ exchanges }) => exchanges.at(-1)?.request);
  const answered = Object.entries(isJsonObject(responses) ? responses : {}).map(([status, response]) => {
    const own = cases.filter(({ exchanges }) => String(exchanges.at(-1)?.response?.status) === status);
    return [
      status,
      withContent(
        response,
        examples(own, ({ exchanges }) => exchanges.at(-1)?.response),
      ),
    ];
  });
  return {
    ...described,
    ...(isJsonObject(requestBody) && { requestBody: withContent(requestBody, sent) }),
    responses: Object.fromEntries(answered) as JsonObject,
  };
}

function examples(
  cases: readonly CaseResult[],
  messageOf: (result: CaseResult) => RecordedMessage | undefined,
): JsonObject {
  const entries = cases.flatMap((result): [string, Json][] => {
    const message = messageOf(result);
    const value = message && jsonOf(message.opened ?? message.body);
    const name = result.id.split("/")[1] ?? result.id;
    return value === undefined ? [] : [[name, { summary: result.title, value }]];
  });
  return Object.fromEntries(entries);
}

/** A body that is no JSON is no example. */
function jsonOf(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function withContent(holder: Json | undefined, values: JsonObject): JsonObject {
  if (!isJsonObject(holder)) return {};
  const { content } = holder;
  if (!isJsonObject(content) || Object.keys(values).length === 0) return holder;
  const media = Object.entries(content).map(([type, each]): [string, Json] => [
    type,
    isJsonObject(each) ? { ...each, examples: values } : each,
  ]);
  return { ...holder, content: Object.fromEntries(media) };
}
