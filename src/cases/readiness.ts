import type { Settings, TestData } from "../environment/model.ts";
import type { Json } from "../exact/json.ts";
import type { Case } from "./model.ts";
import { mayRun } from "./permission.ts";
import type { Guess } from "./tables.ts";

/**
 * What the environment gives a case, by field: what it gives for all cases of the operation, for the case that this one
 * is derived from, and for this very case; each goes before the one before.
 */
export function testDataFor(row: Case, testData: TestData): Readonly<Record<string, Json>> {
  const forOperation = testData[row.operation] ?? {};
  return { ...forOperation["*"], ...forOperation[row.dataOf ?? row.name], ...forOperation[row.name] };
}

/** Why a case is not sent: policy forbids it, or the environment does not give what it needs. */
export interface NotReady {
  readonly kind: "forbidden" | "no-data";
  /** With what has to be given, and where. */
  readonly reason: string;
}

/**
 * Why a case may not or cannot run on this target; undefined where it can. The one decision on it: a run asks it before
 * it sends, and `list` to say what a run would send.
 */
export function whyNotReady(row: Case, settings: Settings): NotReady | undefined {
  const permission = mayRun(settings, row);
  if (!permission.allowed) return { kind: "forbidden", reason: permission.reason };
  const lack = whatDataLack(row, settings);
  return lack === undefined ? undefined : { kind: "no-data", reason: lack };
}

function whatDataLack(row: Case, settings: Settings): string | undefined {
  const missing = settings.dataProvider ? [] : missingData(row, settings.testData);
  const place = (name: string): string => `under ${row.operation}: ${name}: in ${settings.testDataFile}`;
  if (missing.length > 0) return `no test data: give ${missing.join(", ")} ${place(row.dataOf ?? row.name)}`;
  const own = settings.testData[row.operation]?.[row.dataOf ?? row.name] ?? {};
  if (
    row.ownData &&
    !settings.dataProvider &&
    row.data.length > 0 &&
    !row.data.some((field) => Object.hasOwn(own, field))
  ) {
    return `no test data of its own: the operation changes something, so "*" alone is not enough; give ${row.data.join(" or ")} ${place(row.dataOf ?? row.name)}`;
  }
  const isGiven = settings.testData[row.operation]?.[row.name] !== undefined;
  if (settings.keyMode === "MOCK" && !isGiven)
    return `no test data: keys of KONAPLATE_KEY_MODE=MOCK answer prepared requests only; give the portal's values ${place(row.name)}`;
  if (!row.couldBeSomebodys || settings.embedded || isGiven) return undefined;
  return `no test data: the values of this case could be somebody's; vouch for values ${place(row.name)}`;
}

/** The fields that only the target's owner can give and that the environment does not have for this case. */
export function missingData(row: Case, testData: TestData): string[] {
  const given = testDataFor(row, testData);
  return row.data.filter((field) => !Object.hasOwn(given, field));
}

/**
 * The guess that an answer refuses: its code is the one for it, the case expects another, and the environment gives
 * no value. What such an answer shows is that the target's owner has to give one.
 */
export function refusedGuess(
  row: Case,
  code: string | null,
  guesses: readonly Guess[],
  testData: TestData,
): Guess | undefined {
  const given = testDataFor(row, testData);
  return guesses.find(
    ({ field, refusedWith }) =>
      code === refusedWith && row.expected.code !== refusedWith && !Object.hasOwn(given, field),
  );
}
