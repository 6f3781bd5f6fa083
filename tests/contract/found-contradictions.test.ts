import { describe, expect, it } from "vitest";
import { renderDocs } from "../../reporters/docs/write-docs.tsx";
import { foundContradictions } from "../../src/contract/found-contradictions.ts";
import { loadContract } from "../../src/contract/load.ts";
import type { Contract, Operation } from "../../src/contract/model.ts";

const contract = loadContract();

/** The contract with one operation changed. */
function changed(id: string, change: (operation: Operation) => Operation): Contract {
  const operations = contract.operations.map((each) => (each.id === id ? change(each) : each));
  return { ...contract, operations };
}

const otherMessage = changed("charge-cancellation", ({ codes, ...operation }) => ({
  ...operation,
  codes: [
    ...codes,
    {
      code: "001_006",
      status: 404,
      message: "No such wallet.",
      description: "",
      clause: "charge-cancellation#codes.001_006",
    },
  ],
}));

describe("contradictions between pages", () => {
  it("are none where pages agree, or a reading speaks of them", () => {
    expect(foundContradictions(contract)).toEqual([]);
  });

  it("are found where a code has another message or status on another page", () => {
    const [found, ...others] = foundContradictions(otherMessage);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      id: "found-code-001-006",
      question: "What is the message of code 001_006?",
      taken: "Each page holds for its own operation.",
    });
    expect(found?.evidence).toContainEqual({
      where: "page of charge-cancellation",
      says: "404 No such wallet.",
    });
    expect(found?.clauses).toContain("charge-cancellation#codes.001_006");
    expect(found?.treatments).toEqual([]);
  });

  it("are found where a field has other bounds on another page, and not where a message names another field", () => {
    const shorter = changed("charge-cancellation", (operation) => ({
      ...operation,
      request: [
        ...operation.request,
        ...operation.request.slice(0, 1).map((field) => ({
          ...field,
          name: "zipCode",
          clause: "charge-cancellation#request.zipCode",
          length: "5",
        })),
      ],
    }));
    expect(foundContradictions(shorter).map(({ id }) => id)).toEqual(["found-request-zip-code"]);
    const otherField = changed("charge-cancellation", ({ codes, ...operation }) => ({
      ...operation,
      codes: [
        ...codes,
        {
          code: "000_003",
          status: 400,
          message: "Missing required values. nrNumber",
          description: "",
          clause: "charge-cancellation#codes.000_003",
        },
      ],
    }));
    expect(foundContradictions(otherField)).toEqual([]);
  });

  it("stand on the page of contradictions", () => {
    const page = renderDocs({ contract: otherMessage, rules: [] }).get("contradictions.html");
    expect(page).toContain("found-code-001-006");
    expect(page).toContain("No such wallet.");
  });
});
