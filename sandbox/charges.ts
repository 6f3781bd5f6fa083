import { type Behaviour, type Serving, textIn } from "./behaviour.ts";
import { memberOf } from "./members.ts";
import type { Refusal } from "./refusal.ts";
import type { Charge, Member } from "./world.ts";

/** What a request is about; an alteration may let one through that is about nothing. */
interface Subject extends Serving {
  readonly member: Member | undefined;
  readonly charge: Charge | undefined;
  readonly sequenceId: string;
}

interface Hindrance {
  readonly rule: string;
  holds(subject: Subject): boolean;
  refusal(subject: Subject): Refusal;
}

/** What stands against a cancellation, in the order in which it is looked at. */
const HINDRANCES: readonly Hindrance[] = [
  {
    rule: "no-bank-account",
    holds: ({ member }) => member?.accountHolder === undefined,
    refusal: ({ documented }) => documented("007_001"),
  },
  // No page has a code for a transaction that does not exist, nor for one of another member: it can't be cancelled.
  {
    rule: "unknown-charge",
    holds: ({ charge }) => charge === undefined,
    refusal: ({ documented }) => documented("007_030"),
  },
  {
    rule: "charge-owner",
    holds: ({ charge, member }) => charge !== undefined && charge.userId !== member?.userId,
    refusal: ({ documented }) => documented("007_030"),
  },
  // Nor has one for a wrong one-time token or dcvv: they are parameters that are not valid.
  {
    rule: "one-time-token",
    holds: (subject) => !isOwnToken(subject) && !isTokenForAny(subject),
    refusal: ({ invalid }) => invalid("oneTimeToken"),
  },
  {
    rule: "dcvv",
    holds: (subject) => subject.request.dcvv !== dcvvOf(subject),
    refusal: ({ invalid }) => invalid("dcvv"),
  },
  {
    rule: "not-cancellable",
    holds: ({ charge }) => charge?.spent === true,
    refusal: ({ documented }) => documented("007_030"),
  },
  {
    rule: "other-payment-method",
    holds: ({ charge }) => charge?.method !== "bank-account",
    refusal: ({ documented }) => documented("007_040"),
  },
  {
    rule: "name-mismatch",
    holds: ({ member }) => member?.accountHolder !== member?.userName,
    refusal: ({ documented }) => documented("007_043"),
  },
  // The number has to be unique. A cancellation that was made uses it up; a refused one does not.
  {
    rule: "sequence-id-unique",
    holds: ({ world, sequenceId }) => world.sequenceIds.has(sequenceId),
    refusal: ({ invalid }) => invalid("sequenceId"),
  },
];

function isOwnToken({ charge, request }: Subject): boolean {
  return charge?.oneTimeToken === request.oneTimeToken;
}

/** Texts of 16 digits are in the order of their numbers. */
function isTokenForAny({ request, world: { oneTimeTokens } }: Subject): boolean {
  const token = textIn(request.oneTimeToken) ?? "";
  return /^\d{16}$/.test(token) && token >= oneTimeTokens.first && token <= oneTimeTokens.last;
}

function dcvvOf(subject: Subject): string | undefined {
  if (isOwnToken(subject)) return subject.charge?.dcvv;
  return isTokenForAny(subject) ? textIn(subject.request.oneTimeToken)?.slice(-3) : undefined;
}

/**
 * charge-cancellation. One-time tokens of the world do not run out, though real ones last 30 seconds: a documented
 * case has to be repeatable.
 */
export const cancelCharge: Behaviour = {
  rules: ["unknown-member", ...HINDRANCES.map(({ rule }) => rule), "remember-cancellation"],
  serve: (serving) => {
    const { request, world, enforces } = serving;
    const member = memberOf(serving, "unknown-member");
    const charge = world.charges.get(textIn(request.nrNumber) ?? "");
    const subject = { ...serving, member, charge, sequenceId: textIn(request.sequenceId) ?? "" };
    const hindrance = HINDRANCES.find(({ holds, rule }) => holds(subject) && enforces(rule));
    if (hindrance) throw hindrance.refusal(subject);
    if (enforces("remember-cancellation")) {
      world.sequenceIds.add(subject.sequenceId);
      if (charge) charge.spent = true;
    }
    return { isPending: charge?.pending ?? false };
  },
};
