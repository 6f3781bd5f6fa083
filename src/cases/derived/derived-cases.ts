import { treatmentOf } from "../../contract/find.ts";
import type { Contract } from "../../contract/model.ts";
import type { Case } from "../model.ts";
import { bodyCases } from "./body-cases.ts";
import type { Basis, TreatmentOf } from "./derived-case.ts";
import { formCases } from "./form-cases.ts";
import { headerCases } from "./header-cases.ts";
import { inquiryCases } from "./inquiry-cases.ts";
import { nobodyCases } from "./nobody-cases.ts";
import { repeatCases } from "./repeat-cases.ts";
import { rightValueCases } from "./right-value-cases.ts";
import { validationCodes } from "./validation-family.ts";
import { varietyCases } from "./variety-cases.ts";
import { wrongKeyCases } from "./wrong-key-cases.ts";

/** Every case that the contract implies beside its documented scenarios; a new operation gets its own without code. */
export function derivedCases(contract: Contract, documented: readonly Case[]): Case[] {
  const codes = validationCodes(contract);
  const { successCode } = contract.envelope;
  return contract.operations.flatMap((operation) => {
    const rows = documented.filter((row) => row.operation === operation.id);
    const basis: Basis = { operation, rows, validationCodes: codes, successCode };
    const treatment: TreatmentOf = (clause) => treatmentOf(contract, clause)?.as;
    return [
      ...bodyCases(basis, treatment),
      ...varietyCases(basis),
      ...rightValueCases(basis, treatment),
      ...nobodyCases(basis),
      ...headerCases(basis, treatment),
      ...repeatCases(basis),
      ...formCases(basis),
      ...inquiryCases(basis),
      ...wrongKeyCases(basis),
    ];
  });
}
