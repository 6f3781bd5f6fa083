import type { Operation, Parameter } from "./model.ts";

/** The tables of an operation that say what a request bears. */
type Tables = Pick<Operation, "pathParameters" | "query" | "request">;

/** Where in a request a value travels. */
export type InputPlace = "path" | "query" | "body";

/** Everything that a request bears, wherever it travels; a name that stands in two tables counts once, the path's first. */
export function inputsOf({ pathParameters, query, request }: Tables): readonly Parameter[] {
  if (pathParameters.length + query.length === 0) return request;
  const names = new Set<string>();
  return [...pathParameters, ...query, ...request].filter(({ name }) => !names.has(name) && names.add(name));
}

/** Whether a request has a body: a GET or DELETE only where its page says of what. */
export function hasBody({
  method,
  request,
  encrypted,
}: Pick<Operation, "method" | "request" | "encrypted">): boolean {
  if (encrypted.request) return true;
  return method === "GET" ? false : method !== "DELETE" || request.length > 0;
}

/**
 * The place of an input by its name; undefined where no table has it. A GET has no body (RFC 9110, 9.3.1), so that what
 * its page calls request parameters travels in the query, unless the page marks it encrypted.
 */
export function placeOfInput(
  operation: Tables & Pick<Operation, "method" | "encrypted">,
  name: string,
): InputPlace | undefined {
  const has = (rows: readonly Parameter[]): boolean => rows.some((row) => row.name === name);
  if (has(operation.pathParameters)) return "path";
  if (has(operation.query)) return "query";
  if (!has(operation.request)) return undefined;
  return hasBody(operation) ? "body" : "query";
}
