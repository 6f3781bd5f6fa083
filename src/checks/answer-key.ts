import { headerValues } from "./headers-of.ts";
import { notApplicable, type Rule } from "./model.ts";

const KEY_ID = "X-KM-Crypto-Key-Id";

/** The header names the key that the data are encrypted with; an encrypted answer is for the key of its request. */
export const answerKey: Rule = {
  id: "answer-key",
  kind: "relation",
  title: "X-KM-Crypto-Key-Id of an encrypted answer is the key of the request.",
  next: "Look which key the answer was encrypted with, and where its header takes the key's id from.",
  check: ({ request, response, opened, operation }) => {
    const [value] = headerValues(response.headers, KEY_ID);
    const [sent] = headerValues(request.headers, KEY_ID);
    const clause = operation.responseHeaders.find(({ name }) => name === KEY_ID)?.clause;
    if (!opened.encrypted || value === undefined || clause === undefined)
      return notApplicable("the answer names no key of an encrypted body");
    // A request that names no key, or another on purpose, leaves open which one answers it.
    if (sent === undefined || request.tampered) return notApplicable("the request names no key of ours");
    if (value === sent) return [];
    return [{ clause, where: `header ${KEY_ID}`, documented: sent, actual: value }];
  },
};
