import type { ClauseText } from "../../src/contract/model.ts";

/** Where each clause stands, and what it says. */
export type ClausePlaces = ReadonlyMap<string, Pick<ClauseText, "file" | "line" | "says">>;
