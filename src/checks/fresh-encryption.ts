import { type Finding, type JudgedExchange, notApplicable, type Rule, type RuleOutcome } from "./model.ts";

/** RFC 7516 section 5.1, step 2 and 9: key and initialization vector are made anew, at random, for every message. */
export const freshVector: Rule = {
  id: "fresh-vector",
  kind: "relation",
  title: "Every encrypted answer has an initialization vector of its own.",
  next: "Look where the encryption of answers makes its initialization vector: used twice under one key it gives both texts away.",
  check: (exchange) =>
    ofEncrypted(exchange, ({ vector, key }) =>
      vector && !key ? "an initialization vector that another answer of this run had" : undefined,
    ),
};

/** Two texts under one key and one vector give each other away (NIST SP 800-38D section 8), and let answers be forged. */
export const freshKey: Rule = {
  id: "fresh-key",
  kind: "relation",
  title: "Every encrypted answer has a content encryption key of its own.",
  next: "Look where the encryption of answers makes its content key, which has to be new and random for every message.",
  family: "security",
  check: (exchange) =>
    ofEncrypted(exchange, ({ vector, key }) => {
      if (!key) return undefined;
      return `a content encryption key ${vector ? "and an initialization vector " : ""}that another answer of this run had`;
    }),
};

interface Repeated {
  readonly vector: boolean;
  readonly key: boolean;
}

function ofEncrypted(
  { opened, operation, earlier }: JudgedExchange,
  fault: (repeated: Repeated) => string | undefined,
): RuleOutcome {
  if (!opened.seal) return notApplicable("the answer is not encrypted");
  const actual = fault(earlier.repeats(opened.seal));
  if (actual === undefined) return [];
  const finding: Finding = {
    clause: `${operation.id}#encrypted.response`,
    where: "/encData",
    documented: "one made for this answer alone",
    actual,
  };
  return [finding];
}
