import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Alteration } from "../../sandbox/alteration.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Settings, TestData } from "../../src/environment/model.ts";
import { exactNumber, type Json, type JsonObject } from "../../src/exact/json.ts";
import { SpentValues } from "../../src/run/spent-values.ts";
import { runCases, settingsOf } from "./run-cases.ts";

let sandbox: RunningSandbox;
let settings: Settings;
let cwd: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  settings = settingsOf({ ...sandbox.settings }, []);
});
afterAll(() => sandbox.close());
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "consumables-"));
  return () => rmSync(cwd, { recursive: true });
});

/** Runs cases, and gives what they asked for of an operation. */
async function run(special: Partial<Settings>, operation = "charge-cancellation", alter: Alteration = {}) {
  const asked: JsonObject[] = [];
  sandbox.reset({
    ...alter,
    request: (request, context) => {
      if (context.operation.id === operation) asked.push(request);
      return alter.request?.(request, context) ?? request;
    },
  });
  return { report: await runCases({ ...settings, ...special }), asked };
}

function withData(operation: string, name: string, fields: Record<string, Json>): TestData {
  const own = settings.testData[operation];
  return { ...settings.testData, [operation]: { ...own, [name]: { ...own?.[name], ...fields } } };
}

/** Tokens that serve for any charge of the sandbox, and the number that goes with each. */
const TOKENS = ["9491339000000001", "9491339000000002", "9491339000000003", "9491339000000004"];
const NUMBERS = ["001", "002", "003", "004"];
const pool = (count: number) =>
  withData("charge-cancellation", "not-cancellable", {
    oneTimeToken: TOKENS.slice(0, count),
    dcvv: NUMBERS.slice(0, count),
  });

const AGAIN = ["charge-cancellation/not-cancellable", "charge-cancellation/again.not-cancellable"];

describe("values that serve once", () => {
  it("are drawn from a list, each for one request, and those that go together stay together", async () => {
    const { report, asked } = await run({ testData: pool(4), only: AGAIN });
    const tokens = asked.map(({ oneTimeToken }) => String(oneTimeToken));
    expect(tokens.length).toBeGreaterThan(2);
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const { oneTimeToken, dcvv } of asked) expect(String(oneTimeToken).slice(-3)).toBe(dcvv);
    expect(report.cases.map(({ outcome }) => outcome)).toEqual(["passed", "passed"]);
  });

  it("keep a case from being sent when they are used up, with the place where more can be given", async () => {
    const { report, asked } = await run({ testData: pool(1), only: AGAIN });
    expect(asked).toHaveLength(1);
    const [first, second] = report.cases;
    expect(first?.outcome).toBe("passed");
    expect(second?.outcome).toBe("not-exercised");
    expect(second?.reason).toMatch(
      /^no fresh value: each value of oneTimeToken and dcvv serves once, and those under charge-cancellation: not-cancellable: in .* are used up; give more, or a provider/,
    );
  });

  it("are not drawn for a case that sends a value of its own", async () => {
    const only = ["charge-cancellation/body.oneTimeToken.*"];
    const { asked } = await run({ testData: pool(4), only });
    expect(asked.filter(({ oneTimeToken }) => TOKENS.includes(String(oneTimeToken)))).toEqual([]);
  });
});

describe("a value that serves once and is sent again", () => {
  const only = ["charge-cancellation/no-bank-account", "charge-cancellation/again.no-bank-account"];
  /** Takes each token once, and refuses it afterwards. */
  const single = (code: string, message: string): Alteration => {
    const used = new Set<string>();
    return {
      plain: (answer, { request }) => {
        const token = String(request?.oneTimeToken);
        if (used.has(token)) return { ...answer, status: 400, code, message };
        used.add(token);
        return answer;
      },
    };
  };

  it.each([
    ["in a message that names it", "000_002", "Invalid input parameter. oneTimeToken"],
    ["with a code that no page prints", "007_900", "No."],
  ])("shows nothing where it is refused %s", async (_how, code, message) => {
    const { report } = await run({ only }, "charge-cancellation", single(code, message));
    expect(report.cases.map(({ outcome }) => outcome)).toEqual(["passed", "not-exercised"]);
    expect(report.cases[1]?.reason).toMatch(/^no fresh value: this run had sent the same oneTimeToken/);
  });

  it("shows what any value shows where the code is printed and the message names nothing", async () => {
    const alter = single("001_006", "Wallet user not found.");
    const { report } = await run({ only, strict: "all" }, "charge-cancellation", alter);
    expect(report.cases.map(({ outcome }) => outcome)).toEqual(["passed", "failed"]);
  });
});

describe("a value that serves once and was sent in an earlier run", () => {
  const only = ["charge-cancellation/no-bank-account"];
  const spentIn = (address: string): string => {
    const file = join(cwd, "test-data.spent.jsonl");
    const own = settings.testData["charge-cancellation"]?.["no-bank-account"];
    for (const field of ["oneTimeToken", "dcvv"])
      new SpentValues(file, address).note(field, String(own?.[field]), only[0] ?? "");
    return file;
  };
  const refused = (code: string, message: string): Alteration => ({
    plain: (answer) => ({ ...answer, status: 400, code, message }),
  });

  it("is no fault of a server that refuses it, whatever address it was sent to", async () => {
    const alter = refused("007_900", "No.");
    const spentFile = spentIn("https://the-same.example/by-another-name");
    const { report } = await run({ only, spentFile }, "charge-cancellation", alter);
    expect(report.cases[0]?.outcome).toBe("not-exercised");
    expect(report.cases[0]?.reason).toMatch(
      /^test data used up: charge-cancellation\/no-bank-account sent the same oneTimeToken in an earlier run/,
    );
  });

  it("is one where nothing says that it was refused for that, or nothing was sent", async () => {
    const spentFile = spentIn("https://partner.example");
    const other = refused("001_006", "Wallet user not found.");
    const named = refused("007_900", "No.");
    const verdicts = [
      (await run({ only, spentFile }, "charge-cancellation", other)).report.verdict,
      (await run({ only }, "charge-cancellation", named)).report.verdict,
    ];
    expect(verdicts).toEqual(["non-conformant", "non-conformant"]);
  });

  it("is noted when it goes out, as a digest", async () => {
    const spentFile = join(cwd, "test-data.spent.jsonl");
    await run({ only, spentFile });
    const lines = readFileSync(spentFile, "utf8").trim().split("\n");
    const fields = lines.map((line) => JSON.parse(line).field);
    expect(fields).toContain("oneTimeToken");
    // Three digits would be known as spent of every other card that has them too.
    expect(fields).not.toContain("dcvv");
    const own = settings.testData["charge-cancellation"]?.["no-bank-account"];
    expect(lines.join("\n")).not.toContain(String(own?.oneTimeToken));
  });
});

describe("a list of things", () => {
  it("gives the next member to the next run, and remembers in a file which one left", async () => {
    const only = ["membership-cancellation/success"];
    const userIds = ["50000104652", "50000104693"].map(exactNumber);
    const testData = withData("membership-cancellation", "success", { userId: userIds });
    const spentFile = join(cwd, "test-data.spent.jsonl");
    const first = await run({ testData, only, spentFile }, "membership-cancellation");
    const second = await run({ testData, only, spentFile }, "membership-cancellation");
    expect([first, second].map(({ asked }) => asked.map(({ userId }) => String(userId)))).toEqual([
      ["50000104652"],
      ["50000104693"],
    ]);
    const remembered = readFileSync(spentFile, "utf8");
    expect(JSON.parse(remembered.split("\n")[0] ?? "")).toMatchObject({
      case: "membership-cancellation/success",
      field: "userId",
    });
    expect(remembered).not.toContain("50000104652");
  });
});

describe("a second run on the same data", () => {
  const only = ["membership-cancellation/success"];
  const spentBefore = (): string => {
    const file = join(cwd, "test-data.spent.jsonl");
    const [userId] = [settings.testData["membership-cancellation"]?.success?.userId];
    // The same server under another address.
    new SpentValues(file, "https://another-name.example/open-api").note(
      "userId",
      String(userId),
      only[0] ?? "",
    );
    appendFileSync(file, "this line was cut o");
    return file;
  };
  const gone: Alteration = {
    request: (request) => ({ ...request, userId: exactNumber("50000199999") }),
  };

  it("does not accuse the server of what the first one did", async () => {
    const { report } = await run({ only, spentFile: spentBefore() }, "membership-cancellation", gone);
    expect(report.verdict).toBe("incomplete");
    expect(report.cases[0]?.outcome).toBe("not-exercised");
    expect(report.cases[0]?.reason).toMatch(
      /^test data used up: membership-cancellation\/success changed the member that userId names in an earlier run \(20\d\d-.{18}Z\), and the target answers 001_006; give another under membership-cancellation: success:/,
    );
  });

  it("accuses it where no run did anything", async () => {
    const { report } = await run({ only }, "membership-cancellation", gone);
    expect(report.verdict).toBe("non-conformant");
  });

  it("does not accuse it in a journey either, which had its charge cancelled before", async () => {
    const journey = ["charge-cancellation/journey.forged-cancels-nothing"];
    const spentFile = join(cwd, "test-data.spent.jsonl");
    const charges = new Set<string>();
    /** A right server that knows what was cancelled in the run before. */
    const kept: Alteration = {
      plain: (answer, { request }) => {
        const charge = String(request?.nrNumber);
        if (answer.code !== "000_000") return answer;
        if (charges.has(charge))
          return { ...answer, status: 400, code: "007_030", message: "Cancelled.", payload: {} };
        charges.add(charge);
        return answer;
      },
    };
    const first = await run({ only: journey, spentFile }, "charge-cancellation", kept);
    const second = await run({ only: journey, spentFile, strict: "all" }, "charge-cancellation", kept);
    expect([first, second].map(({ report }) => report.cases[0]?.outcome)).toEqual([
      "passed",
      "not-exercised",
    ]);
    expect(second.report.cases[0]?.reason).toMatch(
      /^test data used up: charge-cancellation\/journey\.forged/,
    );
  });

  it("counts where the target began anew", async () => {
    const { report } = await run({ only, spentFile: spentBefore() }, "membership-cancellation");
    expect(report.cases[0]?.outcome).toBe("passed");
  });
});

describe("a provider", () => {
  const provider = (program: string) => {
    writeFileSync(join(cwd, "provider.mjs"), program);
    return { command: `"${process.execPath}" provider.mjs`, cwd };
  };

  it("gives values that serve once right before each request, and is asked for nothing else", async () => {
    const dataProvider = provider(`
      import { appendFileSync, readFileSync } from "node:fs";
      const question = readFileSync(0, "utf8");
      appendFileSync("asked.jsonl", question);
      const count = readFileSync("asked.jsonl", "utf8").trim().split("\\n").length;
      console.log(JSON.stringify({ oneTimeToken: "949133900000050" + count, dcvv: "50" + count }));`);
    const { report, asked } = await run({ dataProvider, only: AGAIN });
    const tokens = asked.map(({ oneTimeToken }) => oneTimeToken);
    expect(tokens).toEqual(tokens.map((_, index) => `949133900000050${index + 1}`));
    expect(report.cases.map(({ outcome }) => outcome)).toEqual(["passed", "passed"]);
    const questions = readFileSync(join(cwd, "asked.jsonl"), "utf8").trim().split("\n");
    expect(JSON.parse(questions[0] ?? "")).toEqual({
      operation: "charge-cancellation",
      case: "not-cancellable",
      fields: ["oneTimeToken", "dcvv"],
    });
    expect(JSON.stringify(report)).not.toContain(String(tokens[0]));
  });

  it("gives what test data do not have", async () => {
    const dataProvider = provider(`console.log('{"userId": 50000104653}');`);
    const only = ["membership-cancellation/unreceived-gift"];
    const { report, asked } = await run({ dataProvider, only, testData: {} }, "membership-cancellation");
    expect(asked.map(({ userId }) => String(userId))).toEqual(["50000104653"]);
    expect(report.cases[0]?.outcome).toBe("passed");
  });

  it.each([
    ["does not have it", `console.log("{}");`, "gave no userId"],
    [
      "breaks",
      `console.error("login failed"); process.exit(1);`,
      "ended with exit code 1; it says: login failed",
    ],
  ])(
    "that %s leaves the case unexercised, and the server without a request",
    async (_what, program, says) => {
      const only = ["membership-cancellation/unreceived-gift"];
      const { report, asked } = await run(
        { dataProvider: provider(program), only, testData: {} },
        "membership-cancellation",
      );
      expect(asked).toEqual([]);
      expect(report.cases[0]).toMatchObject({
        outcome: "not-exercised",
        reason: `no fresh value: KONAPLATE_DATA_PROVIDER, asked for userId of membership-cancellation/unreceived-gift, ${says}`,
      });
    },
  );
});
