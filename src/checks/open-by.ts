import { allowedBy, type Broken } from "../contract/allowances.ts";
import type { Contract } from "../contract/model.ts";
import type { Finding } from "./model.ts";

/** What makes a finding one that is recorded and never judged: an alternative of a reading allows the value. */
export function openBy(
  contract: Contract,
  broken: Broken,
): Pick<Finding, "reading" | "follows" | "atMost"> | undefined {
  const allowed = allowedBy(contract, broken);
  return allowed && { reading: allowed.reading, follows: allowed.says, atMost: "observed" };
}
