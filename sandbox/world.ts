import { join } from "node:path";
import { type DataFile, readDataFile } from "../src/exact/data-file.ts";
import type { JsonObject } from "../src/exact/json.ts";
import { PROJECT_ROOT } from "../src/exact/project-root.ts";
import { FileEntry } from "./file-entry.ts";

/** A card that a member holds; amounts are digits. */
export interface HeldCard {
  readonly status: "ACTIVE" | "SUSPENDED";
  readonly balance: string;
  readonly points: string;
}

export interface Member {
  readonly userId: string;
  readonly userName: string;
  readonly loginId: string | undefined;
  readonly ci: string | undefined;
  readonly authenticated: boolean;
  /** Name of the holder of the registered bank account; undefined: none is registered. */
  readonly accountHolder: string | undefined;
  readonly points: string;
  readonly plccPoints: string;
  readonly cards: readonly HeldCard[];
  /** What the member has open, by the names that members.ts knows. */
  readonly unsettled: readonly string[];
}

export interface Charge {
  readonly nrNumber: string;
  readonly userId: string;
  readonly oneTimeToken: string;
  readonly dcvv: string;
  readonly method: string;
  readonly pending: boolean;
  /** It can't be cancelled: its money is gone, or it was cancelled before. */
  spent: boolean;
}

export interface Card {
  readonly cardNo: string;
  readonly expiryDate: string;
  readonly cardCVC: string;
  readonly registered: boolean;
  readonly info: JsonObject;
}

/** Everything that a request can change or ask for. */
export interface World {
  readonly seed: string;
  readonly mandatoryTerms: readonly string[];
  /** Any of them is as good as all of the mandatory ones. */
  readonly termsOfClients: readonly string[];
  /** Tokens of 16 digits that serve for any charge, first and last included; their dcvv is their end. */
  readonly oneTimeTokens: { readonly first: string; readonly last: string };
  readonly mobileCard: { readonly serviceId: string; readonly expiryDate: string };
  nextUserId: bigint;
  readonly members: Map<string, Member>;
  readonly charges: Map<string, Charge>;
  readonly cards: Map<string, Card>;
  /** Control numbers of the cancellations that were made. */
  readonly sequenceIds: Set<string>;
  /** Samples that were answered where values have to be new each time. */
  samples: number;
}

export const WORLD_FILE = join(PROJECT_ROOT, "sandbox/world.yaml");
let file: DataFile | undefined;

/**
 * A fresh world as world.yaml has it. The seed decides what is made up later, such as the cards of new members; large
 * ids of new members are more than a double holds.
 */
export function openWorld(seed: string, largeIds = true): World {
  file ??= readDataFile(WORLD_FILE);
  const root = new FileEntry(file, "");
  return {
    seed,
    mandatoryTerms: root.texts("mandatoryTerms"),
    termsOfClients: root.texts("termsOfClients"),
    oneTimeTokens: {
      first: root.entry("oneTimeTokens").text("first"),
      last: root.entry("oneTimeTokens").text("last"),
    },
    mobileCard: {
      serviceId: root.entry("mobileCard").text("serviceId"),
      expiryDate: root.entry("mobileCard").text("expiryDate"),
    },
    nextUserId: BigInt(root.digits(largeIds ? "nextLargeUserId" : "nextUserId")),
    members: new Map(root.entries("members").map((entry) => [entry.digits("userId"), memberOf(entry)])),
    charges: new Map(root.entries("charges").map((entry) => [entry.text("nrNumber"), chargeOf(entry)])),
    cards: new Map(root.entries("cards").map((entry) => [entry.text("cardNo"), cardOf(entry)])),
    sequenceIds: new Set(),
    samples: 0,
  };
}

function memberOf(entry: FileEntry): Member {
  return {
    userId: entry.digits("userId"),
    userName: entry.text("userName"),
    loginId: entry.optionalText("loginId"),
    ci: entry.optionalText("ci"),
    authenticated: entry.flag("authenticated"),
    accountHolder: entry.has("account") ? entry.entry("account").text("holder") : undefined,
    points: entry.digits("points", "0"),
    plccPoints: entry.digits("plccPoints", "0"),
    cards: entry.has("cards") ? entry.entries("cards").map(heldCardOf) : [],
    unsettled: entry.has("unsettled") ? entry.texts("unsettled") : [],
  };
}

function heldCardOf(entry: FileEntry): HeldCard {
  return {
    status: entry.text("status") === "SUSPENDED" ? "SUSPENDED" : "ACTIVE",
    balance: entry.digits("balance", "0"),
    points: entry.digits("points", "0"),
  };
}

function chargeOf(entry: FileEntry): Charge {
  return {
    nrNumber: entry.text("nrNumber"),
    userId: entry.digits("userId"),
    oneTimeToken: entry.text("oneTimeToken"),
    dcvv: entry.text("dcvv"),
    method: entry.text("method"),
    pending: entry.flag("pending"),
    spent: entry.flag("spent"),
  };
}

function cardOf(entry: FileEntry): Card {
  return {
    cardNo: entry.text("cardNo"),
    expiryDate: entry.text("expiryDate"),
    cardCVC: entry.text("cardCVC"),
    registered: entry.flag("registered"),
    info: entry.has("info") ? entry.object("info") : {},
  };
}
