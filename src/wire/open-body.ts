import type { KeyObject } from "node:crypto";
import { isJsonObject, type Json } from "../exact/json.ts";
import { readJsonBytes, type TextProblem } from "./body-text.ts";
import {
  decryptMessage,
  MessageEncryptionError,
  type MessageSeal,
  readSealing,
} from "./message-encryption.ts";

export type BodyProblemKind = TextProblem["kind"] | "jwe-malformed" | "jwe-algorithm" | "jwe-unopened";

export interface BodyProblem {
  /** Which text is wrong: the body as it travelled, or what was inside encData. */
  readonly layer: "body" | "encData";
  readonly kind: BodyProblemKind;
  readonly pointer: string;
  readonly message: string;
}

export interface OpenedBody {
  /** The body travelled as `{"encData": "<compact JWE>"}`. */
  readonly encrypted: boolean;
  readonly alg?: string;
  readonly enc?: string;
  /** What tells this encrypted body from others. */
  readonly seal?: MessageSeal;
  /** The body's text in the clear; undefined where it could not be had. */
  readonly text: string | undefined;
  readonly json: Json | undefined;
  /** The body as it travelled, read as JSON; the same as `json` where nothing was encrypted. */
  readonly outer: Json | undefined;
  readonly problems: readonly BodyProblem[];
}

/**
 * Reads a body, decrypts it where it is encrypted, and collects whatever is wrong on the way. Without the key of whom it
 * is for, what is encrypted is held to its form alone, and there is no text of it.
 */
export function openBody(bytes: Uint8Array, privateKey: KeyObject | undefined): OpenedBody {
  const outer = readJsonBytes(bytes);
  const problems: BodyProblem[] = outer.problems.map((problem) => ({ layer: "body", ...problem }));
  const sealed =
    isJsonObject(outer.json) && Object.hasOwn(outer.json, "encData") ? outer.json.encData : undefined;
  if (sealed === undefined) {
    return { encrypted: false, text: outer.text, json: outer.json, outer: outer.json, problems };
  }
  const unopened = { encrypted: true, text: undefined, json: undefined, outer: outer.json };
  if (typeof sealed !== "string") {
    problems.push({
      layer: "body",
      kind: "jwe-malformed",
      pointer: "/encData",
      message: "encData is not a string",
    });
    return { ...unopened, problems };
  }
  try {
    if (!privateKey) return { ...unopened, ...readSealing(sealed), problems };
    const { plaintext, alg, enc, seal } = decryptMessage(sealed, privateKey);
    const inner = readJsonBytes(plaintext);
    problems.push(...inner.problems.map((problem): BodyProblem => ({ layer: "encData", ...problem })));
    return {
      encrypted: true,
      alg,
      enc,
      seal,
      text: inner.text,
      json: inner.json,
      outer: outer.json,
      problems,
    };
  } catch (error) {
    if (!(error instanceof MessageEncryptionError)) throw error;
    problems.push({ layer: "body", kind: `jwe-${error.fault}`, pointer: "/encData", message: error.message });
    return { ...unopened, problems };
  }
}
