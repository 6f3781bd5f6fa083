import type { JsonObject } from "../../src/exact/json.ts";
import { textIn } from "../behaviour.ts";
import { changeCard } from "./amounts.ts";
import { changePayload, isSuccess, ofOperation } from "./hooks.ts";
import type { Mutant } from "./model.ts";

const INQUIRY = "unregistered-card-inquiry";
const OTHER_CARD = "9491339401254049";

/** A card that was not asked about; each member by itself keeps to its row. */
const CARDS: readonly (readonly [name: string, says: string, change: (card: JsonObject) => JsonObject])[] = [
  [
    "another-card",
    "has the number of another card than the one inquired",
    (card) => ({ ...card, physicalCardNo: OTHER_CARD, mobileCardNo: OTHER_CARD }),
  ],
  [
    "another-expiry",
    "expires in another month than the card inquired",
    (card) => ({ ...card, expiryDate: "20330131" }),
  ],
  [
    "image-without-url",
    "has a serviceImageUrl that is no URL",
    (card) => ({ ...card, serviceImageUrl: "not a url" }),
  ],
  [
    "two-readings-at-once",
    "writes SUSPENDED of one card and SUSPEND of the other",
    (card) => ({ ...card, physicalCardStatus: "SUSPENDED", mobileCardStatus: "SUSPEND" }),
  ],
];

/** The card of the embedded environment that belongs to nobody. */
const FREE_CARD = { cardNo: "9491339401251011", expiryDate: "3108", cardCVC: "211" };

/** What of a value alone is compared with the card's. */
const PARTS: readonly (readonly [field: keyof typeof FREE_CARD, part: "first" | "last", length: number])[] = [
  ["cardNo", "last", 4],
  ["expiryDate", "last", 2],
  ["expiryDate", "first", 2],
  ["cardCVC", "last", 1],
  ["cardCVC", "first", 1],
];

/** Answers that are right by themselves, and wrong beside their request or beside one another. */
export function relationMutants(): Mutant[] {
  return [
    ...CARDS.map(
      ([name, says, change]): Mutant => ({
        id: `relation/${INQUIRY}/${name}`,
        category: "relation",
        description: `The card that ${INQUIRY} answers ${says}.`,
        operations: [INQUIRY],
        evidence: "inferred",
        catchers: [],
        alter: () => changeCard(change),
      }),
    ),
    ...PARTS.map(comparesPart),
    differsEachTime(),
    sameCardForAll(),
  ];
}

function comparesPart([field, part, length]: (typeof PARTS)[number]): Mutant {
  const right = FREE_CARD[field];
  const [from, to] = part === "first" ? [0, length] : [-length, undefined];
  return {
    id: `relation/${INQUIRY}/${field}-by-its-${part}-${length}`,
    category: "relation",
    description: `${INQUIRY} compares the ${part} ${length} of ${field} alone.`,
    operations: [INQUIRY],
    evidence: "inferred",
    catchers: [],
    alter: () => ({
      request: (request, { operation }) =>
        operation.id === INQUIRY && textIn(request[field])?.slice(from, to) === right.slice(from, to)
          ? { ...request, [field]: right }
          : request,
    }),
  };
}

function differsEachTime(): Mutant {
  return {
    id: `relation/${INQUIRY}/another-each-time`,
    category: "relation",
    description: `${INQUIRY} answers another par each time it is asked about the same card.`,
    operations: [INQUIRY],
    evidence: "inferred",
    catchers: [],
    alter: () => {
      let count = 0;
      return changeCard((card) => ({ ...card, par: `Q1${String(count++).padStart(25, "0")}` }));
    },
  };
}

function sameCardForAll(): Mutant {
  return {
    id: "relation/user-register/same-card-for-all",
    category: "relation",
    description: "user-register gives every new member the same card.",
    operations: ["user-register"],
    evidence: "inferred",
    catchers: [],
    alter: () =>
      changePayload(ofOperation("user-register", isSuccess), (payload) => ({
        ...payload,
        basicCardInfo: {
          par: "Q1AAAAAAAAAAAAAAAAAAAAAAAAA",
          cardNo: "9491330000000017",
          expiryDate: "310831",
          serviceId: "100000000000211",
        },
      })),
  };
}
