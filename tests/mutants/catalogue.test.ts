import { describe, expect, it } from "vitest";
import type { Alteration, PlainAnswer, RequestContext, SealedAnswer } from "../../sandbox/alteration.ts";
import { makeIdentity } from "../../sandbox/identity.ts";
import { benignVariants, mutantCatalogue } from "../../sandbox/mutants/catalogue.ts";
import { sandboxRules } from "../../sandbox/rules.ts";
import { sandboxTreatments } from "../../sandbox/treatments.ts";
import { RULES } from "../../src/checks/rules.ts";
import { findOperation, parametersByPath } from "../../src/contract/find.ts";
import { suite } from "../support/suite.ts";

const { contract } = suite;
const mutants = mutantCatalogue(contract);
const variants = benignVariants(contract);
const ids = new Set(mutants.map(({ id }) => id));

/** Judged by the engine over several exchanges, and so none of RULES. */
const ENGINE_RULES = ["at-most-once"];

describe("the catalogue", () => {
  it("has several hundred mutants and at least 25 variants", () => {
    expect(mutants.length).toBeGreaterThan(300);
    expect(variants.length).toBeGreaterThanOrEqual(25);
  });

  it("has every id once, beginning with its category", () => {
    const all = [...mutants, ...variants].map(({ id }) => id);
    expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
    expect(mutants.filter(({ id, category }) => !id.startsWith(`${category}/`))).toEqual([]);
    expect(variants.filter(({ id }) => !id.startsWith("benign/"))).toEqual([]);
    expect(all.filter((id) => !/^[A-Za-z0-9._/-]+$/.test(id))).toEqual([]);
  });

  it("is the same every time", () => {
    expect(mutantCatalogue(contract).map(({ id }) => id)).toEqual(mutants.map(({ id }) => id));
  });

  it("names rules that exist as catchers, and operations that exist", () => {
    const rules = new Set([...RULES.map(({ id }) => id), ...ENGINE_RULES]);
    expect(mutants.flatMap(({ catchers }) => catchers).filter((rule) => !rules.has(rule))).toEqual([]);
    const operations = [...mutants, ...variants].flatMap((each) => each.operations);
    expect(operations.filter((id) => !findOperation(contract, id))).toEqual([]);
  });

  it("says of each what it does, in a sentence", () => {
    const sayings = [...mutants, ...variants].map(({ description }) => description);
    expect(sayings.filter((text) => !/^\S.*\S\.$/s.test(text) || text.length < 20)).toEqual([]);
  });
});

describe("what is derived from the contract", () => {
  it.each(contract.operations.map(({ id }) => id))(
    "%s has each response field missing, null and of other types",
    (id) => {
      const operation = findOperation(contract, id);
      for (const [path, { type, presence }] of parametersByPath(operation?.response ?? [])) {
        const field = `response-field/${id}/${path}`;
        const types = ["boolean", "number", "string", "array", "object"].filter((other) => other !== type);
        const wanted = [
          // Null may stand for an optional field that is left out.
          ...(presence === "required" ? ["null"] : []),
          ...types.map((other) => `as-${other}`),
          ...(presence === "required" ? ["missing"] : []),
        ];
        expect(wanted.filter((form) => !ids.has(`${field}/${form}`))).toEqual([]);
      }
    },
  );

  it("bounds are passed by one, forms are broken, values left", () => {
    const card = "response-field/unregistered-card-inquiry/cardDataInfo";
    const wanted = [
      "par/one-over",
      "par/one-under",
      "balance/one-under",
      "balance/one-over",
      "serviceName/one-over",
      "expiryDate/day-that-is-not",
      "physicalCardStatus/outside-values",
      "cardPointInfo.pointName/one-under",
    ];
    expect(wanted.filter((form) => !ids.has(`${card}.${form}`))).toEqual([]);
    // "Length : 15" of an id that an operator assigns may be read as at most 15, and points may be negative.
    expect(ids.has(`${card}.affiliateId/one-under`)).toBe(false);
    expect(ids.has(`${card}.cardPointInfo.remainingPoint/one-under`)).toBe(false);
    // SUSPENDED has nine letters where the page says seven: no deviation can be made of that bound.
    expect(ids.has(`${card}.physicalCardStatus/one-over`)).toBe(false);
  });

  it.each(contract.operations.map(({ id }) => id))("%s has each documented code wrong in each way", (id) => {
    const codes = findOperation(contract, id)?.codes ?? [];
    const wanted = codes.flatMap(({ code }) =>
      [
        "status-500",
        "code-undocumented",
        "message-trailing-space",
        code === "000_000" ? "refused" : "success-instead",
      ].map((way) => `scenario/${id}/${code}/${way}`),
    );
    expect(wanted.filter((each) => !ids.has(each))).toEqual([]);
  });

  it.each(contract.operations.map(({ id }) => id))(
    "every rule of the sandbox for %s is left out by one, or the pages are silent on it",
    (id) => {
      const operation = findOperation(contract, id);
      if (!operation) throw new Error(id);
      const leftOut = new Set(
        mutants.filter(({ operations }) => operations.includes(id)).flatMap(({ breaches }) => breaches ?? []),
      );
      const rules = sandboxRules(operation, sandboxTreatments(contract));
      const silent =
        /^header\.(Accept|Content-Type)\.|^header\.X-KM-Tran-(Token|Time)\.clock|^header\.X-KM-Time-Zone\.value|^body\.(mobileNumber|email|addressInfo|joinChannel|tcIdList|cardExpiry)\.|^state\.(unknown-charge|one-time-token|dcvv|sequence-id-unique)$/;
      const open = rules.filter((rule) => !leftOut.has(rule) && !silent.test(rule));
      const allowed: Readonly<Record<string, readonly string[]>> = {
        // The page lists no code for an unknown member, and the request is not encrypted.
        "charge-cancellation": [
          "state.unknown-member",
          "header.X-KM-Crypto-Key-Id.presence",
          "header.X-KM-Crypto-Key-Id.length",
          "header.X-KM-Crypto-Key-Id.value",
        ],
        "membership-cancellation": ["header.X-KM-Crypto-Key-Id.length", "header.X-KM-Crypto-Key-Id.value"],
      };
      expect(open.filter((rule) => !allowed[id]?.includes(rule))).toEqual([]);
      const known = contract.operations.flatMap((each) => sandboxRules(each, sandboxTreatments(contract)));
      expect([...leftOut].filter((rule) => !known.includes(rule))).toEqual([]);
    },
  );
});

describe("an alteration", () => {
  const answer: PlainAnswer = { status: 418, code: "none", message: "", payload: {}, encrypted: false };
  const wire: SealedAnswer = { status: 418, headers: [], body: Buffer.from("{}") };

  async function isUntouched(alteration: Alteration, context: RequestContext): Promise<boolean> {
    const request = {};
    return (
      (await (alteration.plain?.(answer, context) ?? answer)) === answer &&
      (await (alteration.sealed?.(wire, context) ?? wire)) === wire &&
      (alteration.request?.(request, context) ?? request) === request &&
      alteration.instead?.(context) === undefined &&
      !alteration.skipRule?.("no.such.rule", context)
    );
  }

  it("leaves the answers of an operation that it does not name the very objects that they were", async () => {
    const { client } = await makeIdentity("catalogue");
    const touched: string[] = [];
    for (const mutant of mutants) {
      const operation = contract.operations.find(({ id }) => !mutant.operations.includes(id));
      if (!operation) continue;
      const context = {
        operation,
        index: 3,
        headers: {},
        headerNames: [],
        address: {},
        body: Buffer.alloc(0),
        request: {},
        text: "{}",
        clientPublicKey: client.publicKey,
        cryptoKeyId: "0".repeat(32),
      };
      if (!(await isUntouched(mutant.alter(), context))) touched.push(mutant.id);
    }
    expect(touched).toEqual([]);
  });

  it("is a new one each time, so that what it counts begins anew", () => {
    const first = mutants.map((mutant) => mutant.alter());
    const second = mutants.map((mutant) => mutant.alter());
    expect(mutants.filter((_mutant, index) => first[index] === second[index])).toEqual([]);
  });
});
