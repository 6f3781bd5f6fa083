import { type Json, valueAt } from "../exact/json.ts";

/** JSON Pointers of the code and the message in a response body; no page shows them, so they are settings. */
export interface EnvelopePointers {
  readonly codePointer: string;
  readonly messagePointer: string;
}

/** The envelope as found: the raw values, undefined where there is none. */
export interface EnvelopeValues {
  readonly code: Json | undefined;
  readonly message: Json | undefined;
}

/** Reads code and message by their pointers. */
export function readEnvelope(body: Json | undefined, pointers: EnvelopePointers): EnvelopeValues {
  return {
    code: valueAt(body, pointers.codePointer),
    message: valueAt(body, pointers.messagePointer),
  };
}
