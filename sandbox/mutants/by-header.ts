import type { Contract } from "../../src/contract/model.ts";
import type { RequestContext } from "../alteration.ts";
import { changePayload, isSuccess, ofOperation, removeAt } from "./hooks.ts";
import type { Mutant } from "./model.ts";

type Condition = readonly [name: string, says: string, holds: (context: RequestContext) => boolean];

const CONDITIONS: readonly Condition[] = [
  ["zone-utc", "the zone is UTC", ({ headers }) => headers["x-km-time-zone"] === "UTC"],
  ["zone-kst", "the zone is KST", ({ headers }) => headers["x-km-time-zone"] === "KST"],
  [
    "id-in-capitals",
    "the correlation id has capital letters",
    ({ headers }) => /[A-F]/.test(headers["x-km-correlation-id"] ?? ""),
  ],
];

/**
 * A required field that is there or not, depending on a header that has nothing to do with it. Of inquiries alone: what
 * changes something is asked for rightly as seldom as can be, and in one writing.
 */
export function byHeaderMutants({ operations }: Contract): Mutant[] {
  const inquiries = operations.filter(({ effect }) => effect === "nothing");
  return inquiries.flatMap(({ id, response }) => {
    const field = response.find(({ presence }) => presence === "required");
    if (!field) return [];
    const inner = field.fields.find(({ presence }) => presence === "required");
    const path = inner ? [field.name, inner.name] : [field.name];
    return CONDITIONS.map(
      ([name, says, holds]): Mutant => ({
        id: `response-field/${id}/${path.join(".")}/missing-where-${name}`,
        category: "response-field",
        description: `${id} leaves ${path.join(".")} out where ${says}.`,
        operations: [id],
        evidence: "documented",
        catchers: ["body-schema"],
        alter: () =>
          changePayload(
            ofOperation(id, (answer, context) => isSuccess(answer, context) && holds(context)),
            (payload) => removeAt(payload, path),
          ),
      }),
    );
  });
}
