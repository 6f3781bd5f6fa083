import { mutantCatalogue } from "../../../sandbox/mutants/catalogue.ts";
import type { Mutant } from "../../../sandbox/mutants/model.ts";
import { startSandbox } from "../../../sandbox/server.ts";
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

/** The report of a run against a sandbox with one deviation, with the cases of some operations and kinds, or with all. */
export async function deviatingRun(
  id: string,
  { operations = [], kinds = [] }: { operations?: readonly string[]; kinds?: readonly string[] } = {},
): Promise<Report> {
  const mutant = mutantOf(id);
  const sandbox = await startSandbox({ contract: suite.contract });
  sandbox.reset(mutant.alter());
  try {
    const only = operations.map((operation) => `${operation}/*`);
    return await runCases({ ...settingsOf({ ...sandbox.settings }, only), kinds });
  } finally {
    await sandbox.close();
  }
}

/**
 * What a deviation shows by: every case of its operation, as the others meet a right server, and of one that is everywhere
 * the whole plan. Where a share is enough, no wrong headers, and one operation that reads and one that changes.
 */
export function shownBy(id: string): { operations: readonly string[]; kinds: readonly string[] } {
  const { operations } = mutantOf(id);
  const isOfOne = operations.length === 1;
  if (isExhaustive()) return { operations: isOfOne ? operations : [], kinds: [] };
  const everywhere = ["unregistered-card-inquiry", "membership-cancellation"];
  return { operations: isOfOne ? operations : everywhere, kinds: ["documented", "generated", "journey"] };
}

function mutantOf(id: string): Mutant {
  const mutant = mutantCatalogue(suite.contract).find((one) => one.id === id);
  if (!mutant) throw new Error(`the catalogue has no deviation ${id}`);
  return mutant;
}
