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

/**
 * The envelope of an answer: inside its encryption, unless the code stands beside it alone. An answer that has no code at
 * all keeps the message that it has inside.
 */
export function envelopeOf(
  { json, outer }: { readonly json: Json | undefined; readonly outer: Json | undefined },
  pointers: EnvelopePointers,
): EnvelopeValues {
  const inside = readEnvelope(json, pointers);
  if (inside.code !== undefined) return inside;
  const beside = readEnvelope(outer, pointers);
  return beside.code === undefined && inside.message !== undefined ? inside : beside;
}
