import type { Contract } from "../contract/model.ts";
import { NEVER_CONNECTED } from "../results/unconnected.ts";
import { type EnvelopePointers, readEnvelope } from "../wire/envelope.ts";
import type { Attempt } from "./attempt-model.ts";

/**
 * What became of a request at the target: `done`, carried out; `refused`, not carried out by the target's own word;
 * `unknown`, nobody says; `unsent`, it never got there.
 */
export type Execution = "done" | "refused" | "unknown" | "unsent";

/** A gateway's word for a request that it handed on and heard nothing of (RFC 9110 section 15.5.9). */
const REQUEST_TIMEOUT = 408;

/**
 * What became of a request, by the answer alone and by the worst that it can mean: a success code counts whatever the
 * status, and a 2xx without a code that can be read counts as a success. Only a 4xx, or a code that the pages list for
 * a refusal, is the target's word that nothing was done.
 */
export function executionOf(
  {
    requestFaults,
    fault,
    response,
    opened,
  }: Pick<Attempt, "requestFaults" | "fault" | "response" | "opened">,
  { envelope, operations }: Contract,
  pointers: EnvelopePointers,
): Execution {
  if (requestFaults.length > 0) return "unsent";
  if (fault) return NEVER_CONNECTED.includes(fault.faultClass) ? "unsent" : "unknown";
  if (!response) return "unknown";
  const codes = [opened?.json, opened?.outer]
    .map((body) => readEnvelope(body, pointers).code)
    .filter((code) => typeof code === "string");
  if (codes.includes(envelope.successCode)) return "done";
  const { status } = response;
  const isRefusal = operations.some((operation) =>
    operation.codes.some(({ code, status: documented }) => documented >= 400 && codes.includes(code)),
  );
  if (status >= 400 && status < 500) return status === REQUEST_TIMEOUT && !isRefusal ? "unknown" : "refused";
  if (status < 200 || status >= 300) return "unknown";
  if (codes.length === 0) return "done";
  return isRefusal ? "refused" : "unknown";
}
