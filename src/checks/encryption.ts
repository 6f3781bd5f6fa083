import { isJsonObject } from "../exact/json.ts";
import { isSuccessAnswer } from "./answer-kind.ts";
import type { Finding, JudgedExchange, Rule } from "./model.ts";

/**
 * A success travels encrypted where its page marks the response parameters so, and nothing travels encrypted where
 * the page has no such mark. Whether an error of an encrypted operation is encrypted is not documented (reading
 * error-response-encryption): either is right, but what is encrypted must open.
 */
export const encryption: Rule = {
  id: "encryption",
  kind: "answer",
  title: "The body is encrypted where the page says so, with a documented algorithm, for this client's key.",
  next: "Check which key the crypto key id names, and that the answer is encrypted where the page says so and only there.",
  family: "security",
  check: (exchange) => [...unopened(exchange), ...unmarked(exchange), ...inTheClear(exchange)],
};

function unopened({ operation, opened }: JudgedExchange): Finding[] {
  return opened.problems
    .filter(({ kind }) => kind.startsWith("jwe-"))
    .map(({ pointer, message }) => ({
      clause: `${operation.id}#encrypted.response`,
      where: pointer,
      documented: "a compact JWE for the client's key, RSA-OAEP with A128GCM or A256GCM",
      actual: message,
    }));
}

function unmarked({ operation, opened }: JudgedExchange): Finding[] {
  if (!opened.encrypted || operation.encrypted.response) return [];
  const clause = `${operation.id}#encrypted.response`;
  return [{ clause, where: "body", documented: "a body in the clear", actual: "an encrypted body" }];
}

/** A success in the clear, or a parameter of an encrypted one that stands beside encData for all to read. */
function inTheClear(exchange: JudgedExchange): Finding[] {
  const { operation, opened } = exchange;
  if (!operation.encrypted.response || !isSuccessAnswer(exchange)) return [];
  const clause = `${operation.id}#encrypted.response`;
  const documented = 'an encrypted body, {"encData": "<compact JWE>"}';
  if (!opened.encrypted) return [{ clause, where: "body", documented, actual: "a body in the clear" }];
  const outer = isJsonObject(opened.outer) ? opened.outer : {};
  return operation.response
    .filter(({ name }) => Object.hasOwn(outer, name))
    .map(({ name }) => ({ clause, where: `/${name}`, documented, actual: "in the clear beside encData" }));
}
