import { exactNumber, type Json } from "../src/exact/json.ts";
import { compareNumbers } from "../src/exact/number.ts";
import { type Behaviour, type Serving, textIn, userIdOf } from "./behaviour.ts";
import { issueMobileCard } from "./cards.ts";
import { Refusal } from "./refusal.ts";
import type { HeldCard, Member, World } from "./world.ts";

/** The member that a request names. Throws 001_006, on pages that list no code for it as well: the sandbox's choice. */
export function memberOf(serving: Serving, rule: string): Member | undefined {
  const member = serving.world.members.get(userIdOf(serving.request));
  if (!member && serving.enforces(rule)) throw serving.documented("001_006");
  return member;
}

/**
 * user-register. Login id and ci of a member who left are free again: "already exists" and "another user" speak of
 * members there are.
 */
export const register: Behaviour = {
  rules: ["login-id-in-use", "already-registered", "terms-not-agreed", "keep-member"],
  serve: ({ request, world, enforces, documented }) => {
    const [loginId, ci] = [textIn(request.loginId), textIn(request.ci)];
    const members = [...world.members.values()];
    const isInUse = loginId !== undefined && members.some((member) => member.loginId === loginId);
    if (isInUse && enforces("login-id-in-use")) {
      throw documented("001_001");
    }
    if (ci !== undefined && members.some((member) => member.ci === ci) && enforces("already-registered")) {
      throw documented("001_028");
    }
    if (!hasAgreed(request.tcIdList, world) && enforces("terms-not-agreed")) throw documented("001_009");
    const userId = String(world.nextUserId++);
    if (enforces("keep-member")) {
      const userName = textIn(request.userName) ?? "";
      world.members.set(userId, { ...NEWCOMER, userId, userName, loginId, ci });
    }
    return { userId: exactNumber(userId), basicCardInfo: issueMobileCard(world) };
  },
};

function hasAgreed(terms: Json | undefined, { mandatoryTerms, termsOfClients }: World): boolean {
  if (!Array.isArray(terms)) return false;
  return (
    mandatoryTerms.every((term) => terms.includes(term)) ||
    termsOfClients.some((term) => terms.includes(term))
  );
}

const NEWCOMER = {
  authenticated: false,
  accountHolder: undefined,
  points: "0",
  plccPoints: "0",
  cards: [],
  unsettled: [],
};

interface Obstacle {
  readonly rule: string;
  readonly code: string;
  /** Only where no page has the code: the code and the message are the sandbox's choice then. */
  readonly message?: string;
  keeps(member: Member): boolean;
}

const isNegative = (digits: string): boolean => compareNumbers(digits, "0") < 0;
const isPositive = (digits: string): boolean => compareNumbers(digits, "0") > 0;
const holdsCard =
  (fits: (card: HeldCard) => boolean) =>
  (member: Member): boolean =>
    member.cards.some(fits);

/** Six refusals of the page's test data have no code on the page; 001_050 is the one number its list leaves out. */
export const UNCODED: readonly (readonly [rule: string, code: string, message: string])[] = [
  ["gift-coupon-not-accepted", "001_050", "Gift coupon has not been accepted."],
  ["refund-in-progress", "001_057", "Refund is in progress."],
  ["charge-cancellation-refunding", "001_058", "Refund of a cancelled charge is in progress."],
  ["remittance-in-progress", "001_059", "Remittance is in progress."],
  ["paid-coupon-unused", "001_060", "Paid coupon has not been used."],
  ["approval-request-unprocessed", "001_061", "Approval request has not been processed."],
];

/** What keeps a member from leaving, in the order of the page's codes. */
const OBSTACLES: readonly Obstacle[] = [
  {
    rule: "unreceived-gift",
    code: "001_049",
    keeps: ({ unsettled }) => unsettled.includes("unreceived-gift"),
  },
  {
    rule: "suspended-card-balance",
    code: "001_051",
    keeps: holdsCard(({ status, balance }) => status === "SUSPENDED" && isPositive(balance)),
  },
  {
    rule: "active-card-balance",
    code: "001_052",
    keeps: holdsCard(({ status, balance }) => status === "ACTIVE" && isPositive(balance)),
  },
  { rule: "negative-point-balance", code: "001_053", keeps: ({ points }) => isNegative(points) },
  { rule: "negative-card-point", code: "001_054", keeps: holdsCard(({ points }) => isNegative(points)) },
  { rule: "positive-card-point", code: "001_055", keeps: holdsCard(({ points }) => isPositive(points)) },
  { rule: "plcc-point", code: "001_056", keeps: ({ plccPoints }) => isPositive(plccPoints) },
  ...UNCODED.map(
    ([rule, code, message]): Obstacle => ({
      rule,
      code,
      message,
      keeps: ({ unsettled }) => unsettled.includes(rule),
    }),
  ),
];

/** membership-cancellation */
export const leave: Behaviour = {
  rules: ["unknown-member", ...OBSTACLES.map(({ rule }) => rule), "forget-member"],
  serve: (serving) => {
    const member = memberOf(serving, "unknown-member");
    if (!member) return {};
    const obstacle = OBSTACLES.find(({ keeps, rule }) => keeps(member) && serving.enforces(rule));
    if (obstacle) {
      const { code, message } = obstacle;
      throw message === undefined ? serving.documented(code) : new Refusal(400, code, message);
    }
    if (serving.enforces("forget-member")) serving.world.members.delete(member.userId);
    return {};
  },
};

/** member-authentication-info */
export const authenticationInfo: Behaviour = {
  rules: ["unknown-member"],
  serve: (serving) => ({ isAuthed: memberOf(serving, "unknown-member")?.authenticated ?? false }),
};
