import { isSuccessAnswer } from "./answer-kind.ts";
import type { Finding, Rule } from "./model.ts";

/**
 * A success travels encrypted where its page marks the response parameters so, and in the clear where it does not.
 * Whether an error is encrypted is not documented: either is right, but what is encrypted must open.
 */
export const encryption: Rule = {
  id: "encryption",
  title: "The body is encrypted where the page says so, with a documented algorithm, for this client's key.",
  check: (exchange) => {
    const { operation, opened } = exchange;
    const clause = `${operation.id}#encrypted.response`;
    const unopened = opened.problems.filter(({ kind }) => kind.startsWith("jwe-"));
    const findings: Finding[] = unopened.map(({ pointer, message }) => ({
      clause,
      where: pointer,
      documented: "a compact JWE for the client's key: RSA-OAEP with A128GCM or A256GCM",
      actual: message,
    }));
    if (!isSuccessAnswer(exchange) || opened.encrypted === operation.encrypted.response) return findings;
    const [documented, actual] = opened.encrypted
      ? ["a body in the clear", "an encrypted body"]
      : ['an encrypted body, {"encData": "<compact JWE>"}', "a body in the clear"];
    return [...findings, { clause, where: "body", documented, actual }];
  },
};
