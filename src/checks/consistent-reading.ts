import { type Choice, choicesIn } from "./choices.ts";
import type { Rule } from "./model.ts";

/** Where the pages leave two readings a server may follow either, and a client has to be able to rely on which. */
export const consistentReading: Rule = {
  id: "consistent-reading",
  kind: "relation",
  title: "Where the pages leave two readings, the server follows one of them everywhere.",
  next: "Compare both answers: one of them is written by another component, or by an older version of the same.",
  check: (exchange) => {
    const seen = new Map<string, string>();
    const known = ({ reading }: Choice): string | undefined =>
      exchange.earlier.followed(reading) ?? seen.get(reading);
    return choicesIn(exchange).flatMap((choice) => {
      const before = known(choice);
      if (before === undefined) seen.set(choice.reading, choice.follows);
      if (before === undefined || before === choice.follows) return [];
      const { clause, where, reading, follows } = choice;
      return [
        {
          clause,
          where,
          documented: `one reading of ${reading} everywhere; another answer ${before}`,
          actual: `an answer that ${follows}`,
          reading,
        },
      ];
    });
  },
};
