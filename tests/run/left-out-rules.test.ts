import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxRules } from "../../sandbox/rules.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import { sandboxTreatments } from "../../sandbox/treatments.ts";
import type { Violation } from "../../src/results/case-result.ts";
import { openRuns } from "./derived-runs.ts";
import { suite } from "./run-cases.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** Sandbox rules whose absence no case shows, each with the reason why; the rest has to be noticed. */
const UNSEEN: readonly (readonly [reason: string, rules: RegExp])[] = [
  ["the length refuses an empty text as well", / body\..*\.empty$/],
  ["the form refuses another length as well", / body\.birthDate\.length$/],
  ["what is no card number is refused as well", /-inquiry body\.cardNo\.(presence|type|length)$/],
  [
    "client code demands nothing",
    / body\.(mobileNumber|email|addressInfo|joinChannel|tcIdList|cardExpiry)\./,
  ],
  [
    "another length is another value",
    / header\.X-KM-(User-AspId|Access-Key|Crypto-Key-Id|Time-Zone)\.length$/,
  ],
  ["the form refuses another length as well", / header\.X-KM-(Correlation-Id|Tran-Time)\.length$/],
  ["what does not exist is not near", / header\.X-KM-Tran-Time\.form$/],
  [
    "no page says that the clock and the zone are read",
    / header\.X-KM-(Tran-T(oken|ime)\.clock|Time-Zone\.value)$/,
  ],
  ["the guideline says what to send, not what is refused", / header\.(Accept|Content-Type)\./],
  ["the request is in the clear", /charge-cancellation header\.X-KM-Crypto-Key-Id\./],
  ["nothing is encrypted", /membership-cancellation header\.X-KM-Crypto-Key-Id\./],
];
/**
 * Of so many rules one is left out, of each operation another: over the operations those of every header. A sweep leaves out
 * each of them (the mutants of `request-rule`).
 */
const IN_TURN = suite.contract.operations.length;
const isSeen = (rule: string): boolean => !UNSEEN.some(([, pattern]) => pattern.test(rule));

describe.each(suite.contract.operations.map((operation) => [operation.id, operation] as const))(
  "a server of %s",
  (id, operation) => {
    const rules = sandboxRules(operation, sandboxTreatments(suite.contract));
    const turn = suite.contract.operations.indexOf(operation) % IN_TURN;

    /** The violations that are judged in the cases of a name, by rule of the sandbox that is left out. */
    async function violationsBy(
      begin: string,
      nameOf: (rule: string) => string,
    ): Promise<Map<string, Violation[]>> {
      const runs = openRuns({ ...sandbox.settings }, { settings: { embedded: true } });
      const found = new Map<string, Violation[]>();
      try {
        const begun = rules.filter((each) => each.startsWith(begin) && each !== "body.encryption");
        for (const rule of begun.filter((_rule, index) => index % IN_TURN === turn)) {
          sandbox.reset({ skipRule: (each, context) => each === rule && context.operation.id === id });
          runs.forget();
          const name = nameOf(rule);
          const results = await runs.run((row) => row.operation === id && row.name.startsWith(name));
          const judged = results.flatMap(({ violations }) => violations);
          found.set(
            `${id} ${rule}`,
            // A sandbox that was reset gives out the ids of the run before it again.
            judged.filter(({ level, rule: by }) => level !== "observed" && by !== "unique-value"),
          );
        }
        return found;
      } finally {
        runs.close();
      }
    }

    it("that does not hold to one rule of a field is noticed, by the field", async () => {
      const found = await violationsBy("body.", (rule) => `body.${rule.split(".").at(-2)}.`);
      const seen = [...found].filter(([, violations]) => violations.length > 0);
      expect(seen.map(([rule]) => rule)).toEqual([...found.keys()].filter(isSeen));
      for (const [rule, violations] of seen) {
        const field = rule.split(".").at(-2);
        expect(new Set(violations.map(({ clause }) => clause.replace(/\.[a-z]+$/, "")))).toEqual(
          new Set([`${id}#request.${field}`]),
        );
        expect(violations.some((each) => ["names-field", "status", "code"].includes(each.rule))).toBe(true);
      }
    });

    it("that does not hold to one rule of a header is noticed to carry a wrong request out", async () => {
      const found = await violationsBy("header.", (rule) => `header.${rule.split(".")[1]}.`);
      const seen = [...found].filter(([, all]) => all.some(({ rule }) => rule === "not-carried-out"));
      expect(seen.map(([rule]) => rule)).toEqual([...found.keys()].filter(isSeen));
    });
  },
);
