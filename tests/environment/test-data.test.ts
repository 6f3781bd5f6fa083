import { describe, expect, it } from "vitest";
import { numberText } from "../../src/exact/number.ts";
import { load, problemsOf } from "./project.ts";

const fromFile = (name: string, text: string) => ({
  env: { KONAPLATE_TEST_DATA: name },
  files: { [name]: text },
});
const embedded = (text: string) => ({ files: { "environments/embedded.yaml": text } });

describe("test data", () => {
  it.each([
    ["YAML", "data.yaml", "userId: 9999999999999999999", "userId: 10000000000000000000"],
    ["JSON", "data.json", '"userId": 9999999999999999999', '"userId": 10000000000000000000'],
    ["JSON with tabs", "tabs.json", '\t"userId":\t9999999999999999999', '\t"userId": 10000000000000000000\n'],
  ])("keep numbers exact that are one and the same double: %s", (form, name, highest, beyond) => {
    const text =
      form === "YAML"
        ? `membership-cancellation:\n  "*":\n    ${highest}\n  unknown-member:\n    ${beyond}\n`
        : `{\n\t"membership-cancellation": {\n\t\t"*": {${highest}},\n"unknown-member": {${beyond}}}}`;
    const { testData, testDataFile } = load(fromFile(name, text));
    const data = testData["membership-cancellation"] ?? {};
    expect(testDataFile).toBe(name);
    expect(numberText(data["*"]?.userId)).toBe("9999999999999999999");
    expect(numberText(data["unknown-member"]?.userId)).toBe("10000000000000000000");
  });

  it("are the environment's own unless a file replaces all of them", () => {
    const own = "testData:\n  user-register:\n    success: {loginId: own}\n";
    expect(load(embedded(own)).testData).toEqual({ "user-register": { success: { loginId: "own" } } });
    const settings = load({
      env: { KONAPLATE_TEST_DATA: "data.yaml" },
      files: { "environments/embedded.yaml": own, "data.yaml": "membership-cancellation:\n" },
    });
    expect(settings.testData).toEqual({ "membership-cancellation": {} });
  });

  it("may leave out what is commented out", () => {
    const text = "testData:\n  user-register:\n    success:\n    #  loginId: a\ngaps:\ndeviations:\n";
    expect(load(embedded(text)).testData).toEqual({ "user-register": { success: {} } });
  });

  it("may have a field that the contract does not list, with a notice", () => {
    const text =
      "charge-cancellation:\n  success:\n    cardExpiry: '2509'\n    nrNumbr: KMN1\n    dcvv: '123'\n";
    const { testData, notices } = load(fromFile("data.yaml", text));
    expect(testData["charge-cancellation"]?.success).toEqual({
      cardExpiry: "2509",
      nrNumbr: "KMN1",
      dcvv: "123",
    });
    expect(notices).toEqual([
      "data.yaml:3: cardExpiry is no documented field of charge-cancellation and is sent all the same",
      "data.yaml:4: nrNumbr is no documented field of charge-cancellation and is sent all the same; did you mean nrNumber?",
    ]);
  });

  it("tell of a value that serves once and is given twice, with both cases and lines", () => {
    const text = [
      "charge-cancellation:",
      "  success: { oneTimeToken: '9491330000000101', dcvv: '101', userId: 50000104652 }",
      "  not-cancellable:",
      "    userId: 50000104652",
      "    oneTimeToken:",
      "      - '9491330000000202'",
      "      - '9491330000000101'",
      "      - '9491330000000202'",
      "    dcvv: ['101', '101', '101']",
      "",
    ].join("\n");
    const { notices } = load(fromFile("data.yaml", text));
    expect(notices).toEqual([
      "data.yaml:7: oneTimeToken of charge-cancellation/not-cancellable is the value that charge-cancellation/success has in line 2: it serves once, so whichever case comes second is refused; give each its own",
      "data.yaml:8: oneTimeToken of charge-cancellation/not-cancellable is the value that charge-cancellation/not-cancellable has in line 6: it serves once, so whichever case comes second is refused; give each its own",
    ]);
    expect(
      load(fromFile("other.yaml", text.replaceAll("'9491330000000101'\n", "'9491330000000404'\n"))).notices,
    ).toHaveLength(1);
  });

  it("that name an unknown operation or case are mistakes, each with its line", () => {
    const text = [
      "testData:",
      "  membership-cancelation:",
      '    "*": {userId: 1}',
      "  membership-cancellation:",
      "    unreceived-gifts: {userId: 2}",
      "  toString:",
      "    zzz: {userId: 3}",
    ].join("\n");
    expect(problemsOf(embedded(text))).toEqual([
      "environments/embedded.yaml:2: there is no operation membership-cancelation; did you mean membership-cancellation? (one of your own needs --contract and --cases)",
      "environments/embedded.yaml:5: membership-cancellation has no case unreceived-gifts; did you mean unreceived-gift? (one of your own needs --contract and --cases)",
      "environments/embedded.yaml:6: there is no operation toString; known: user-register, membership-cancellation, charge-cancellation, unregistered-card-inquiry, member-authentication-info (one of your own needs --contract and --cases)",
    ]);
  });

  it.each([
    [
      "fields in the place of cases",
      "unregistered-card-inquiry:\n  cardNo: '4000000000000002'\n",
      "data.yaml:2: unregistered-card-inquiry.cardNo is not of the right form; give a map from field names to values, e.g. userId: 50000104652",
    ],
    [
      "a list",
      "- userId: 1\n",
      "data.yaml:1: the file is not of the right form; give a map from operation ids to cases, e.g. membership-cancellation",
    ],
    [
      "the star without quotes",
      "membership-cancellation:\n  *: {userId: 1}\n",
      '; write "*" for all cases in quotes',
    ],
    [
      "a number that JSON cannot say",
      "unregistered-card-inquiry:\n  success:\n    cardCVC: 007\n",
      "data.yaml:3: write the number 007 in plain digits, as JSON does, or quote it",
    ],
    [
      "a field given twice",
      "membership-cancellation:\n  success:\n    userId: 1\n    userId: 2\n",
      "data.yaml:4: the key userId stands twice",
    ],
  ])("of the wrong form get one message without their values: %s", (_what, text, message) => {
    const problems = problemsOf(fromFile("data.yaml", text));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
    expect(problems[0]).not.toContain("4000000000000002");
  });

  it("in another encoding than UTF-8 are a mistake", () => {
    const files = { "data.yaml": Buffer.from("user-register: # \xe9\n", "latin1") };
    expect(problemsOf({ env: { KONAPLATE_TEST_DATA: "data.yaml" }, files })).toEqual([
      "data.yaml is not text in UTF-8: give a YAML or JSON file",
    ]);
  });

  it("in a folder instead of a file are a mistake", () => {
    expect(problemsOf({ env: { KONAPLATE_TEST_DATA: "environments" } })).toEqual([
      "environments cannot be read (EISDIR): give a YAML or JSON file",
    ]);
  });
});
