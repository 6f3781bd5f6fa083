import { pointOf } from "../../contract/coverage-point.ts";
import { inputsOf } from "../../contract/inputs.ts";
import type { Case } from "../model.ts";
import { type Basis, named } from "./derived-case.ts";

/** Random valid bodies that each operation is sent beside its documented success. */
const BODIES = 3;

/**
 * The documented success again with seeded random bodies: optional fields by chance, lengths anywhere between their
 * bounds. Only where the suite chooses a field at all; where the target's owner gives every field there is no variety.
 */
export function varietyCases({ operation, rows }: Basis): Case[] {
  const success = rows.find(({ expected }) => expected.status === 200);
  if (!success) return [];
  const chosen = inputsOf(operation).filter(
    ({ name, unique, source }) => source !== "client-code" && unique !== true && !success.data.includes(name),
  );
  if (chosen.length === 0) return [];
  return Array.from({ length: BODIES }, (_, index) => ({
    ...success,
    ...named(operation, `variety.${index + 1}`),
    title: `${success.title}, with random valid body ${index + 1}`,
    kind: "generated",
    level: "inferred",
    dataOf: success.name,
    optionalFields: true,
    points: chosen.map(({ clause }) => pointOf(clause, "variety")),
  }));
}
