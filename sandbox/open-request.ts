import type { KeyObject } from "node:crypto";
import { hasBody } from "../src/contract/inputs.ts";
import type { Operation } from "../src/contract/model.ts";
import { isJsonObject, type JsonObject } from "../src/exact/json.ts";
import { readJsonBytes } from "../src/wire/body-text.ts";
import { decryptMessage, MessageEncryptionError } from "../src/wire/message-encryption.ts";
import { ownRefusal } from "./refusal.ts";

/** Rule: an operation whose request is marked Encrypted takes nothing else, and the others take nothing encrypted. */
export const ENCRYPTION_RULE = "body.encryption";

/** A request in the clear: its JSON object, and the text that it was written as. */
export interface Opened {
  readonly json: JsonObject;
  readonly text: string;
}

/** The request's JSON object in the clear. Throws Refusal: not JSON, not encrypted where it must be, not openable. */
export async function openRequest(
  body: Uint8Array,
  operation: Operation,
  serverPrivateKey: KeyObject,
  enforces: (rule: string) => boolean,
): Promise<Opened> {
  if (!hasBody(operation)) return { json: {}, text: "" };
  const outer = readObject(body, "The body");
  const encrypted = Object.hasOwn(outer.json, "encData");
  const { encData } = outer.json;
  if (encrypted !== operation.encrypted.request && enforces(ENCRYPTION_RULE)) {
    throw ownRefusal(
      "encryption",
      operation.encrypted.request
        ? "The request of this operation is to be encrypted."
        : "The request of this operation is not to be encrypted.",
    );
  }
  if (!encrypted) return outer;
  if (typeof encData !== "string") throw ownRefusal("encryption", "encData is not a string.");
  try {
    const { plaintext } = decryptMessage(encData, serverPrivateKey);
    return readObject(plaintext, "The text inside encData");
  } catch (error) {
    if (error instanceof MessageEncryptionError) throw ownRefusal("encryption", `encData: ${error.message}.`);
    throw error;
  }
}

function readObject(bytes: Uint8Array, what: string): Opened {
  const { json, problems } = readJsonBytes(bytes);
  const [problem] = problems;
  if (problem) throw ownRefusal("body", `${what}${problem.pointer}: ${problem.message}.`);
  if (!isJsonObject(json)) throw ownRefusal("body", `${what} is not a JSON object.`);
  return { json, text: Buffer.from(bytes).toString("utf8") };
}
