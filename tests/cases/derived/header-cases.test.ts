import { describe, expect, it } from "vitest";
import { headerCases } from "../../../src/cases/derived/header-cases.ts";
import { headerFaults } from "../../../src/cases/derived/header-faults.ts";
import { varietyCases } from "../../../src/cases/derived/variety-cases.ts";
import type { HeaderChange } from "../../../src/cases/model.ts";
import type { Operation } from "../../../src/contract/model.ts";
import { suite } from "../../support/suite.ts";
import { suiteWithVoucher, voucherBasis, voucherContract } from "./voucher.ts";

const asPrinted = (): undefined => undefined;
const { operation } = voucherBasis(voucherContract());

/** A fault as `name | how certainly it is refused | what is done`, with a star where it is one of security. */
function faults(changes: Partial<Operation> = {}): string[] {
  return headerFaults({ ...operation, ...changes }, asPrinted).map(({ name, level, tampering, family }) => {
    const { headers, body, token } = tampering;
    return `${name} | ${level}${family ? "*" : ""} | ${
      body ??
      token ??
      Object.values(headers ?? {})
        .map(done)
        .join()
    }`;
  });
}

function done(change: HeaderChange): string {
  if (change.change === "replace") return change.value;
  return "by" in change ? `${change.change} ${change.by}` : change.change;
}

const AROUND_LENGTH = [
  "missing | documented | remove",
  "empty | documented | empty",
  "too-short | documented | cut 2",
  "too-long | documented | extend 1",
];
const CREDENTIAL = AROUND_LENGTH.map((row) => row.replace("documented", "documented*"));
const of = (header: string, ...rows: string[]): string[] => rows.map((row) => `${header}.${row}`);

const ALL = [
  ...of("X-KM-User-AspId", ...CREDENTIAL, "foreign | inferred* | 999999999999999"),
  ...of(
    "X-KM-Correlation-Id",
    ...AROUND_LENGTH,
    "no-hyphen | inferred | 2611201550010a1b2c3d",
    "impossible-month | observed | 261320155001-0a1b2c3",
    "impossible-hour | observed | 261120245001-0a1b2c3",
    "not-hex | inferred | 261120155001-0a1b2cg",
  ),
  ...of("X-KM-Access-Key", ...CREDENTIAL, "foreign | inferred* | ffffffffffffffffffffffffffffffffffffffff"),
  ...of("X-KM-Crypto-Key-Id", ...AROUND_LENGTH, "foreign | inferred* | ffffffffffffffffffffffffffffffff"),
  ...of(
    "X-KM-Tran-Token",
    ...CREDENTIAL,
    "wrong-prefix | inferred | wrong-prefix",
    "impossible-time | observed | impossible-time",
    "past-time | observed | past-time",
    "other-body | inferred* | other-body",
    "other-key | inferred* | other-key",
    "truncated | inferred* | truncated",
    "base64url | inferred | base64url",
  ),
  ...of(
    "X-KM-Tran-Time",
    ...AROUND_LENGTH,
    "far-past | observed | 20000101000000",
    "impossible | observed | 20261340256199",
    "not-digits | inferred | YYYYMMDDHHMMSS",
  ),
  ...of("X-KM-Time-Zone", ...AROUND_LENGTH, "unknown | observed | XXX"),
  ...of("Accept", "missing | observed | remove", "empty | observed | empty"),
  ...of("Content-Type", "missing | observed | remove", "empty | observed | empty"),
];

describe("the header faults of a made-up operation", () => {
  it("are these where both bodies are encrypted", () => {
    expect(faults()).toEqual([
      ...ALL,
      "encryption.in-the-clear | inferred* | in-the-clear",
      "encryption.for-another-key | inferred* | for-another-key",
      "encryption.bad-tag | inferred* | bad-tag",
    ]);
  });

  it("leave the key's id open where the answer alone is encrypted", () => {
    const open = ALL.map((row) =>
      row.startsWith("X-KM-Crypto") ? row.replace(/documented|inferred/, "observed") : row,
    );
    expect(faults({ encrypted: { request: false, response: true } })).toEqual([
      ...open,
      "encryption.encrypted | inferred | encrypted",
    ]);
  });

  it("leave the key's id out where nothing is encrypted", () => {
    expect(faults({ encrypted: { request: false, response: false } })).toEqual([
      ...ALL.filter((row) => !row.startsWith("X-KM-Crypto")),
      "encryption.encrypted | inferred | encrypted",
    ]);
  });

  it("whose length a reading does not apply are refused for their form at most", () => {
    const ignored = headerFaults(operation, (clause) => (clause.endsWith(".length") ? "ignored" : undefined));
    const levels = new Set(
      ignored.filter(({ name }) => /too-(short|long)$/.test(name)).map(({ level }) => level),
    );
    expect([...levels]).toEqual(["inferred"]);
  });

  it("name clauses that there are", () => {
    const { clauses } = voucherContract();
    expect(
      headerFaults(operation, asPrinted)
        .flatMap((fault) => fault.clauses)
        .filter((id) => !clauses.has(id)),
    ).toEqual([]);
  });
});

describe("the header cases", () => {
  const { plan } = suite;
  const headers = plan.cases.filter(({ kind }) => kind === "header");

  it("of an operation without a documented case to start from are none", () => {
    expect(headerCases(voucherBasis(voucherContract()), asPrinted)).toEqual([]);
  });

  it("start from a request that succeeds without harm, or that is refused for what it asks", () => {
    const bases = new Set(headers.map(({ operation: id, dataOf }) => `${id}/${dataOf}`));
    expect([...bases].sort()).toEqual([
      "charge-cancellation/no-bank-account",
      "member-authentication-info/authenticated",
      "membership-cancellation/unknown-member",
      "unregistered-card-inquiry/success",
      "user-register/login-id-in-use",
    ]);
    const byId = new Map(plan.cases.map((row) => [row.id, row]));
    for (const base of bases) expect(byId.get(base)?.destructive).toBe(false);
  });

  it("take both the success and the answer of their documented case for a request that was carried out", () => {
    const demand = headers.find(({ id }) => id === "user-register/header.X-KM-Tran-Token.other-key")?.expected
      .demand;
    expect(demand).toEqual({ kind: "no-success", codes: ["000_000", "001_001"] });
  });

  it("probe the readings of lengths", () => {
    const probes = plan.cases.filter(({ probe, operation: id }) => probe && id === "charge-cancellation");
    expect(probes.map(({ name, probe, destructive }) => [name, probe?.reading, destructive])).toEqual([
      ["header.X-KM-Tran-Token.66-characters", "tran-token-length", false],
      ["header.X-KM-Tran-Time.16-characters", "tran-time-length", false],
      ["body.sequenceId.half-length", "length-exact-or-at-most", false],
    ]);
  });
});

describe("the variety cases", () => {
  it("repeat the documented success with three random bodies", () => {
    const { plan } = suiteWithVoucher();
    const rows = plan.cases.filter(({ operation: id }) => id === "voucher-purchase");
    const variety = varietyCases(voucherBasis(voucherContract(), rows));
    expect(
      variety.map(({ id, dataOf, optionalFields, level, kind }) => [id, dataOf, optionalFields, level, kind]),
    ).toEqual(
      [1, 2, 3].map((number) => [
        `voucher-purchase/variety.${number}`,
        "success",
        true,
        "inferred",
        "generated",
      ]),
    );
    expect(variety[0]?.expected).toMatchObject({ status: 200, code: "000_000" });
  });

  it("are none where the target's owner gives every field", () => {
    const names = suite.plan.cases
      .filter(({ name }) => name.startsWith("variety."))
      .map(({ operation: id }) => id);
    expect(new Set(names)).toEqual(new Set(["user-register"]));
  });
});
