import { findCode } from "../../src/contract/find.ts";
import type { CodeEntry, Contract, Operation } from "../../src/contract/model.ts";
import type { PlainAnswer } from "../alteration.ts";
import { NOT_FOUND, REGISTERED } from "../cards.ts";
import { UNCODED } from "../members.ts";
import { samplePayload } from "../sample-payload.ts";
import { type Applies, changeAnswer, ofOperation } from "./hooks.ts";
import { type Evidence, type Mutant, slug } from "./model.ts";

/** A scenario as the sandbox knows it: the code that it answers. */
interface Scenario {
  readonly name: string;
  readonly code: string;
  /** How far the pages document the code and the message; undefined: not at all. */
  readonly codeIs?: Evidence;
  readonly messageIs?: Evidence;
}

interface Deviation {
  readonly name: string;
  readonly says: string;
  readonly catchers: readonly string[];
  readonly evidence: Evidence;
  change(answer: PlainAnswer): PlainAnswer;
}

/** Titles of test data that have no code on their page, under the codes of the sandbox's own choice. */
const UNCODED_SCENARIOS: Readonly<Record<string, readonly Scenario[]>> = {
  "membership-cancellation": UNCODED.map(([name, code]) => ({ name, code })),
  "unregistered-card-inquiry": [
    { name: "card-not-found", code: NOT_FOUND.code, messageIs: "inferred" },
    { name: "card-already-registered", code: REGISTERED.code, messageIs: "inferred" },
    { name: "card-number-length", code: "000_015", messageIs: "inferred" },
    { name: "card-number-invalid", code: "000_002", messageIs: "inferred" },
  ],
};

/** Codes of scenarios of which no page says by what request they are brought about. */
const OPEN_TRIGGERS: readonly string[] = ["user-register 001_009", "charge-cancellation 000_002"];

/** Each documented scenario with a wrong status, a wrong code, a wrong message, and as a success instead. */
export function scenarioMutants({ operations, envelope }: Contract): Mutant[] {
  return operations.flatMap((operation) => {
    const coded = operation.codes.map(
      ({ code }): Scenario => ({
        name: code,
        code,
        codeIs: OPEN_TRIGGERS.includes(`${operation.id} ${code}`) ? "inferred" : "documented",
        messageIs: "documented",
      }),
    );
    const scenarios = [...coded, ...(UNCODED_SCENARIOS[operation.id] ?? [])];
    const deviating = scenarios.flatMap((scenario) =>
      (scenario.code === envelope.successCode
        ? successDeviations(operation)
        : refusalDeviations(scenario, operation, envelope.successCode)
      ).map((deviation) => scenarioMutant(operation, scenario, deviation)),
    );
    return [...deviating, fieldNotNamed(operation)];
  });
}

function scenarioMutant(operation: Operation, scenario: Scenario, deviation: Deviation): Mutant {
  const { name, says, evidence, catchers, change } = deviation;
  const isMeant: Applies = ofOperation(operation.id, ({ code }) => code === scenario.code);
  return {
    id: `scenario/${operation.id}/${scenario.name}/${name}`,
    category: "scenario",
    description: `Where ${operation.id} is to answer ${scenario.name}, it ${says}.`,
    operations: [operation.id],
    evidence,
    catchers,
    alter: () => changeAnswer(isMeant, change),
  };
}

/** A refused parameter that the message does not name; the pages' messages all name theirs. */
function fieldNotNamed({ id }: Operation): Mutant {
  const isValidation: Applies = ofOperation(id, ({ code }) => /^000_0(02|03|15)$/.test(code));
  return {
    id: `scenario/${id}/validation/field-not-named`,
    category: "scenario",
    description: `${id} refuses a parameter without naming it.`,
    operations: [id],
    evidence: "inferred",
    catchers: ["names-field", "message"],
    alter: () => changeAnswer(isValidation, (answer) => ({ ...answer, message: "Invalid request." })),
  };
}

function statusDeviation(status: number, evidence: Evidence = "documented"): Deviation {
  return {
    name: `status-${status}`,
    says: `answers the status ${status}`,
    catchers: ["status"],
    evidence,
    change: (answer) => ({ ...answer, status }),
  };
}

function codeDeviation(
  name: string,
  code: string,
  evidence: Evidence = "documented",
  rule = "code",
): Deviation {
  return {
    name: `code-${name}`,
    says: `answers the code ${code}`,
    catchers: [rule],
    evidence,
    change: (answer) => ({ ...answer, code }),
  };
}

function messageDeviations(message: string, other: string | undefined, evidence: Evidence): Deviation[] {
  const wordings: readonly (readonly [name: string, text: string])[] = [
    ["empty", ""],
    ["trailing space", `${message} `],
    ["leading space", ` ${message}`],
    ["lower case", message.toLowerCase()],
    ["cut off", message.slice(0, -2)],
    ["one letter more", message.replace(/[a-z]/, (letter) => letter + letter)],
    ["in another language", "요청을 처리할 수 없습니다."],
    ...(other === undefined ? [] : [["of another code", other] as const]),
  ];
  return wordings.map(([name, text]) => ({
    name: `message-${slug(name)}`,
    says: `says its message wrongly: ${name}`,
    catchers: ["message"],
    evidence,
    change: (answer) => ({ ...answer, message: text }),
  }));
}

function successDeviations(operation: Operation): Deviation[] {
  const success = findCode(operation, "000_000");
  const refusal = firstRefusal(operation);
  return [
    ...[201, 202, 400, 500].map((status) => statusDeviation(status)),
    codeDeviation("undocumented", "999_999"),
    codeDeviation("of-a-refusal", refusal.code),
    ...messageDeviations(success?.message ?? "", refusal.message, "documented"),
    {
      name: "refused",
      says: `refuses with ${refusal.code}`,
      catchers: ["status", "code"],
      evidence: "documented",
      change: () => ({ ...refusal, payload: {}, encrypted: false }),
    },
  ];
}

function refusalDeviations(scenario: Scenario, operation: Operation, successCode: string): Deviation[] {
  const entry = findCode(operation, scenario.code);
  const other = operation.codes.find(({ code, status }) => status !== 200 && code !== scenario.code);
  const message = entry?.message ?? scenario.name;
  return [
    ...[200, 422, 500].map((status) => statusDeviation(status, scenario.codeIs)),
    { ...codeDeviation("success", successCode, scenario.codeIs), catchers: ["code", "not-carried-out"] },
    scenario.codeIs
      ? codeDeviation("undocumented", "999_999", scenario.codeIs)
      : codeDeviation("of-another-form", "NOT_POSSIBLE", "inferred", "code-form"),
    ...(other ? [otherCode(scenario, other)] : []),
    ...(scenario.messageIs ? messageDeviations(message, other?.message, scenario.messageIs) : []),
    {
      name: "success-instead",
      says: "carries the request out",
      catchers: ["status", "code", "not-carried-out"],
      evidence: scenario.code === "001_009" ? "inferred" : "documented",
      change: () => ({
        status: 200,
        code: successCode,
        message: findCode(operation, successCode)?.message ?? "Success.",
        payload: samplePayload(operation.response),
        encrypted: operation.encrypted.response,
      }),
    },
  ];
}

function otherCode({ codeIs }: Scenario, { code }: CodeEntry): Deviation {
  return codeIs
    ? codeDeviation("of-another-scenario", code, codeIs)
    : codeDeviation("of-another-scenario", code, "inferred", "distinct-code");
}

function firstRefusal({ codes }: Operation): Pick<CodeEntry, "status" | "code" | "message"> {
  const entry = codes.find(({ status }) => status !== 200);
  return entry ?? { status: 400, code: "000_002", message: "Invalid input parameter. userId" };
}
