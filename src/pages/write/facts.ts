import { isMembers, type Members, type Value } from "../../contract/members.ts";

/** A place in a contract file: member names and indexes. */
export type Place = readonly (string | number)[];

export interface PlacedFact {
  readonly place: Place;
  readonly value: Value;
}

/** Lists that are one fact: their order and number belong to it. */
const WHOLE_LISTS = new Set(["values", "formulas", "examples", "versions"]);

/** Every fact of a contract file by its clause path (`fields` left out, list places from 1): `request.userId.min`. */
export function factsOf(content: Members): Map<string, PlacedFact> {
  const facts = new Map<string, PlacedFact>();
  const visit = (value: Value, place: Place): void => {
    const isWhole = WHOLE_LISTS.has(String(place.at(-1))) && !place.includes("conditions");
    if (Array.isArray(value) && !isWhole) {
      for (const [index, each] of value.entries()) visit(each as Value, [...place, index]);
    } else if (isMembers(value))
      for (const [name, each] of Object.entries(value)) visit(each, [...place, name]);
    else facts.set(clausePath(place), { place, value });
  };
  visit(content, []);
  return facts;
}

function clausePath(place: Place): string {
  return place
    .filter((part) => part !== "fields")
    .map((part) => (typeof part === "number" ? part + 1 : part))
    .join(".");
}
