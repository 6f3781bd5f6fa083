import type { Contract } from "../../src/contract/model.ts";
import type { Json, JsonObject } from "../../src/exact/json.ts";
import type { Alteration } from "../alteration.ts";
import { ofTheCard } from "./benign-card.ts";
import {
  always,
  changeAnswer,
  changePayload,
  changeText,
  editAt,
  isRefusal,
  isSuccess,
  ofOperation,
  removeAt,
  setAt,
} from "./hooks.ts";
import type { BenignRow, BenignVariant } from "./model.ts";

const INQUIRY = "unregistered-card-inquiry";

/** What the pages leave open in the answers themselves. */
export function benignAnswers(contract: Contract): BenignVariant[] {
  const all = contract.operations.map(({ id }) => id);
  const rows = [
    ...everywhere(all),
    ...wordings(all),
    ...uncoded(),
    ...ofTheCard(),
    ...optional(contract),
    ...ofTheRest(),
  ];
  return rows.map(([name, says, operations, alter]) => ({
    id: `benign/answer/${name}`,
    description: `The server ${says}.`,
    operations,
    alter,
  }));
}

function everywhere(all: readonly string[]): BenignRow[] {
  return [
    [
      "further-field",
      "adds a field to every body",
      all,
      () => changePayload(always, (payload) => ({ ...payload, traceId: "1f" })),
    ],
    [
      "further-envelope-field",
      "adds a field to the envelope",
      all,
      () => changeText(always, (text) => text.replace('"response":{', '"response":{"timestamp":1,')),
    ],
    [
      "null-payload-of-refusals",
      "adds a data that is null to refusals",
      all,
      () => changePayload(isRefusal, (payload) => ({ ...payload, data: null })),
    ],
    [
      "details-of-refusals",
      "lists the wrong fields of a refusal",
      all,
      () => changePayload(isRefusal, (payload) => ({ ...payload, errors: [{ field: "userId" }] })),
    ],
    [
      "other-status-for-header-mistakes",
      "answers mistakes in headers with 403",
      all,
      () =>
        changeAnswer(always, (answer) =>
          isHeaderMistake(answer.code)
            ? { ...answer, status: 403, code: "900_001", message: "Forbidden." }
            : answer,
        ),
    ],
    [
      "lenient-media-types",
      "does not look at Accept and Content-Type",
      all,
      () => ({ skipRule: (rule) => /^header\.(Accept|Content-Type)\./.test(rule) }),
    ],
  ];
}

function isHeaderMistake(code: string): boolean {
  return /^000_90[1-57]$/.test(code);
}

function wordings(all: readonly string[]): BenignRow[] {
  const worded = (from: RegExp, to: string) => (): Alteration =>
    changeAnswer(always, (answer) => ({ ...answer, message: answer.message.replace(from, to) }));
  return [
    ["success-without-full-stop", "says Success without a full stop", all, worded(/^Success\.$/, "Success")],
    ["success-with-full-stop", "says Success with a full stop", all, worded(/^Success$/, "Success.")],
    [
      "invalid-input-parameter",
      "says parameter where one page says value",
      all,
      worded(/^Invalid input value\./, "Invalid input parameter."),
    ],
    [
      "invalid-input-value",
      "says value where another page says parameter",
      all,
      worded(/^Invalid input parameter\./, "Invalid input value."),
    ],
  ];
}

/** Scenarios of the test data that have no code, and no message, on their page. */
function uncoded(): BenignRow[] {
  const codes = ["001_050", "001_057", "001_058", "001_059", "001_060", "001_061"];
  const recoded = codes.map(
    (code, index): BenignRow => [
      `another-code-for-${code}`,
      `answers an uncoded scenario with 001_${String(70 + index).padStart(3, "0")} instead of ${code}`,
      ["membership-cancellation"],
      () =>
        changeAnswer(
          ofOperation("membership-cancellation", (answer) => answer.code === code),
          (answer) => ({
            ...answer,
            code: `001_${String(70 + index).padStart(3, "0")}`,
            message: "Not possible now.",
          }),
        ),
    ],
  );
  const refusals = (answer: { code: string }): boolean =>
    /^00[02]_0/.test(answer.code) && answer.code !== "000_000";
  return [
    ...recoded,
    [
      "another-code-for-card-refusals",
      "answers the refusals of the card inquiry with codes of its own",
      [INQUIRY],
      () =>
        changeAnswer(
          ofOperation(INQUIRY, (answer) => answer.code.startsWith("002_")),
          (answer) => ({ ...answer, code: "003_017" }),
        ),
    ],
    [
      "one-code-for-card-refusals",
      "answers all refusals of the card inquiry with one code",
      [INQUIRY],
      () => changeAnswer(ofOperation(INQUIRY, refusals), (answer) => ({ ...answer, code: "000_002" })),
    ],
  ];
}

function optional({ operations }: Contract): BenignRow[] {
  return operations.flatMap(({ id, response }) => {
    const paths = response.flatMap((field) => [
      ...(field.presence === "optional" ? [[field.name]] : []),
      ...field.fields.filter(({ presence }) => presence === "optional").map(({ name }) => [field.name, name]),
    ]);
    const without = (payload: JsonObject): JsonObject => paths.reduce(removeAt, payload);
    if (paths.length === 0) return [];
    return [
      ["without-optional-fields", (payload: JsonObject) => without(payload)] as const,
      ...paths.map(
        (path) => [`without-${path.join(".")}`, (payload: JsonObject) => removeAt(payload, path)] as const,
      ),
    ].map(
      ([name, change]): BenignRow => [
        `${id}-${name}`,
        `answers ${id} ${name.replaceAll("-", " ")}`,
        [id],
        () => changePayload(ofOperation(id, isSuccess), change),
      ],
    );
  });
}

function ofTheRest(): BenignRow[] {
  const success = (operation: string, path: readonly string[], value: Json) => (): Alteration =>
    changePayload(ofOperation(operation, isSuccess), (payload) => setAt(payload, path, value));
  return [
    [
      "pending-cancellation",
      "answers that a cancellation is pending",
      ["charge-cancellation"],
      success("charge-cancellation", ["isPending"], true),
    ],
    [
      "message-of-success-body",
      "repeats the message in the body",
      ["membership-cancellation"],
      success("membership-cancellation", ["message"], "bye"),
    ],
    [
      "registered-card-field",
      "adds a field to basicCardInfo",
      ["user-register"],
      () =>
        changePayload(ofOperation("user-register", isSuccess), (payload) =>
          editAt(payload, ["basicCardInfo", "virtual"], (holder, name) => ({ ...holder, [name]: true })),
        ),
    ],
  ];
}
