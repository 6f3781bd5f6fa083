import { exactNumber, type JsonObject } from "../../src/exact/json.ts";
import { numberText } from "../../src/exact/number.ts";
import type { Alteration } from "../alteration.ts";
import { changePayload, isSuccess, ofOperation } from "./hooks.ts";
import type { Evidence, Mutant } from "./model.ts";

/** What becomes of a member's id in a type that cannot hold it. */
interface Loss {
  readonly name: string;
  readonly says: string;
  keep(digits: string): string;
}

const LOSSES: readonly Loss[] = [
  { name: "double", says: "a double", keep: (digits) => BigInt(Number(digits)).toString() },
  {
    name: "float",
    says: "a float of 32 bits",
    keep: (digits) => BigInt(Math.fround(Number(digits))).toString(),
  },
  {
    name: "signed-64",
    says: "a signed integer of 64 bits",
    keep: (digits) => BigInt.asIntN(64, BigInt(digits)).toString(),
  },
  {
    name: "signed-32",
    says: "a signed integer of 32 bits",
    keep: (digits) => BigInt.asIntN(32, BigInt(digits)).toString(),
  },
  {
    name: "unsigned-32",
    says: "an unsigned integer of 32 bits",
    keep: (digits) => BigInt.asUintN(32, BigInt(digits)).toString(),
  },
  {
    name: "clamped-63",
    says: "a signed integer that stops at 2^63 - 1",
    keep: (digits) => smaller(digits, 2n ** 63n - 1n),
  },
  {
    name: "clamped-53",
    says: "an integer that stops at 2^53 - 1",
    keep: (digits) => smaller(digits, 2n ** 53n - 1n),
  },
];

const LOOKUPS = ["membership-cancellation", "charge-cancellation", "member-authentication-info"];

/** Ids of members kept in types that do not hold them exactly, when they are looked up and when they are answered. */
export function precisionMutants(): Mutant[] {
  const lookups = LOOKUPS.flatMap((operation) =>
    LOSSES.map(({ name, says, keep }) => {
      const alter = (): Alteration => ({
        request: (request, context) => (context.operation.id === operation ? withId(request, keep) : request),
      });
      const evidence = evidenceOf(operation, name);
      return precisionMutant(operation, `lookup-as-${name}`, `looks a userId up as ${says}`, alter, evidence);
    }),
  );
  const answered = ["double", "float"].flatMap((name) => {
    const loss = LOSSES.find((each) => each.name === name);
    if (!loss) return [];
    const alter = (): Alteration =>
      changePayload(ofOperation("user-register", isSuccess), (payload) => withId(payload, loss.keep));
    return [
      precisionMutant(
        "user-register",
        `answered-as-${name}`,
        `answers the new userId as ${loss.says}`,
        alter,
        "inferred",
      ),
    ];
  });
  return [...lookups, ...answered, rangeAsDouble(), ...fractionsCut()];
}

/** The documented members of the authentication information have ids below 2^53: only derived cases go beyond. */
function evidenceOf(operation: string, loss: string): Evidence {
  const large = ["double", "signed-64", "clamped-63", "clamped-53"].includes(loss);
  return large && operation === "member-authentication-info" ? "inferred" : "documented";
}

function precisionMutant(
  operation: string,
  name: string,
  says: string,
  alter: () => Alteration,
  evidence: Evidence = "documented",
): Mutant {
  return {
    id: `precision/${operation}/${name}`,
    category: "precision",
    description: `${operation} ${says}.`,
    operations: [operation],
    evidence,
    catchers: ["status", "code", "message", "not-refused", "scenario-value", "unique-value"],
    alter,
  };
}

/**
 * 10000000000000000000 and 9999999999999999999 are one double, so the one passes for the other: it is refused as nobody's,
 * and not as invalid. That it makes a userId invalid at all no page says.
 */
function rangeAsDouble(): Mutant {
  const operation = "charge-cancellation";
  const alter = (): Alteration => ({
    skipRule: (rule, context) =>
      context.operation.id === operation &&
      rule === "body.userId.range" &&
      numberText(context.request?.userId) === "10000000000000000000",
  });
  return precisionMutant(
    operation,
    "range-as-double",
    "checks the range of userId as a double",
    alter,
    "inferred",
  );
}

function fractionsCut(): Mutant[] {
  return LOOKUPS.map((operation) =>
    precisionMutant(
      operation,
      "fraction-cut-off",
      "cuts the fraction of a userId off instead of refusing it",
      () => ({
        request: (request, context) =>
          context.operation.id === operation ? withId(request, (digits) => digits, true) : request,
      }),
      "inferred",
    ),
  );
}

function withId(holder: JsonObject, keep: (digits: string) => string, cut = false): JsonObject {
  const digits = numberText(holder.userId);
  if (digits === undefined) return holder;
  const whole = cut ? digits.replace(/\.\d+$/, "") : digits;
  if (!/^-?\d+$/.test(whole)) return holder;
  const kept = keep(whole);
  return kept === digits ? holder : { ...holder, userId: exactNumber(kept) };
}

function smaller(digits: string, most: bigint): string {
  const value = BigInt(digits);
  return (value < most ? value : most).toString();
}
