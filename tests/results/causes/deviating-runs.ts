import { mutantCatalogue } from "../../../sandbox/mutants/catalogue.ts";
import type { Mutant } from "../../../sandbox/mutants/model.ts";
import { startSandbox } from "../../../sandbox/server.ts";
import type { Case } from "../../../src/cases/model.ts";
import type { Report } from "../../../src/results/model.ts";
import { runCases, settingsOf, suite } from "../../run/run-cases.ts";
import { isExhaustive } from "../../support/share.ts";

/** Deviations of the catalogue, one of each category, with what the title of their cause has to say. */
export const DEVIATIONS: readonly (readonly [id: string, says: RegExp])[] = [
  [
    "response-field/unregistered-card-inquiry/cardDataInfo.refundable/as-number",
    /\/cardDataInfo\/refundable: expected boolean, came number/,
  ],
  [
    "scenario/charge-cancellation/007_040/code-of-another-scenario",
    /other-payment-method: expected 400 007_040, came 400 000_002/,
  ],
  ["request-rule/charge-cancellation/userId/fraction", /userId\.fraction: expected 400 .*, came 400 001_006/],
  ["over-strict/charge-cancellation/userId/long-refused", /400 000_002 "Invalid input parameter. userId"/],
  ["response-header/X-KM-Correlation-Id/not-echoed/everywhere", /^X-KM-Correlation-Id does not come back/],
  ["envelope/description-missing/everywhere", /\/response\/description is absent/],
  ["encryption/user-register/refusal/a192gcm", /encryption of the answer: .*A192GCM/],
  ["protocol/repeated-escaped/every-answer", /not well-formed JSON: the member stands more than once/],
  ["precision/member-authentication-info/lookup-as-float", /expected 200 000_000, came 400 001_006/],
  ["state/membership-cancellation/refused-yet-done", /001_006 .* comes in place of \d+ other answers/],
  ["intermittent/after-the-fifth/correlation-id", /does not come back: always 260101000000-0abcdef/],
];

/** The report of a run against a sandbox with one deviation, with the cases that it shows by. */
export async function deviatingRun(id: string): Promise<Report> {
  const mutant = mutantOf(id);
  const sandbox = await startSandbox({ contract: suite.contract });
  sandbox.reset(mutant.alter());
  try {
    const only = shownBy(mutant).map((row) => row.id);
    return await runCases(settingsOf({ ...sandbox.settings }, only));
  } finally {
    await sandbox.close();
  }
}

/**
 * What a deviation shows by: every case of its operation, as the others meet a right server, and of one that is everywhere
 * the whole plan. Where a share is enough, no wrong headers, one operation that reads and one that changes, and of the
 * generated cases those of the deviation's own field and one of so many others.
 */
function shownBy({ id, operations }: Mutant): readonly Case[] {
  const isOfOne = operations.length === 1;
  if (isExhaustive())
    return suite.plan.cases.filter(({ operation }) => !isOfOne || operations.includes(operation));
  const among = isOfOne ? operations : ["unregistered-card-inquiry", "membership-cancellation"];
  const [, , field = ""] = id.split("/");
  return suite.plan.cases
    .filter(({ operation, kind }) => among.includes(operation) && kind !== "header")
    .filter((row, index) => row.kind !== "generated" || row.id.includes(field) || index % ONE_OF === 0);
}

/** Generated cases that one stands for, where a share is enough. */
const ONE_OF = 8;

function mutantOf(id: string): Mutant {
  const mutant = mutantCatalogue(suite.contract).find((one) => one.id === id);
  if (!mutant) throw new Error(`the catalogue has no deviation ${id}`);
  return mutant;
}
